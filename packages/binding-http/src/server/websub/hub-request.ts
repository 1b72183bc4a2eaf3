import type { Content } from "@thingwright/contracts";
import { RequestError, UnsupportedError } from "@thingwright/errors";

/** What a subscriber asks a hub for. */
export interface HubRequest {
  readonly mode: "subscribe" | "unsubscribe";
  readonly callback: string;
  readonly topic: string;
  /** `undefined` leaves it to the hub. */
  readonly leaseSeconds: number | undefined;
  /** Key of the signatures; `undefined` when there are none to be. */
  readonly secret: string | undefined;
}

/** WebSub §5.1: a secret is less than 200 bytes long. */
const maxSecretBytes = 199;

/**
 * The request that a form-encoded body is.
 *
 * @throws {UnsupportedError} WOT_CONTENT_TYPE when it is not form-encoded
 * @throws {RequestError} WOT_BAD_REQUEST when a parameter is missing, doubled or malformed
 * @see WebSub §5.1
 */
export function hubRequest(content: Content | undefined): HubRequest {
  if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(content?.contentType ?? "")) {
    throw new UnsupportedError("WOT_CONTENT_TYPE", "a hub is asked with application/x-www-form-urlencoded");
  }
  const parameters = new URLSearchParams(Buffer.from(content?.body ?? []).toString("utf8"));
  const mode = one(parameters, "hub.mode");
  if (mode !== "subscribe" && mode !== "unsubscribe") throw bad('"hub.mode" must be "subscribe" or "unsubscribe"');
  return {
    mode,
    callback: one(parameters, "hub.callback") ?? "",
    topic: one(parameters, "hub.topic") ?? "",
    leaseSeconds: leaseSeconds(one(parameters, "hub.lease_seconds")),
    secret: secret(one(parameters, "hub.secret")),
  };
}

function one(parameters: URLSearchParams, name: string): string | undefined {
  const values = parameters.getAll(name);
  if (values.length > 1) throw bad(`"${name}" may be there once`);
  return values[0];
}

function leaseSeconds(text: string | undefined): number | undefined {
  if (text === undefined || text === "") return undefined;
  if (!/^[1-9]\d{0,9}$/.test(text)) throw bad('"hub.lease_seconds" must be a positive whole number');
  return Number(text);
}

function secret(text: string | undefined): string | undefined {
  if (text === undefined || text === "") return undefined;
  if (Buffer.byteLength(text) > maxSecretBytes) throw bad(`"hub.secret" may have ${maxSecretBytes} bytes`);
  return text;
}

const bad = (why: string): RequestError => new RequestError("WOT_BAD_REQUEST", why);
