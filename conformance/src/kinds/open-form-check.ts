import type { Check, CheckDescription } from "../check.js";
import type { Outcome } from "../outcome.js";
import type { ThingSubject } from "../subject.js";
import type { Answered, HttpRequest } from "../wire/http/http-exchange.js";
import { openReadForm, type ReadForm } from "./read-form.js";
import { unanswered } from "./retrieval-check.js";
import { thingCheck } from "./thing-check.js";

/** A Check of the server of the first property that anybody may read over HTTP. */
export interface OpenFormCheck extends CheckDescription {
  requestFor(form: ReadForm): HttpRequest;
  judge(exchange: Answered): Outcome;
}

/** The Check: one request, one judgement. */
export function openFormCheck({ requestFor, judge, ...description }: OpenFormCheck): Check {
  return thingCheck({
    ...description,
    appliesTo: ({ thing }) =>
      openReadForm(thing) === undefined ? "there is no property that anybody may read over HTTP" : true,
    async judge(subject: ThingSubject): Promise<Outcome> {
      const exchange = await subject.http.ask(requestFor(openReadForm(subject.thing)!));
      return exchange.response === undefined ? unanswered(description.requirement, exchange) : judge(exchange);
    },
  });
}
