import { statusAddressCheck } from "../../profile/action-status-checks.js";

export const statusAddressOfCancelaction = statusAddressCheck(
  "http-basic-profile-protocol-binding-cancelaction-2",
  "http-basic-profile-protocol-binding-cancelaction",
  "cancelaction",
);
