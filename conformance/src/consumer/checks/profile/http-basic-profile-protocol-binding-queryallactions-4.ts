import { basicRequestCheck } from "../../profile/basic-request-check.js";

export const basicRequestForQueryallactions = basicRequestCheck(
  "http-basic-profile-protocol-binding-queryallactions-4",
  "queryallactions",
  "queryallactions",
);
