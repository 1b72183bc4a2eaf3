import type { ConsumerCheck } from "../consumer-subject.js";
import { oldDescriptionIsTaken } from "./td/td-context-ns-td10-namespacev10.js";
import { contentTypeIsJson } from "./td/td-default-contentType.js";
import { methodIsOfTheForm } from "./td/td-default-http-method.js";
import { readsWithGet } from "./td/td-default-http-method_get.js";
import { invokesWithPost } from "./td/td-default-http-method_post.js";
import { writesWithPut } from "./td/td-default-http-method_put.js";
import { actionFormInvokes } from "./td/td-default-op-actions.js";
import { eventFormSubscribes } from "./td/td-default-op-events.js";
import { propertyFormReadsAndWrites } from "./td/td-default-op-properties.js";
import { propertyIsWritable } from "./td/td-default-readOnly.js";
import { additionalResponseIsFailure } from "./td/td-default-success.js";
import { propertyIsReadable } from "./td/td-default-writeOnly.js";
import { responseHasTypeOfForm } from "./td/td-expectedResponse-default-contentType.js";
import { unknownFormatIsValid } from "./td/td-format-validation-other-values.js";

export const tdChecks: readonly ConsumerCheck[] = [
  oldDescriptionIsTaken,
  contentTypeIsJson,
  methodIsOfTheForm,
  readsWithGet,
  invokesWithPost,
  writesWithPut,
  actionFormInvokes,
  eventFormSubscribes,
  propertyFormReadsAndWrites,
  propertyIsWritable,
  additionalResponseIsFailure,
  propertyIsReadable,
  responseHasTypeOfForm,
  unknownFormatIsValid,
];
