import { holds, isPassing, isRefusal, unexercised, violated } from "../../kinds/form-answer.js";
import { oddWriteCheck } from "../../kinds/odd-write.js";
import { isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

export const malformedBodyIsRefused = oddWriteCheck({
  id: "http/malformed-body",
  specification: "rfc9110",
  section: "§15.5.1",
  level: "SHOULD",
  requirement: "A body that is no JSON, and says that it is, is refused with an error of the client's.",
  procedure:
    "Sends to the first property that can be written the request of its Form with the body {. Warns when the answer is a success or an error of the server's, when none comes, or when the value is another afterwards.",
  example: "A body that is cut off is answered with 500.",
  how: "with a body that is cut off",
  oddly: (request) => ({ ...request, body: Buffer.from("{") }),
  judge(write, kept) {
    const { response, problem } = write;
    if (problem?.kind === "unsendable" || problem?.kind === "aborted") return unexercised(problem.message);
    if (response === undefined) return violated(summaryOf(write));
    if (isPassing(response) || isRefusal(response)) return unexercised(summaryOf(write));
    if (isSuccess(response) || response.status >= 500) return violated(summaryOf(write));
    return kept === "changed" ? violated("the value is another afterwards") : holds;
  },
});
