import { defaultMethodCheck } from "../../kinds/default-method-check.js";

export const invokesWithPost = defaultMethodCheck(
  "td-default-http-method_post",
  "invokeaction",
  "POST",
  "/invoke",
  "The client invokes with GET, since the Form names no method.",
);
