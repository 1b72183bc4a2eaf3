import { type HttpResponse, headerOf } from "../wire/http/http-exchange.js";
import { jsonBody } from "../wire/http/json-body.js";
import { essenceOf } from "../wire/http/media-type.js";
import { isObject } from "./action-status.js";

/** The members of problem details (RFC 9457), or why the body is none. */
export function problemDetailsIn(response: HttpResponse): Readonly<Record<string, unknown>> | string {
  const contentType = headerOf(response, "content-type");
  if (essenceOf(contentType) !== "application/problem+json") return `Content-Type is ${contentType ?? "missing"}`;
  const body = jsonBody(response);
  if (!body.ok) return body.why;
  return isObject(body.value) ? body.value : "the body is no object";
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** What speaks against a body in UTF-8; `undefined` when nothing does. */
export function encodingFault({ headers, body }: HttpResponse): string | undefined {
  const contentType = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType)?.[1];
  if (charset !== undefined && !/^(utf-?8|us-ascii)$/i.test(charset)) return `charset is ${charset}`;
  try {
    utf8.decode(body);
    return undefined;
  } catch {
    return "the body is not UTF-8";
  }
}

/** Whether problem details say more than that there is one. */
export function saysWhy({ detail, validationErrors }: Readonly<Record<string, unknown>>): boolean {
  return (
    (typeof detail === "string" && detail !== "") || (Array.isArray(validationErrors) && validationErrors.length > 0)
  );
}
