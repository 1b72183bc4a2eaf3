import type { Check, CheckDescription } from "../check.js";
import { inconclusive, type Outcome, outcome } from "../outcome.js";
import type { ThingSubject } from "../subject.js";
import { type CoapExchange, coapSummary, isCoapSuccess } from "../wire/coap/coap-exchange.js";
import type { CoapMessage } from "../wire/coap/coap-message.js";
import { coapGet } from "../wire/coap/coap-request.js";
import { isElsewhere, isOutcome, responseIn } from "./coap-form.js";
import { coapServer } from "./coap-server.js";
import { thingCheck } from "./thing-check.js";

/** A Check of the server that gives out a description over CoAP, at its well-known address. */
export interface CoapDescriptionCheck extends Omit<CheckDescription, "area" | "specification"> {
  judge(response: CoapMessage, exchange: CoapExchange, subject: ThingSubject): Promise<Outcome> | Outcome;
}

/** The Check: it sees every answer but those that say nothing; a server without a description claims nothing. */
export function coapDescriptionCheck({ judge, ...description }: CoapDescriptionCheck): Check {
  return thingCheck({
    ...{ ...description, area: "retrieval", specification: "discovery10" },
    appliesTo: ({ thing }) => (coapServer(thing) === undefined ? "there is no Form over CoAP" : true),
    async judge(subject) {
      const { requirement } = description;
      const exchange = await subject.coap.ask(coapGet(`${coapServer(subject.thing)}/.well-known/wot`));
      const response = responseIn(exchange, requirement);
      if (isOutcome(response)) return response;
      if (response.code === "4.04") return outcome("not-claimed", requirement, coapSummary(exchange), exchange);
      if (isElsewhere(response)) return inconclusive(requirement, coapSummary(exchange), exchange);
      return await judge(response, exchange, subject);
    },
  });
}

/** The same for a description that was given out: any other answer shows nothing. */
export function servedCoapCheck({ judge, ...description }: CoapDescriptionCheck): Check {
  return coapDescriptionCheck({
    ...description,
    judge(response, exchange, subject) {
      if (isCoapSuccess(response)) return judge(response, exchange, subject);
      return inconclusive(description.requirement, coapSummary(exchange), exchange);
    },
  });
}
