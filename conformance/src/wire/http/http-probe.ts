import { type ClientRequest, type IncomingMessage, request as plain } from "node:http";
import { type RequestOptions as SecureOptions, request as secure } from "node:https";
import { type ProbeLimits, probeLimits } from "../probe-limits.js";
import type { Trust } from "../trust.js";
import type { ProbeProblem } from "../wire.js";
import { fieldsOf, type HttpExchange, type HttpRequest, type HttpResponse } from "./http-exchange.js";
import { problemOf } from "./problem-of.js";
import { curlFor } from "./reproduce.js";
import { hidden, transcriptOf } from "./transcript.js";

/** When a response that need not end is long enough. */
export interface Listening {
  /** Longest wait, from the sending on. */
  readonly forMs: number;
  /** Whether this much of the body is enough. */
  enough(body: Uint8Array): boolean;
  /** Called when the response comes to an end by itself. */
  ended?(): void;
  /** Ends the listening when it aborts: what has come so far is the response. */
  readonly until?: AbortSignal;
  /** Called with the head of the response, before its body. */
  opened?(response: HttpResponse): void;
}

/** What the evidence shows of a request that carries secrets. */
export interface Evidence {
  /** The request with something else in their places. */
  readonly shown: HttpRequest;
  /** What the answer must not show either. */
  readonly secrets: readonly string[];
}

export interface ProbeOptions {
  readonly listening?: Listening | undefined;
  readonly evidence?: Evidence | undefined;
}

/** Sends one request. Never rejects: what goes wrong is in the HttpExchange. */
export type HttpProbe = (request: HttpRequest, signal: AbortSignal, options?: ProbeOptions) => Promise<HttpExchange>;

/**
 * An HttpProbe over HTTP/1.1. Each request has a connection of its own, a deadline and limits. Redirects are not followed,
 * TLS certificates are verified unless `trust` says otherwise, credentials in a URL are not sent.
 *
 * @param now - milliseconds since 1970
 * @throws {UsageError} WOT_RANGE if a limit is none
 */
export function httpProbe(
  limits: Partial<ProbeLimits> = {},
  now: () => number = Date.now,
  trust: Trust = {},
): HttpProbe {
  const complete = probeLimits(limits);
  return async (request, signal, { listening, evidence = { shown: request, secrets: [] } } = {}) => {
    const startedMs = now();
    const result = await new Promise<Result>((resolve) =>
      new Attempt({ limits: complete, trust, signal, listening }, resolve).send(request),
    );
    return exchangeOf(evidence, result, startedMs, now() - startedMs, trust);
  };
}

/** The HttpExchange of a request that was not sent. */
export function unsent(request: HttpRequest, message: string, startedMs: number): HttpExchange {
  return exchangeOf({ shown: request, secrets: [] }, { problem: { kind: "unsendable", message } }, startedMs, 0);
}

function exchangeOf(
  { shown: request, secrets }: Evidence,
  result: Result,
  startedMs: number,
  durationMs: number,
  trust: Trust = {},
): HttpExchange {
  const { method, url, headers, body } = request;
  const replay = {
    method,
    url,
    headers,
    ...(body === undefined ? {} : { body: Buffer.from(body).toString("base64") }),
  };
  const transcript = hidden(transcriptOf(request, result, durationMs), secrets);
  const about = {
    wire: "http",
    target: url,
    startedMs,
    durationMs,
    transcript,
    reproduce: curlFor(request, trust, "problem" in result && result.problem.kind === "timeout"),
    replay,
  };
  return { ...about, request, ...result } as HttpExchange;
}

type Result = { readonly response: HttpResponse } | { readonly problem: ProbeProblem };

/** What an attempt is made under. */
interface AttemptTerms {
  readonly limits: ProbeLimits;
  readonly trust: Trust;
  readonly signal: AbortSignal;
  readonly listening: Listening | undefined;
}

/** One request on its way. Ends once, whatever happens first. */
class Attempt {
  readonly #terms: AttemptTerms;
  readonly #resolve: (result: Result) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #chunks: Uint8Array[] = [];
  #length = 0;
  #outgoing: ClientRequest | undefined;
  #incoming: IncomingMessage | undefined;

