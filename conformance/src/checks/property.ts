import type { Check } from "../check.js";
import { formSpeaksItsScheme } from "./property/bindings-requirements-scheme.js";
import { formIsAccepted } from "./property/bindings-server-accept.js";
import { valueMatchesSchema } from "./property/server-data-schema.js";
import { hrefLeadsSomewhere } from "./property/server-uri-template.js";
import { answerHasContentType } from "./property/td-expectedResponse-contentType.js";

export const propertyChecks: readonly Check[] = [
  formSpeaksItsScheme,
  formIsAccepted,
  valueMatchesSchema,
  hrefLeadsSomewhere,
  answerHasContentType,
];
