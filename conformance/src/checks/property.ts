import type { Check } from "../check.js";
import { formSpeaksItsScheme } from "./property/bindings-requirements-scheme.js";
import { formIsAccepted } from "./property/bindings-server-accept.js";
import { valueMatchesSchema } from "./property/server-data-schema.js";
import { hrefLeadsSomewhere } from "./property/server-uri-template.js";
import { answerHasContentType } from "./property/td-expectedResponse-contentType.js";
import { writtenIsRead } from "./property/td-vocab-op--Form_writeproperty.js";

export const propertyChecks: readonly Check[] = [
  formSpeaksItsScheme,
  formIsAccepted,
  valueMatchesSchema,
  hrefLeadsSomewhere,
  answerHasContentType,
  writtenIsRead,
];
