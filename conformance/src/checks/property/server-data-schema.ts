import { holds, ofSuccess, unexercised, violated } from "../../kinds/form-answer.js";
import type { FormFinding } from "../../kinds/form-evidence.js";
import type { ReadForm } from "../../kinds/read-form.js";
import { readFormCheck } from "../../kinds/read-form-check.js";
import { mismatchOf } from "../../kinds/schema-mismatch.js";
import { type HttpResponse, headerOf } from "../../wire/http/http-exchange.js";
import { jsonBody } from "../../wire/http/json-body.js";
import { isJson } from "../../wire/http/media-type.js";

export const valueMatchesSchema = readFormCheck({
  id: "server-data-schema",
  area: "property",
  specification: "td11",
  section: "behavior-data",
  level: "MUST",
  requirement: "What an interaction returns matches the data schema in the description.",
  procedure:
    "Reads every property by every Form over HTTP. Fails when a value in JSON does not match the property's data schema. Values of other content types are not judged.",
  example: "A property with minimum 0 is read as -9.",
  safety: "read",
  judge(form, exchange) {
    return ofSuccess(exchange, (response) => judgeValue(form, response));
  },
});

function judgeValue({ property }: ReadForm, response: HttpResponse): FormFinding {
  const contentType = headerOf(response, "content-type");
  if (response.body.byteLength > 0 && !isJson(contentType)) {
    return unexercised(`${contentType ?? "content of no type"} is not decoded`);
  }
  const body = jsonBody(response);
  if (!body.ok) return violated(body.why);
  const mismatch = mismatchOf(property ?? {}, body.value);
  if (mismatch.kind === "none") return holds;
  return mismatch.kind === "value" ? violated(mismatch.message) : unexercised(mismatch.message);
}
