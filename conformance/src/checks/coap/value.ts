import { coapCheck, coapReadForms } from "../../kinds/coap-form.js";
import { mismatchOf } from "../../kinds/schema-mismatch.js";
import { inconclusive, outcome } from "../../outcome.js";
import { coapSummary, isCoapSuccess } from "../../wire/coap/coap-exchange.js";
import { coapGet } from "../../wire/coap/coap-request.js";

const isJson = (contentType: string): boolean => /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(contentType);

export const coapValueMatchesSchema = coapCheck({
  id: "coap/value",
  area: "coap",
  specification: "td11",
  section: "behavior-data",
  level: "MUST",
  requirement: "What a property returns over CoAP matches its data schema (server-data-schema).",
  procedure:
    "Reads every property that anybody may read over CoAP in JSON. Fails when a value is no JSON or does not match its schema.",
  example: 'A property of the type "integer" returns "12".',
  safety: "read",
  concerns: ({ form }) => isJson(form.response.contentType),
  async judge(subject) {
    const expected = "values that match their data schemas";
    const unread: string[] = [];
    let held = 0;
    for (const { name, property, form } of coapReadForms(subject.thing)) {
      if (!isJson(form.response.contentType)) continue;
      const exchange = await subject.coap.ask(coapGet(form.href));
      const { response } = exchange;
      if (response === undefined || !isCoapSuccess(response)) {
        unread.push(`${name}: ${coapSummary(exchange)}`);
        continue;
      }
      const fault = faultIn(response.payload, property);
      if (fault?.kind === "value") return outcome("violated", expected, `${name}: ${fault.message}`, exchange);
      if (fault?.kind === "unknown") unread.push(`${name}: ${fault.message}`);
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

function faultIn(payload: Uint8Array, schema: Parameters<typeof mismatchOf>[0]) {
  try {
    const mismatch = mismatchOf(schema, JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(payload)));
    return mismatch.kind === "none" ? undefined : mismatch;
  } catch {
    return { kind: "value", message: "the payload is no JSON" } as const;
  }
}
