import type { Change, ChangeLedger } from "../change.js";
import { RememberedExchanges } from "../remembered-exchanges.js";
import type { Wire, WireContext } from "../wire.js";
import type { CoapExchange, CoapRequest, DatagramExchange } from "./coap-exchange.js";
import type { CoapMessage } from "./coap-message.js";
import { coapDatagrams, coapExchange, unsentCoap } from "./coap-probe.js";
import { coapAddress } from "./coap-request.js";
import { CoapSession } from "./coap-session.js";

/** A {@link Change} over CoAP: what restores it asks over a wire of its own, which may change what it likes. */
export interface CoapChange extends Omit<Change, "restore"> {
  readonly restore?: (coap: CoapWire) => Promise<string | undefined>;
}

/** Methods that change nothing (RFC 7252 §5.1, RFC 8132 §2): GET, FETCH; and codes that are no method. */
export const isSafe = (code: string): boolean => !["0.02", "0.03", "0.04", "0.06", "0.07"].includes(code);

/** What ends the taking of datagrams. */
export interface Taking {
  /** Longest wait in milliseconds. */
  readonly forMs: number;
  enough(received: readonly CoapMessage[]): boolean;
}

/** How a Thing is asked over CoAP, UDP without DTLS. Nothing rejects. */
export class CoapWire implements Wire {
  readonly #context: WireContext;
  readonly #remembered = new RememberedExchanges<CoapExchange>(
    ({ response }) => 1_024 + (response?.payload.length ?? 0),
  );

  constructor(context: WireContext) {
    this.#context = context;
  }

  /** Sends `request`, which changes nothing, or returns what came of the same request before. */
  ask(request: CoapRequest): Promise<CoapExchange> {
    const { code, url, options, type } = request;
    const key = JSON.stringify([code, url, type, options.map(({ number, value }) => [number, [...value]])]);
    return this.#remembered.ask(key, () => this.askAgain(request));
  }

  /** Sends `request`, which changes nothing, also when it was sent before. */
  async askAgain(request: CoapRequest): Promise<CoapExchange> {
    const { now, signal } = this.#context;
    if (!isSafe(request.code)) return unsentCoap(request, `${request.code} may change something`, now());
    await this.#turn(request.url);
    return coapExchange(request, signal, this.#context);
  }

  /** Sends a request that may change something, when the ledger allows it. What was remembered is forgotten. */
  async change(request: CoapRequest, change: CoapChange): Promise<CoapExchange> {
    const refusal = this.enter(change);
    if (refusal !== undefined) return unsentCoap(request, refusal, this.#context.now());
    await this.#turn(request.url);
    return await coapExchange(request, this.#context.signal, this.#context).finally(() => this.#remembered.clear());
  }

  /** Enters a change that a session is going to make. Returns why it must not be made. */
  enter({ restore, ...about }: CoapChange): string | undefined {
    this.#remembered.clear();
    return this.#context.ledger.enter(restore === undefined ? about : { ...about, restore: this.#restorer(restore) });
  }

  /** Opens a socket for more than one request. What may change something is sent over it only after it was entered. */
  async session(url: string): Promise<CoapSession> {
    await this.#turn(url);
    return new CoapSession(url, this.#context.signal, this.#context);
  }

  /** Longest wait for a change to show, in milliseconds. */
  get effectTimeoutMs(): number {
    return this.#context.limits.effectTimeoutMs;
  }

  /**
   * Sends messages as they are, which must change nothing, and takes what comes. Nothing is sent again: datagrams get lost, and who
   * waits in vain asks once more.
   */
  async exchangeDatagrams(url: string, messages: readonly CoapMessage[], taking: Taking): Promise<DatagramExchange> {
    await this.#turn(url);
    return coapDatagrams(url, messages, taking, this.#context.signal, this.#context);
  }

  async replay(record: unknown): Promise<CoapExchange | undefined> {
    const { wire, code, url, options, payload } = Object(record) as Readonly<Record<string, unknown>>;
    if (wire !== "coap" || typeof code !== "string" || typeof url !== "string" || !Array.isArray(options))
      return undefined;
    const read = options.map((option: unknown) => {
      const [number, value] = Array.isArray(option) ? option : [];
      return { number: Number(number), value: Uint8Array.from(Array.isArray(value) ? value.map(Number) : []) };
    });
    const bytes = Array.isArray(payload) ? { payload: Uint8Array.from(payload.map(Number)) } : {};
    const request: CoapRequest = { code, url, options: read, ...bytes };
    if (isSafe(code)) return await this.askAgain(request);
    return await this.change(request, { safety: "write", effect: `sends ${code} to ${url} again` });
  }

  /** Each exchange has a socket of its own, which ends with it. */
  async close(): Promise<void> {}

  #restorer(restore: NonNullable<CoapChange["restore"]>): NonNullable<Change["restore"]> {
    return async (signal) => {
      const ledger: ChangeLedger = { enter: () => undefined, settle: async () => {} };
      const result = await restore(new CoapWire({ ...this.#context, signal, ledger }));
      this.#remembered.clear();
      return result;
    };
  }

  async #turn(url: string): Promise<void> {
    const address = coapAddress(url);
    await this.#context.pace.turn(
      address === undefined ? url : `${address.host}:${address.port}`,
      this.#context.signal,
    );
  }
}
