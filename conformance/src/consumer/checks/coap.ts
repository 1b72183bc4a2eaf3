import type { ConsumerCheck } from "../consumer-subject.js";
import { criticalOptionIsRejected } from "./coap/critical-option.js";
import { observationIsEnded } from "./coap/observe-cancelled.js";
import { responseIsAcknowledged } from "./coap/response-acknowledged.js";
import { responseClassIsUnderstood } from "./coap/response-class.js";
import { responseIsMatchedByToken } from "./coap/response-token.js";

export const coapChecks: readonly ConsumerCheck[] = [
  criticalOptionIsRejected,
  observationIsEnded,
  responseIsAcknowledged,
  responseClassIsUnderstood,
  responseIsMatchedByToken,
];
