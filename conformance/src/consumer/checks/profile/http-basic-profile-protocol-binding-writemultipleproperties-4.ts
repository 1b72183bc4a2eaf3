import { basicRequestCheck } from "../../profile/basic-request-check.js";

export const basicRequestForWritemultipleproperties = basicRequestCheck(
  "http-basic-profile-protocol-binding-writemultipleproperties-4",
  "http-basic-profile-protocol-binding-writemultipleproperties",
  "writemultipleproperties",
);
