import { basicRequestCheck } from "../../profile/basic-request-check.js";

export const basicRequestForWriteproperty = basicRequestCheck(
  "http-basic-profile-protocol-binding-writeproperty-4",
  "http-basic-profile-protocol-binding-writeproperty",
  "writeproperty",
);
