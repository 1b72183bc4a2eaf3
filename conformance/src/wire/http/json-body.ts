import type { HttpResponse } from "./http-exchange.js";

/** The value of a body, or why it has none. An empty body is the value `undefined`. */
export type JsonBody = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly why: string };

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Reads the body as JSON in UTF-8, whatever its Content-Type. */
export function jsonBody({ body }: Pick<HttpResponse, "body">): JsonBody {
  if (body.byteLength === 0) return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(utf8.decode(body)) };
  } catch (error) {
    return { ok: false, why: error instanceof SyntaxError ? "the body is not JSON" : "the body is not UTF-8" };
  }
}
