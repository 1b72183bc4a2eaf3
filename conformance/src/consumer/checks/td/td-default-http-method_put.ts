import { defaultMethodCheck } from "../../kinds/default-method-check.js";

export const writesWithPut = defaultMethodCheck(
  "td-default-http-method_put",
  "writeproperty",
  "PUT",
  "/write",
  "The client writes with POST, since the Form names no method.",
);
