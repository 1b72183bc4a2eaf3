import { abortedBy, type Clock } from "@thingwright/contracts";
import { isWotError, NetworkError, ProtocolError, TimeoutError, type WotError } from "@thingwright/errors";
import { collectBytes } from "@thingwright/td";
import type { AuthorityLimits } from "./authority-limits.js";

/** `fetch` of the platform, or one with a proxy, private authorities or a client certificate behind it. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What requests to an authorization server are made with. */
export interface AuthorityAccess {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly limits: AuthorityLimits;
}

/**
 * A response that has come as a whole, within the limits. Redirects are answers like any other: a secret goes nowhere else.
 *
 * @throws {WotError} NetworkError, TimeoutError, ProtocolError, AbortError. None quotes the request
 */
export async function boundedFetch(
  { fetch, clock, limits }: AuthorityAccess,
  url: string,
  init: RequestInit,
): Promise<Response> {
  const { maxResponseBytes, requestTimeoutMs } = limits;
  const controller = new AbortController();
  const outer = init.signal ?? undefined;
  const abort = (): void => controller.abort(abortedBy(outer));
  const late = (): void => controller.abort(tooLate(requestTimeoutMs));
  const timer = clock.after(requestTimeoutMs, late);
  if (outer?.aborted === true) abort();
  else outer?.addEventListener("abort", abort, { once: true });
  try {
    const { signal } = controller;
    const whole = async (): Promise<Response> => {
      const response = await fetch(url, { ...init, redirect: "manual", signal });
      return withBody(response, await bodyOf(response, maxResponseBytes));
    };
    return await Promise.race([whole(), rejectedBy(signal)]);
  } catch (error) {
    throw failureOf(controller.signal.aborted ? controller.signal.reason : error);
  } finally {
    timer.cancel();
    outer?.removeEventListener("abort", abort);
  }
}

/** For a `fetch` that does not look at its signal. */
const rejectedBy = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });

async function bodyOf({ body }: Response, maxBytes: number): Promise<Uint8Array> {
  if (body === null) return new Uint8Array(0);
  const bytes = await collectBytes(body as AsyncIterable<Uint8Array>, maxBytes);
  if (bytes === undefined) throw tooLong(maxBytes);
  return bytes;
}

function withBody({ status, headers }: Response, body: Uint8Array): Response {
  const mayHaveBody = status >= 200 && status !== 204 && status !== 205 && status !== 304;
  return new Response(mayHaveBody ? body.slice() : null, { status, headers });
}

const tooLate = (timeoutMs: number): WotError =>
  new TimeoutError("WOT_TIMEOUT", `no answer of the authorization server within ${timeoutMs} ms`);

const tooLong = (maxBytes: number): WotError =>
  new ProtocolError("WOT_PROTOCOL", `the authorization server answered with more than ${maxBytes} bytes`);

/** Errors of `fetch` carry neither headers nor body, so that they may be the cause. */
const failureOf = (cause: unknown): WotError =>
  isWotError(cause)
    ? cause
    : new NetworkError("WOT_NETWORK", "the authorization server cannot be reached", { cause, sent: true });
