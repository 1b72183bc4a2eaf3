import type { Check } from "../check.js";
import { errorsAreProblemDetails } from "./profile/common-constraints-errors-7.js";
import { cancellingIsAnsweredAsProfiled } from "./profile/http-basic-profile-protocol-binding-cancelaction-5.js";
import { actionHasAResponse } from "./profile/http-basic-profile-protocol-binding-invokeaction-6.js";
import { synchronousActionIsAnsweredAtOnce } from "./profile/http-basic-profile-protocol-binding-invokeaction-7.js";
import { asynchronousActionIsAnsweredBefore } from "./profile/http-basic-profile-protocol-binding-invokeaction-8.js";
import { actionStatusIsComplete } from "./profile/http-basic-profile-protocol-binding-invokeaction-15.js";
import { actionStateIsKnown } from "./profile/http-basic-profile-protocol-binding-invokeaction-16.js";
import { outputInStatusMatchesSchema } from "./profile/http-basic-profile-protocol-binding-invokeaction-17.js";
import { errorInStatusIsProblemDetails } from "./profile/http-basic-profile-protocol-binding-invokeaction-18.js";
import { statusHrefIsHttp } from "./profile/http-basic-profile-protocol-binding-invokeaction-19.js";
import { outputComesAsJson } from "./profile/http-basic-profile-protocol-binding-invokeaction-20.js";
import { nothingComesWithoutOutput } from "./profile/http-basic-profile-protocol-binding-invokeaction-20a.js";
import { asynchronousResponseHasLocation } from "./profile/http-basic-profile-protocol-binding-invokeaction-21.js";
import { asynchronousActionCanBeQueried } from "./profile/http-basic-profile-protocol-binding-queryaction-1a.js";
import { queryIsAnsweredAsProfiled } from "./profile/http-basic-profile-protocol-binding-queryaction-5.js";
import { allActionsAreAnsweredAsProfiled } from "./profile/http-basic-profile-protocol-binding-queryallactions-6a.js";
import { latestActionComesFirst } from "./profile/http-basic-profile-protocol-binding-queryallactions-6b.js";
import { readAllAnswersAsProfiled } from "./profile/http-basic-profile-protocol-binding-readallproperties-5.js";
import { readAnswersAsProfiled } from "./profile/http-basic-profile-protocol-binding-readproperty-6.js";

export const profileChecks: readonly Check[] = [
  errorsAreProblemDetails,
  readAllAnswersAsProfiled,
  readAnswersAsProfiled,
  actionHasAResponse,
  synchronousActionIsAnsweredAtOnce,
  asynchronousActionIsAnsweredBefore,
  outputComesAsJson,
  nothingComesWithoutOutput,
  asynchronousResponseHasLocation,
  actionStatusIsComplete,
  actionStateIsKnown,
  outputInStatusMatchesSchema,
  errorInStatusIsProblemDetails,
  statusHrefIsHttp,
  asynchronousActionCanBeQueried,
  queryIsAnsweredAsProfiled,
  cancellingIsAnsweredAsProfiled,
  allActionsAreAnsweredAsProfiled,
  latestActionComesFirst,
];
