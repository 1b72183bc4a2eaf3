import { basicRequestCheck } from "../../profile/basic-request-check.js";

export const basicRequestForReadproperty = basicRequestCheck(
  "http-basic-profile-protocol-binding-readproperty-4",
  "http-basic-profile-protocol-binding-readproperty",
  "readproperty",
);
