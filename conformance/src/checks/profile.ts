import type { Check } from "../check.js";
import { errorsAreProblemDetails } from "./profile/common-constraints-errors-7.js";
import { readAllAnswersAsProfiled } from "./profile/http-basic-profile-protocol-binding-readallproperties-5.js";
import { readAnswersAsProfiled } from "./profile/http-basic-profile-protocol-binding-readproperty-6.js";

export const profileChecks: readonly Check[] = [
  errorsAreProblemDetails,
  readAllAnswersAsProfiled,
  readAnswersAsProfiled,
];
