import { RequestError } from "@thingwright/errors";
import { answerProblem } from "../answers/answer.js";
import type { InboundHttpRequest } from "./inbound-http-request.js";

/**
 * Answers 412, and says so, when a write is to happen only to a representation that there is not: values have no entity
 * tags, so that `If-Match` with one never matches, and there is always something that `If-None-Match: *` rules out.
 * Writing nevertheless would be the lost update that the client wants to avoid.
 *
 * @see RFC 9110 §13.1.1, §13.1.2
 */
export function isPreconditionFailed(request: InboundHttpRequest): boolean {
  const ifMatch = request.header("if-match");
  const failed = ifMatch === undefined ? request.header("if-none-match")?.trim() === "*" : ifMatch.trim() !== "*";
  if (failed) {
    const error = new RequestError("WOT_BAD_REQUEST", "values have no entity tags to compare with");
    answerProblem(request, error, [], 412);
  }
  return failed;
}
