import { openFormCheck } from "../../kinds/open-form-check.js";
import { inconclusive, outcome } from "../../outcome.js";
import { isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

/** A media type that nobody has. */
const unknownType = "application/vnd.thingwright.no-such-type";

export const unacceptableIsRefused = openFormCheck({
  id: "http/not-acceptable",
  area: "http",
  specification: "rfc9110",
  section: "§12.5.1",
  level: "MAY",
  requirement: "A request for a media type that there is none of is answered 406 rather than with another type.",
  procedure:
    "Reads a property with Accept naming a type that nobody has. Warns on a success: the RFC permits it, but the client gets what it said it cannot use.",
  example: "Accept: application/vnd.thingwright.no-such-type is answered with 200 and application/json.",
  safety: "read",
  requestFor: ({ request }) => ({
    ...request,
    headers: [...request.headers.filter(([name]) => name.toLowerCase() !== "accept"), ["Accept", unknownType]],
  }),
  judge(exchange) {
    const expected = "406 Not Acceptable";
    const { response } = exchange;
    if (response.status === 406) return outcome("holds", expected, summaryOf(exchange), exchange);
    if (isSuccess(response))
      return outcome("violated", expected, `${summaryOf(exchange)}: Accept is ignored`, exchange);
    return inconclusive(expected, summaryOf(exchange), exchange);
  },
});
