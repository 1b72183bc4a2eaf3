import { lookup as systemLookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import type { Clock } from "@thingwright/contracts";
import { NetworkError } from "@thingwright/errors";
import { Agent, buildConnector, type Dispatcher } from "undici";
import type { HttpServerLimits } from "../server-limits.js";
import type { CallbackPolicy } from "./callback-policy.js";

/** Bytes of an answer to a callback that are read; of longer ones the connection is closed. */
const maxAnswerBytes = 4_096;
/** Connections that one host of callbacks gets. */
const maxConnectionsPerOrigin = 4;

/** The answer to a callback, as far as it matters. */
export interface CallbackAnswer {
  readonly status: number;
  /** At most the first 4 KiB. */
  readonly text: string;
}

/** What a callback is to be sent. */
export interface CallbackRequest {
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | undefined;
}

/**
 * Sends requests to callbacks, with a deadline and without following redirections. The address that a host resolves to is
 * checked where the connection is made, so that no second resolution can come between.
 */
export class CallbackClient {
  readonly #agent: Agent;
  readonly #limits: Pick<HttpServerLimits, "callbackTimeoutMs">;
  readonly #clock: Clock;
  readonly #stopped = new AbortController();

  /** @param lookup - resolves host names; the system's by default */
  constructor(
    policy: CallbackPolicy,
    limits: Pick<HttpServerLimits, "callbackTimeoutMs">,
    clock: Clock,
    lookup: LookupFunction = systemLookup as LookupFunction,
  ) {
    this.#limits = limits;
    this.#clock = clock;
    const connect = buildConnector({ timeout: limits.callbackTimeoutMs, lookup: guardedLookup(policy, lookup) });
    this.#agent = new Agent({
      connections: maxConnectionsPerOrigin,
      pipelining: 1,
      maxHeaderSize: 16_384,
      connect: (options, done) => {
        const host = options.hostname.replace(/^\[|\]$/g, "");
        if (isIP(host) !== 0 && !policy.allowsAddress(host)) done(refused(), null);
        else connect(options, done);
      },
    });
  }

  /** Rejects when there is no answer in time. */
  async send(url: URL, { method, headers, body }: CallbackRequest): Promise<CallbackAnswer> {
    const late = new AbortController();
    const timer = this.#clock.after(this.#limits.callbackTimeoutMs, () => late.abort());
    const signal = AbortSignal.any([late.signal, this.#stopped.signal]);
    try {
      const response = await this.#agent.request({
        origin: url.origin,
        path: url.pathname + url.search,
        method,
        headers: { "user-agent": "thingwright", ...headers },
        body: body ?? null,
        signal,
      });
      return { status: response.statusCode, text: await beginningOf(response.body) };
    } finally {
      timer.cancel();
    }
  }

  /** Cuts what is under way. Idempotent. */
  stop(): void {
    if (this.#stopped.signal.aborted) return;
    this.#stopped.abort();
    this.#agent.destroy().catch(() => {});
  }
}

async function beginningOf(body: Dispatcher.ResponseData["body"]): Promise<string> {
  let text = "";
  for await (const chunk of body) {
    text += (chunk as Buffer).toString("latin1");
    // Leaving the loop destroys the body, and with it the connection.
    if (text.length > maxAnswerBytes) break;
  }
  return text.slice(0, maxAnswerBytes);
}

/** Resolves only to addresses that the policy allows; fails when there is none. */
const guardedLookup =
  (policy: CallbackPolicy, lookup: LookupFunction): LookupFunction =>
  (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) {
        done(error, "", 0);
        return;
      }
      const addresses = Array.isArray(found) ? found.filter(({ address }) => policy.allowsAddress(address)) : [];
      const [first] = addresses;
      if (first === undefined) done(refused(), "", 0);
      else if (options.all === true) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };

const refused = (): NetworkError =>
  new NetworkError("WOT_NETWORK", "the callback's host has no address that may be called", { sent: false });
