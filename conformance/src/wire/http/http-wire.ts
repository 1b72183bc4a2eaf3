import type { Change } from "../change.js";
import { RememberedExchanges } from "../remembered-exchanges.js";
import type { WireContext } from "../wire.js";
import type { HttpExchange, HttpRequest } from "./http-exchange.js";
import { type HttpProbe, httpProbe, type Listening, unsent } from "./http-probe.js";

/** A {@link Change} over HTTP: what restores it asks over a wire of its own, which may change what it likes. */
export interface HttpChange extends Omit<Change, "restore"> {
  readonly restore?: (http: HttpWire) => Promise<string | undefined>;
}

/** Methods that are safe: what they do is up to the server, and no request for a change (RFC 9110 §9.2.1). */
const safeMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "PROPFIND"]);

/** How a Thing is asked over HTTP. Nothing rejects. */
export class HttpWire {
  readonly #context: WireContext;
  readonly #probe: HttpProbe;
  readonly #remembered = new RememberedExchanges<HttpExchange>(sizeOf);

  constructor(context: WireContext) {
    this.#context = context;
    this.#probe = httpProbe(context.limits, context.now);
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

  /** Sends a request that may change something, when the ledger allows it. What was remembered is forgotten. */
  async change(request: HttpRequest, change: HttpChange): Promise<HttpExchange> {
    const { restore, ...about } = change;
    const entry = restore === undefined ? about : { ...about, restore: this.#restorer(restore) };
    const refusal = this.#context.ledger.enter(entry);
    if (refusal !== undefined) return unsent(request, refusal, this.#context.now());
    this.#remembered.clear();
    return await this.#send(request).finally(() => this.#remembered.clear());
  }

  async #send(request: HttpRequest, listening?: Listening): Promise<HttpExchange> {
    const { pace, signal } = this.#context;
    await pace.turn(authorityOf(request), signal);
    return await this.#probe(request, signal, listening);
  }

  #refusalOf(request: HttpRequest): HttpExchange | undefined {
    if (safeMethods.has(request.method)) return undefined;
    return unsent(request, `${request.method} may change something`, this.#context.now());
  }

  #restorer(restore: NonNullable<HttpChange["restore"]>): NonNullable<Change["restore"]> {
    return async (signal) => {
      const ledger = { enter: () => undefined };
      const result = await restore(new HttpWire({ ...this.#context, signal, ledger }));
      this.#remembered.clear();
      return result;
    };
  }
}

const keyOf = ({ method, url, headers }: HttpRequest): string => JSON.stringify([method, url, headers]);

const authorityOf = ({ url }: HttpRequest): string => (URL.canParse(url) ? new URL(url).host : url);

/** What an answer without a body counts for: it has fields, and takes a place. */
const fixedBytes = 1_024;

const sizeOf = ({ response }: HttpExchange): number => fixedBytes + (response?.body.byteLength ?? 0);
