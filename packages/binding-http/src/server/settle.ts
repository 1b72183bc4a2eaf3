import { isPromise, type MaybePromise } from "@thingwright/contracts";
import { answerProblem } from "./answer.js";
import type { InboundHttpRequest } from "./inbound-http-request.js";

/** Answers now when `result` is a value, which costs nothing, or later when it is a promise. */
export function settle<T>(
  request: InboundHttpRequest,
  result: MaybePromise<T>,
  answer: (request: InboundHttpRequest, value: T) => void,
): void {
  if (isPromise(result)) request.context.pending.add(request, result, answer, answerProblem);
  else answer(request, result);
}
