import { coapCheck, coapRead, coapReadForms } from "../../kinds/coap-form.js";
import { contentMismatch } from "../../kinds/content-mismatch.js";
import { inconclusive, outcome } from "../../outcome.js";
import { coapSummary, isCoapSuccess } from "../../wire/coap/coap-exchange.js";

export const coapValueMatchesSchema = coapCheck({
  id: "coap/value",
  area: "coap",
  specification: "td11",
  section: "behavior-data",
  level: "MUST",
  requirement: "What a property returns over CoAP matches its data schema (server-data-schema).",
  procedure:
    "Reads every property that anybody may read over CoAP. Fails when a value in JSON, CBOR, plain text or octets that are a number is malformed or does not match its schema.",
  example: 'A property of the type "integer" returns "12".',
  safety: "read",
  async judge(subject) {
    const expected = "values that match their data schemas";
    const unread: string[] = [];
    let held = 0;
    for (const read of coapReadForms(subject.thing)) {
      const { name, property, form } = read;
      const exchange = await subject.coap.ask(coapRead(read));
      const { response } = exchange;
      if (response === undefined || !isCoapSuccess(response)) {
        unread.push(`${name}: ${coapSummary(exchange)}`);
        continue;
      }
      const fault = contentMismatch(response.payload, form.response.contentType, property);
      if (fault.kind === "value") return outcome("violated", expected, `${name}: ${fault.message}`, exchange);
      if (fault.kind === "unknown") unread.push(`${name}: ${fault.message}`);
      else held += 1;
    }
    if (held === 0) return inconclusive(expected, unread.join("; ") || "nothing could be read");
    return outcome(
      "holds",
      expected,
      `${held} properties do${unread.length === 0 ? "" : `; not judged: ${unread.join("; ")}`}`,
    );
  },
});
