import type { Content } from "@thingwright/contracts";
import { RequestError, UnsupportedError } from "@thingwright/errors";
import { jsonTypeOf } from "../content-choice.js";

/**
 * The `callbackURL` in the body of a request to subscribe (Profile `…-observeproperty-3`).
 *
 * @throws {UnsupportedError} WOT_CONTENT_TYPE when the body is no JSON
 * @throws {RequestError} WOT_BAD_REQUEST when it has none
 */
export function callbackOf(content: Content | undefined): string {
  if (content === undefined || jsonTypeOf([content.contentType]) === undefined) {
    throw new UnsupportedError("WOT_CONTENT_TYPE", "a webhook is asked for with application/json");
  }
  const body = parsed(content.body);
  const url = typeof body === "object" && body !== null && Object.hasOwn(body, "callbackURL") ? body : undefined;
  const { callbackURL } = (url ?? {}) as { readonly callbackURL?: unknown };
  if (typeof callbackURL !== "string") throw new RequestError("WOT_BAD_REQUEST", '"callbackURL" must be a string');
  return callbackURL;
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString("utf8"));
  } catch (cause) {
    throw new RequestError("WOT_BAD_REQUEST", "the body is no JSON text", { cause });
  }
}
