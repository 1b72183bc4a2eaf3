import { statusAddressCheck } from "../../profile/action-status-checks.js";

export const statusAddressOfQueryaction = statusAddressCheck(
  "http-basic-profile-protocol-binding-queryaction-2",
  "http-basic-profile-protocol-binding-queryaction",
  "queryaction",
);
