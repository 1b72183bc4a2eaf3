import { perfectCoapHabits } from "./coap-requester.js";
import type { ConsumerFault } from "./consumer-fault.js";

const { isCoapSuccess } = perfectCoapHabits;

/** What goes wrong over CoAP. */
export const coapFaults: readonly ConsumerFault[] = [
  {
    caughtBy: "coap/response-class",
    what: "takes every answer to a write over CoAP as a success",
    habits: { isCoapSuccess: (code, operation) => operation === "writeproperty" || isCoapSuccess(code, operation) },
  },
  {
    caughtBy: "coap/response-class",
    what: "takes codes over CoAP that it does not know as a success",
    habits: { isCoapSuccess: (code, operation) => code.endsWith(".30") || isCoapSuccess(code, operation) },
  },
  {
    caughtBy: "coap/response-token",
    what: "takes whatever comes first over CoAP",
    habits: { matchesTokens: false },
  },
  {
    caughtBy: "coap/critical-option",
    what: "does not look at options over CoAP",
    habits: { rejectsCriticalOptions: false },
  },
  {
    caughtBy: "coap/response-acknowledged",
    what: "acknowledges nothing over CoAP",
    habits: { acknowledges: false },
  },
  {
    caughtBy: "coap/observe-cancelled",
    what: "does not tell over CoAP that it observes no more",
    habits: { endsObservations: false },
  },
];
