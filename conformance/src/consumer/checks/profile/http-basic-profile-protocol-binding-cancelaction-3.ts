import { statusRequestCheck } from "../../profile/action-status-checks.js";

export const statusRequestForCancelaction = statusRequestCheck(
  "http-basic-profile-protocol-binding-cancelaction-3",
  "http-basic-profile-protocol-binding-cancelaction",
  "cancelaction",
);
