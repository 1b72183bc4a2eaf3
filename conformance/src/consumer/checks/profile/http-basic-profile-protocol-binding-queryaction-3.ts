import { statusRequestCheck } from "../../profile/action-status-checks.js";

export const statusRequestForQueryaction = statusRequestCheck(
  "http-basic-profile-protocol-binding-queryaction-3",
  "http-basic-profile-protocol-binding-queryaction",
  "queryaction",
);
