import type { Change, ChangeLedger } from "../change.js";
import { RememberedExchanges } from "../remembered-exchanges.js";
import type { Wire, WireContext } from "../wire.js";
import type { DressedRequest, HttpExchange, HttpRequest } from "./http-exchange.js";
import { type HttpProbe, httpProbe, type Listening, type ProbeOptions, unsent } from "./http-probe.js";
import { type TlsHandshake, type TlsVersions, tlsHandshake } from "./tls-handshake.js";

/** A {@link Change} over HTTP: what restores it asks over a wire of its own, which may change what it likes. */
export interface HttpChange extends Omit<Change, "restore"> {
  readonly restore?: (http: HttpWire) => Promise<string | undefined>;
}

/** Methods that are safe: what they do is up to the server, and no request for a change (RFC 9110 §9.2.1). */
const safeMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "PROPFIND"]);

/** How a Thing is asked over HTTP. Nothing rejects. */
export class HttpWire implements Wire {
  readonly #context: WireContext;
  readonly #probe: HttpProbe;
  readonly #remembered = new RememberedExchanges<HttpExchange>(sizeOf);

  constructor(context: WireContext) {
    this.#context = context;
    this.#probe = httpProbe(context.limits, context.now, context.trust);
  }

  /** Sends `request`, whose method is safe, or returns what came of the same request before. */
  ask(request: HttpRequest): Promise<HttpExchange> {
    return this.#remembered.ask(keyOf(request), () => this.askAgain(request));
  }

  /** Sends `request`, whose method is safe, also when it was sent before. */
  async askAgain(request: HttpRequest): Promise<HttpExchange> {
    return this.#refusalOf(request) ?? (await this.#send(request));
  }

  /** Sends `request`, whose method is safe, and takes what comes until it is enough: for streams of events. */
  async listen(request: HttpRequest, listening: Listening): Promise<HttpExchange> {
    return this.#refusalOf(request) ?? (await this.#send(request, listening));
  }

  /** Offers these versions of TLS to `authority`, HOST:PORT, and sends nothing over it. */
  async handshake(authority: string, versions: TlsVersions): Promise<TlsHandshake> {
    const { pace, signal, limits, now } = this.#context;
    await pace.turn(authority, signal);
    return await tlsHandshake(authority, versions, { timeoutMs: limits.requestTimeoutMs, signal, now });
  }

  /** Longest wait for an answer, in milliseconds. */
  get requestTimeoutMs(): number {
    return this.#context.limits.requestTimeoutMs;
  }

  /** Longest wait for a change to show, in milliseconds. */
  get effectTimeoutMs(): number {
    return this.#context.limits.effectTimeoutMs;
  }

  /** Sends a request that may change something, when the ledger allows it. What was remembered is forgotten. */
  async change(request: HttpRequest, change: HttpChange): Promise<HttpExchange> {
    const { restore, ...about } = change;
    const entry = restore === undefined ? about : { ...about, restore: this.#restorer(restore) };
    const refusal = this.#context.ledger.enter(entry);
    if (refusal !== undefined) return unsent(request, refusal, this.#context.now());
    this.#remembered.clear();
    return await this.#send(request).finally(() => this.#remembered.clear());
  }

  /** Does what {@link Exchange.replay} holds again; `undefined` when that is no request over HTTP. */
  async replay(record: unknown): Promise<HttpExchange | undefined> {
    const request = requestIn(record);
    if (request === undefined) return undefined;
    if (safeMethods.has(request.method)) return await this.askAgain(request);
    return await this.change(request, { safety: "write", effect: `sends ${request.method} to ${request.url} again` });
  }

  /** Each request has a connection of its own, which ends with it. */
  async close(): Promise<void> {}

  async #send(request: HttpRequest, listening?: Listening): Promise<HttpExchange> {
    const { authentication, ...bare } = request;
    if (authentication === undefined) return await this.#sendBare(bare, { listening });
    let dressed: DressedRequest = { request: bare, shown: bare };
    for (const carrier of authentication.carriers) {
      const result = await carrier.dress(dressed, (each) => this.#sendBare(each));
      if (typeof result === "string") return unsent(request, result, this.#context.now());
      dressed = result;
    }
    const secrets = authentication.carriers.flatMap((carrier) => carrier.secrets);
    const exchange = await this.#sendBare(dressed.request, { listening, evidence: { shown: dressed.shown, secrets } });
    return { ...exchange, request };
  }

  async #sendBare(request: HttpRequest, options?: ProbeOptions): Promise<HttpExchange> {
    const { pace, signal } = this.#context;
    await pace.turn(authorityOf(request), signal);
    return await this.#probe(request, signal, options);
  }

  #refusalOf(request: HttpRequest): HttpExchange | undefined {
    if (safeMethods.has(request.method)) return undefined;
    return unsent(request, `${request.method} may change something`, this.#context.now());
  }

  #restorer(restore: NonNullable<HttpChange["restore"]>): NonNullable<Change["restore"]> {
    return async (signal) => {
      const ledger: ChangeLedger = { enter: () => undefined, settle: async () => {} };
      const result = await restore(new HttpWire({ ...this.#context, signal, ledger }));
      this.#remembered.clear();
      return result;
    };
  }
}

/** The request that {@link HttpExchange} keeps as `replay`. */
function requestIn(record: unknown): HttpRequest | undefined {
  const { method, url, headers, body } = Object(record) as Readonly<Record<string, unknown>>;
  if (typeof method !== "string" || typeof url !== "string" || !Array.isArray(headers)) return undefined;
  const isField = (field: unknown) =>
    Array.isArray(field) && field.length === 2 && field.every((each) => typeof each === "string");
  if (!headers.every(isField)) return undefined;
  return { method, url, headers, ...(typeof body === "string" ? { body: Buffer.from(body, "base64") } : {}) };
}

/** Two requests are the same question when they look the same and carry credentials for the same definitions. */
function keyOf({ method, url, headers, authentication }: HttpRequest): string {
  return JSON.stringify([
    method,
    url,
    headers,
    authentication?.carriers.map(({ name, secrets }) => [name, secrets[0]]),
  ]);
}

const authorityOf = ({ url }: HttpRequest): string => (URL.canParse(url) ? new URL(url).host : url);

/** What an answer without a body counts for: it has fields, and takes a place. */
const fixedBytes = 1_024;

const sizeOf = ({ response }: HttpExchange): number => fixedBytes + (response?.body.byteLength ?? 0);