  constructor(terms: AttemptTerms, resolve: (result: Result) => void) {
    this.#terms = terms;
    this.#resolve = resolve;
    const { limits, signal, listening } = terms;
    const timeoutMs = listening?.forMs ?? limits.requestTimeoutMs;
    this.#timer = setTimeout(() => this.#late(timeoutMs), timeoutMs);
    signal.addEventListener("abort", this.#abort, { once: true });
    listening?.until?.addEventListener("abort", this.#stop, { once: true });
  }

  send(request: HttpRequest): void {
    if (this.#terms.signal.aborted) this.#abort();
    else if (this.#terms.listening?.until?.aborted === true) this.#stop();
    else this.#start(request);
  }

  #start(request: HttpRequest): void {
    try {
      const url = new URL(request.url);
      this.#outgoing = (url.protocol === "https:" ? secure : plain)(url, optionsOf(url, request, this.#terms));
      this.#outgoing.once("response", (incoming) => this.#receive(incoming));
      // Stays after the end: a destroyed socket may still have something to say.
      this.#outgoing.on("error", (error) => this.#end({ problem: problemOf(error) }));
      this.#outgoing.once("close", () => this.#fail("cut", "the connection was closed without a response"));
      this.#outgoing.end(request.body);
    } catch (error) {
      this.#end({ problem: problemOf(error) });
    }
  }

  #receive(incoming: IncomingMessage): void {
    this.#incoming = incoming;
    this.#terms.listening?.opened?.(responseOf(incoming, new Uint8Array()));
    incoming.on("data", (chunk: Uint8Array) => this.#take(chunk));
    incoming.on("error", (error) => this.#end({ problem: problemOf(error) }));
    incoming.once("end", () => {
      this.#terms.listening?.ended?.();
      if (incoming.complete) this.#end({ response: responseOf(incoming, Buffer.concat(this.#chunks)) });
      else this.#fail("cut", "the connection was closed within the body");
    });
  }

  #take(chunk: Uint8Array): void {
    const { maxBodyBytes } = this.#terms.limits;
    this.#length += chunk.byteLength;
    if (this.#length > maxBodyBytes) {
      this.#fail("too-large", `the body is longer than ${maxBodyBytes} bytes`);
      return;
    }
    this.#chunks.push(chunk);
    if (this.#terms.listening?.enough(Buffer.concat(this.#chunks)) === true) this.#enough();
  }

  /** What has come so far is the response. */
  #enough(): void {
    if (this.#incoming !== undefined) this.#end({ response: responseOf(this.#incoming, Buffer.concat(this.#chunks)) });
  }

  /** A response that was listened to has ended when its time is up; any other is late. */
  #late(timeoutMs: number): void {
    if (this.#terms.listening !== undefined && this.#incoming !== undefined) this.#enough();
    else this.#fail("timeout", `nothing complete within ${timeoutMs} ms`);
  }

  /** Whoever listened has heard enough. */
  readonly #stop = (): void => {
    if (this.#incoming === undefined) this.#fail("timeout", "nothing came while it was waited for");
    else this.#enough();
  };

  readonly #abort = (): void => this.#fail("aborted", "the run has ended");

  #fail(kind: ProbeProblem["kind"], message: string): void {
    this.#end({ problem: { kind, message } });
  }

  #end(result: Result): void {
    clearTimeout(this.#timer);
    this.#terms.signal.removeEventListener("abort", this.#abort);
    this.#terms.listening?.until?.removeEventListener("abort", this.#stop);
    this.#resolve(result);
    this.#outgoing?.destroy();
  }
}

function optionsOf(url: URL, { method, headers, body }: HttpRequest, { limits, trust }: AttemptTerms): SecureOptions {
  const isFramed = headers.some(([name]) => /^(content-length|transfer-encoding)$/i.test(name));
  const framing = body === undefined || isFramed ? [] : [["Content-Length", String(body.byteLength)] as const];
  url.username = "";
  url.password = "";
  return {
    method,
    agent: false,
    ...(trust.ca === undefined ? {} : { ca: trust.ca }),
    rejectUnauthorized: trust.allowUntrusted !== true,
    maxHeaderSize: limits.maxHeaderBytes,
    setHost: false,
    headers: [["Host", url.host], ...headers, ...framing].flat(),
  };
}

function responseOf(incoming: IncomingMessage, body: Uint8Array): HttpResponse {
  const { statusCode: status = 0, statusMessage: reason = "", rawHeaders } = incoming;
  return { status, reason, headers: fieldsOf(rawHeaders), body };
}
