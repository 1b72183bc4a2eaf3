import { basicRequestCheck } from "../../profile/basic-request-check.js";

export const basicRequestForInvokeaction = basicRequestCheck(
  "http-basic-profile-protocol-binding-invokeaction-4",
  "http-basic-profile-protocol-binding-invokeaction",
  "invokeaction",
);
