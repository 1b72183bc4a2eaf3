import { parseThingDescription } from "@thingwright/td";
import { servedCoapCheck } from "../../kinds/coap-description-check.js";
import { outcome } from "../../outcome.js";
import { coapSummary } from "../../wire/coap/coap-exchange.js";
import { optionNumbers, optionOf, uintOf } from "../../wire/coap/coap-message.js";

export const coapDescriptionComesWithContent = servedCoapCheck({
  id: "exploration-server-coap-resp",
  section: "exploration-server",
  level: "MUST",
  requirement: "A description comes over CoAP with 2.05, in the Content-Format 50 or 432.",
  procedure:
    "Sends GET to /.well-known/wot of the server. Fails when a success has another code, another Content-Format or none, or brings no valid Thing Description.",
  example: "The description comes in the Content-Format 0.",
  safety: "read",
  judge(response, exchange) {
    const expected = "2.05 with a Thing Description in the Content-Format 50 or 432";
    const format = optionOf(response, optionNumbers.contentFormat);
    const actual = `${coapSummary(exchange)}, Content-Format ${format === undefined ? "none" : uintOf(format)}`;
    const isRight = response.code === "2.05" && format !== undefined && [50, 432].includes(uintOf(format));
    if (!isRight) return outcome("violated", expected, actual, exchange);
    const { ok, findings } = parseThingDescription(response.payload);
    return outcome(
      ok ? "holds" : "violated",
      expected,
      ok ? actual : (findings[0]?.message ?? "no description"),
      exchange,
    );
  },
});
