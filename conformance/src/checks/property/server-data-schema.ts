import { contentMismatch } from "../../kinds/content-mismatch.js";
import { holds, ofSuccess, unexercised, violated } from "../../kinds/form-answer.js";
import type { FormFinding } from "../../kinds/form-evidence.js";
import type { ReadForm } from "../../kinds/read-form.js";
import { readFormCheck } from "../../kinds/read-form-check.js";
import { decodedBody } from "../../wire/http/decoded-body.js";
import { type HttpResponse, headerOf } from "../../wire/http/http-exchange.js";

export const valueMatchesSchema = readFormCheck({
  id: "server-data-schema",
  area: "property",
  specification: "td11",
  section: "behavior-data",
  level: "MUST",
  requirement: "What an interaction returns matches the data schema in the description.",
  procedure:
    "Reads every property by every Form over HTTP. Fails when a value in JSON, CBOR or plain text, or a number in octets whose media type says how it is written, does not match the property's data schema. Values of other content types are not judged.",
  example: "A property with minimum 0 is read as -9.",
  safety: "read",
  judge(form, exchange) {
    return ofSuccess(exchange, (response) => judgeValue(form, response));
  },
});

function judgeValue({ property }: ReadForm, response: HttpResponse): FormFinding {
  const decoded = decodedBody(response);
  if (decoded.kind !== "content") return unexercised(decoded.why);
  const mismatch = contentMismatch(decoded.body, headerOf(response, "content-type"), property ?? {});
  if (mismatch.kind === "none") return holds;
  return mismatch.kind === "value" ? violated(mismatch.message) : unexercised(mismatch.message);
}
