import { CredentialsError, ProtocolError, UsageError } from "@thingwright/errors";
import type { TransportRequest } from "../client/transport.js";
import { isForbiddenHeader } from "./forbidden-header.js";

/** Headers of ours that tell nothing to whoever gets them. */
const harmless: ReadonlySet<string> = new Set(["accept", "prefer", "last-event-id"]);

/**
 * What `fetch` is given. Nothing that the browser keeps goes along: no cookie, no stored password, no referrer; no cached
 * answer comes back.
 *
 * A page cannot see where a redirect leads. So the browser follows it when the request is safe and carries nothing of a
 * Form's or a credential's, and `checkedAddress` looks where it ended; any other redirect is refused.
 *
 * @throws {CredentialsError} WOT_CREDENTIALS_MISSING for credentials in a header that no page can send
 * @throws {UsageError} WOT_ARGUMENT for what a browser takes for no request, such as GET with a body
 */
export function outgoingFetch({ origin, path, method, headers, body }: TransportRequest, signal: AbortSignal): Request {
  const sent = sentHeaders(headers);
  const mayFollow = method === "GET" && sent.every(([name]) => harmless.has(name));
  // The types of Node.js know no `cache`.
  const init: RequestInit & { readonly cache: "no-store" } = {
    method,
    headers: sent,
    body: body === null || body.byteLength === 0 ? null : (body as Uint8Array<ArrayBuffer>),
    signal,
    cache: "no-store",
    credentials: "omit",
    mode: "cors",
    redirect: mayFollow ? "follow" : "manual",
    referrerPolicy: "no-referrer",
  };
  try {
    return new Request(origin + path, init);
  } catch {
    // What was thrown may quote a header, and with it a credential.
    throw new UsageError(
      "WOT_ARGUMENT",
      "a browser cannot send this request: it has a body with GET, or a header that is not Latin-1",
    );
  }
}

/**
 * As pairs, without what the browser says by itself: `accept-encoding`, and `cache-control`, which is the request's own
 * `cache` and would need a preflight as a header.
 */
function sentHeaders(headers: readonly string[]): [string, string][] {
  const sent: [string, string][] = [];
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i]!;
    if (name === "accept-encoding" || name === "cache-control") continue;
    // The Form's headers have been looked at before: this one is an authenticator's.
    if (isForbiddenHeader(name)) throw unsendable(name);
    sent.push([name, headers[i + 1]!]);
  }
  return sent;
}

/**
 * `response`, unless a redirect hides it, or led away from `origin`.
 *
 * @param origin - `undefined` for any
 *
 * @throws {ProtocolError} WOT_PROTOCOL
 */
export function checkedAddress(response: Response, origin: string | undefined): Response {
  if (response.type === "opaqueredirect")
    throw redirected("a redirect, which a web page cannot follow by rule: use the address that it leads to");
  if (origin !== undefined && response.redirected && new URL(response.url).origin !== origin)
    throw redirected("a redirect to another origin");
  return response;
}

const unsendable = (name: string): CredentialsError =>
  new CredentialsError("WOT_CREDENTIALS_MISSING", `credentials cannot travel as header ${name} from a web page`);

const redirected = (what: string): ProtocolError =>
  new ProtocolError("WOT_PROTOCOL", `the device answered with ${what}`);
