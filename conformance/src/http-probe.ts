import { type ClientRequest, type IncomingMessage, request as plain, type RequestOptions } from "node:http";
import { request as secure } from "node:https";
import type { Exchange, HeaderFields, ProbeProblem, ProbeRequest, ProbeResponse } from "./http/exchange.js";
import { type ProbeLimits, probeLimits } from "./http/probe-limits.js";
import { problemOf } from "./http/probe-problem.js";

/** Sends one request. Never rejects: what goes wrong is in the Exchange. */
export type Probe = (request: ProbeRequest, signal: AbortSignal) => Promise<Exchange>;

/**
 * A Probe over HTTP/1.1. Each request has a connection of its own, a deadline and limits. Redirects are not followed,
 * TLS certificates are verified, credentials in a URL are not sent.
 *
 * @param now - milliseconds; for durations
 * @throws {UsageError} WOT_RANGE if a limit is none
 */
export function httpProbe(limits: Partial<ProbeLimits> = {}, now: () => number = Date.now): Probe {
  const complete = probeLimits(limits);
  return async (request, signal) => {
    const startedMs = now();
    const result = await new Promise<Result>((resolve) => new Attempt(complete, signal, resolve).send(request));
    return { request, durationMs: now() - startedMs, ...result };
  };
}

type Result = { readonly response: ProbeResponse } | { readonly problem: ProbeProblem };

/** One request on its way. Ends once, whatever happens first. */
class Attempt {
  readonly #limits: ProbeLimits;
  readonly #signal: AbortSignal;
  readonly #resolve: (result: Result) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #chunks: Uint8Array[] = [];
  #length = 0;
  #outgoing: ClientRequest | undefined;

  constructor(limits: ProbeLimits, signal: AbortSignal, resolve: (result: Result) => void) {
    this.#limits = limits;
    this.#signal = signal;
    this.#resolve = resolve;
    const { requestTimeoutMs } = limits;
    this.#timer = setTimeout(
      () => this.#fail("timeout", `nothing complete within ${requestTimeoutMs} ms`),
      requestTimeoutMs,
    );
    signal.addEventListener("abort", this.#abort, { once: true });
  }

  send(request: ProbeRequest): void {
    if (this.#signal.aborted) this.#abort();
    else this.#start(request);
  }

  #start(request: ProbeRequest): void {
    try {
      const url = new URL(request.url);
      this.#outgoing = (url.protocol === "https:" ? secure : plain)(url, optionsOf(url, request, this.#limits));
      this.#outgoing.once("response", (incoming) => this.#receive(incoming));
      // Stays after the end: a destroyed socket may still have something to say.
      this.#outgoing.on("error", (error) => this.#end({ problem: problemOf(error) }));
      this.#outgoing.once("close", () => this.#fail("cut", "the connection was closed without a response"));
      this.#outgoing.end();
    } catch (error) {
      this.#end({ problem: problemOf(error) });
    }
  }

  #receive(incoming: IncomingMessage): void {
    incoming.on("data", (chunk: Uint8Array) => this.#take(chunk));
    incoming.on("error", (error) => this.#end({ problem: problemOf(error) }));
    incoming.once("end", () => {
      if (incoming.complete) this.#end({ response: responseOf(incoming, Buffer.concat(this.#chunks)) });
      else this.#fail("cut", "the connection was closed within the body");
    });
  }

  #take(chunk: Uint8Array): void {
    const { maxBodyBytes } = this.#limits;
    this.#length += chunk.byteLength;
    if (this.#length <= maxBodyBytes) this.#chunks.push(chunk);
    else this.#fail("too-large", `the body is longer than ${maxBodyBytes} bytes`);
  }

  readonly #abort = (): void => this.#fail("aborted", "the run has ended");

  #fail(kind: ProbeProblem["kind"], message: string): void {
    this.#end({ problem: { kind, message } });
  }

  #end(result: Result): void {
    clearTimeout(this.#timer);
    this.#signal.removeEventListener("abort", this.#abort);
    this.#resolve(result);
    this.#outgoing?.destroy();
  }
}

function optionsOf(url: URL, { method, headers }: ProbeRequest, { maxHeaderBytes }: ProbeLimits): RequestOptions {
  url.username = "";
  url.password = "";
  return {
    method,
    agent: false,
    maxHeaderSize: maxHeaderBytes,
    setHost: false,
    headers: [["Host", url.host], ...headers].flat(),
  };
}

function responseOf(incoming: IncomingMessage, body: Uint8Array): ProbeResponse {
  const { statusCode: status = 0, statusMessage: reason = "", rawHeaders } = incoming;
  return { status, reason, headers: fieldsOf(rawHeaders), body };
}

/** Name, value, name, value … as pairs. */
function fieldsOf(raw: readonly string[]): HeaderFields {
  return Array.from({ length: raw.length / 2 }, (_, index) => [raw[2 * index]!, raw[2 * index + 1]!] as const);
}
