import type { Check, CheckDescription } from "../check.js";
import { inconclusive, outcome } from "../outcome.js";
import { type CoapRequest, coapSummary } from "../wire/coap/coap-exchange.js";
import { type CoapForm, coapCheck, isElsewhere, isOutcome, responseIn } from "./coap-form.js";

/** A Check of the code that a request is answered with. */
export interface CoapCodeCheck extends CheckDescription {
  requestFor(form: CoapForm): CoapRequest;
  /** What the answer must be, in words. */
  readonly expected: string;
  isRight(code: string): boolean;
}

/** The Check: one request, one judgement of its code. */
export function coapCodeCheck({ requestFor, expected, isRight, ...description }: CoapCodeCheck): Check {
  return coapCheck({
    ...description,
    async judge(subject, form) {
      const exchange = await subject.coap.ask(requestFor(form));
      const response = responseIn(exchange, expected);
      if (isOutcome(response)) return response;
      if (isElsewhere(response)) return inconclusive(expected, coapSummary(exchange), exchange);
      return outcome(isRight(response.code) ? "holds" : "violated", expected, coapSummary(exchange), exchange);
    },
  });
}
