import { defaultMethodCheck } from "../../kinds/default-method-check.js";

export const readsWithGet = defaultMethodCheck(
  "td-default-http-method_get",
  "readproperty",
  "GET",
  "/read",
  "The client reads with POST, since the Form names no method.",
);
