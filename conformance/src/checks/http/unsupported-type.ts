import { holds, isPassing, isRefusal, unexercised, violated } from "../../kinds/form-answer.js";
import { oddWriteCheck } from "../../kinds/odd-write.js";
import { summaryOf } from "../../wire/http/http-exchange.js";

export const unknownTypeIsRefused = oddWriteCheck({
  id: "http/unsupported-type",
  specification: "rfc9110",
  section: "§15.5.16",
  level: "SHOULD",
  requirement: "Content of a media type that a resource does not take is refused with 415, or 400.",
  procedure:
    "Sends to the first property that can be written the value that it has, as application/x-thingwright. Warns when the answer is no 415 and no 400.",
  example: "The media type is not looked at.",
  how: "with the value that it has, in a media type of its own",
  oddly: ({ headers, ...request }) => ({
    ...request,
    headers: headers.map(([name, value]) =>
      name.toLowerCase() === "content-type" ? ([name, "application/x-thingwright"] as const) : ([name, value] as const),
    ),
  }),
  judge(write) {
    const { response } = write;
    if (response === undefined || isPassing(response) || isRefusal(response)) return unexercised(summaryOf(write));
    return response.status === 415 || response.status === 400 ? holds : violated(summaryOf(write));
  },
});
