import type { Check, CheckDescription } from "../check.js";
import { inconclusive, type Outcome } from "../outcome.js";
import { type Answered, isSuccess, summaryOf } from "../wire/http/http-exchange.js";
import { claimsHttpBasic } from "./profile-claim.js";
import { dressed, profiledForm } from "./profiled-form.js";
import { unanswered } from "./retrieval-check.js";
import { thingCheck } from "./thing-check.js";

/** A Check of what a Thing of the HTTP Basic Profile answers to `queryallactions`. */
export interface QueriedActionsCheck extends Omit<CheckDescription, "area" | "specification" | "section" | "safety"> {
  readonly expected: string;
  /** Judges an answer with a success status. */
  judge(answer: Answered): Outcome;
}

/** The Check: any other answer shows nothing. */
export function queriedActionsCheck({ expected, judge, ...description }: QueriedActionsCheck): Check {
  return thingCheck({
    ...{ ...description, area: "profile", specification: "profile10", section: "queryallactions", safety: "read" },
    appliesTo(subject) {
      const claim = claimsHttpBasic(subject);
      if (claim !== true) return claim;
      const form = profiledForm(subject.thing, "thing", "", "queryallactions");
      return form === undefined ? "there is no Form with queryallactions" : true;
    },
    async judge(subject) {
      const form = profiledForm(subject.thing, "thing", "", "queryallactions")!;
      const headers = [["Accept", "application/json"]] as const;
      const exchange = await subject.http.ask(dressed(form, { method: "GET", url: form.href, headers }, subject));
      if (exchange.response === undefined) return unanswered(expected, exchange);
      return isSuccess(exchange.response) ? judge(exchange) : inconclusive(expected, summaryOf(exchange), exchange);
    },
  });
}
