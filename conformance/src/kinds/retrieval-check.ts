import type { Check, CheckDescription } from "../check.js";
import { inconclusive, type Outcome, outcome } from "../outcome.js";
import type { Retrieval, Subject } from "../subject.js";
import type { Answered, HttpExchange } from "../wire/http/http-exchange.js";
import { isSuccess } from "../wire/http/http-exchange.js";

const noAddress = "the description has no address of its own";

/** A Check of the server that gives out the description. */
export interface RetrievalCheck extends CheckDescription {
  appliesTo?(subject: Subject): true | string;
  judge(exchange: Answered, retrieval: Retrieval, subject: Subject): Promise<Outcome> | Outcome;
}

/** The Check: it sees every answer, and is inconclusive when none came. */
export function retrievalCheck({ judge, appliesTo = () => true, ...description }: RetrievalCheck): Check {
  return {
    ...description,
    appliesTo: (subject) => (subject.retrieval === undefined ? noAddress : appliesTo(subject)),
    async run(subject) {
      const { retrieval } = subject;
      if (retrieval === undefined) return outcome("not-claimed", description.requirement, noAddress);
      const { exchange } = retrieval;
      if (exchange.response === undefined) return unanswered(description.requirement, exchange);
      return judge(exchange, retrieval, subject);
    },
  };
}

/** The Check of a description that was given out: inconclusive when the answer is another. */
export function servedCheck({ judge, ...check }: RetrievalCheck): Check {
  return retrievalCheck({
    ...check,
    judge(exchange, retrieval, subject) {
      if (isSuccess(exchange.response)) return judge(exchange, retrieval, subject);
      return inconclusive(check.requirement, "the description was not given out", exchange);
    },
  });
}

/** What to say when a request that a check needs has no answer. */
export function unanswered(expected: string, exchange: HttpExchange): Outcome {
  return outcome("tool-error", expected, exchange.problem?.message ?? "no answer", exchange);
}
