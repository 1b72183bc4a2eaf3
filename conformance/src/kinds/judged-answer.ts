import { inconclusive, type Outcome, outcome } from "../outcome.js";
import { type Answered, type HttpExchange, isSuccess, summaryOf } from "../wire/http/http-exchange.js";
import { isPassing, isRefusal } from "./form-answer.js";
import { unanswered } from "./retrieval-check.js";

/** What an answer shows: that the assertion holds, what is wrong, or why it shows nothing. */
export type AnswerFinding = true | string | { readonly unclear: string } | { readonly unclaimed: string };

/** That the answer shows nothing about the assertion. */
export const unclear = (why: string): AnswerFinding => ({ unclear: why });

/** That the Thing does not have what the assertion is about. */
export const unclaimed = (why: string): AnswerFinding => ({ unclaimed: why });

/**
 * The Outcome of one answer. Why there is none, as a string, is inconclusive, as are answers that ask for credentials or for
 * patience. `others` are further evidence.
 */
export function judgedAnswer(
  expected: string,
  exchange: HttpExchange | string,
  judge: (answer: Answered) => AnswerFinding,
  ...others: readonly HttpExchange[]
): Outcome {
  if (typeof exchange === "string") return inconclusive(expected, exchange, ...others);
  const { response, problem } = exchange;
  if (response === undefined) {
    const isUnsent = problem.kind === "unsendable";
    return isUnsent ? inconclusive(expected, problem.message, exchange) : unanswered(expected, exchange);
  }
  if (isPassing(response) || isRefusal(response)) {
    return inconclusive(expected, summaryOf(exchange), exchange, ...others);
  }
  return outcomeOf(expected, judge(exchange), exchange, others);
}

/** The Outcome of one answer with a success status; any other shows nothing. */
export function judgedSuccess(
  expected: string,
  exchange: HttpExchange | string,
  judge: (answer: Answered) => AnswerFinding,
  ...others: readonly HttpExchange[]
): Outcome {
  const ofSuccess = (answer: Answered): AnswerFinding =>
    isSuccess(answer.response) ? judge(answer) : unclear(summaryOf(answer));
  return judgedAnswer(expected, exchange, ofSuccess, ...others);
}

function outcomeOf(expected: string, finding: AnswerFinding, exchange: Answered, others: readonly HttpExchange[]) {
  const exchanges = [exchange, ...others];
  if (finding === true) return outcome("holds", expected, summaryOf(exchange), ...exchanges);
  if (typeof finding === "string") return outcome("violated", expected, finding, ...exchanges);
  return "unclear" in finding
    ? inconclusive(expected, finding.unclear, ...exchanges)
    : outcome("not-claimed", expected, finding.unclaimed, ...exchanges);
}
