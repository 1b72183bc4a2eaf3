import { isPromise, type MaybePromise } from "@thingwright/contracts";
import type { InboundHttpRequest } from "../requests/inbound-http-request.js";
import { answerProblem } from "./answer.js";

/** Answers now when `result` is a value, which costs nothing, or later when it is a promise. */
export function settle<T>(
  request: InboundHttpRequest,
  result: MaybePromise<T>,
  answer: (request: InboundHttpRequest, value: T) => void,
): void {
  if (isPromise(result)) request.context.pending.add(request, result, answer, answerProblem);
  else answer(request, result);
}
