import { basicRequestCheck } from "../../profile/basic-request-check.js";

export const basicRequestForReadallproperties = basicRequestCheck(
  "http-basic-profile-protocol-binding-readallproperties-4",
  "http-basic-profile-protocol-binding-readallproperties",
  "readallproperties",
);
