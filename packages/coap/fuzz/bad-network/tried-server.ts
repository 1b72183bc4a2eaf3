import {
  type Clock,
  type CoapRequest,
  type CoapResponse,
  Code,
  type ObservationSink,
  type Random,
} from "../../src/index.js";
import { keyOf } from "./arrivals.js";

const BIG_BYTES = 3_000;

/** A body of several blocks from which its number can be told, wherever it is cut. */
export const bodyOf = (number: number): Buffer => Buffer.alloc(BIG_BYTES, `${number} `);

/** A handler with resources of all kinds, which keeps count of what it was asked to do. */
export class TriedServer {
  /** How often each numbered request was carried out, and under which token. */
  readonly carriedOut = new Map<number, string[]>();
  /** Numbers of uploads whose body did not come as it was sent. */
  readonly spoilt: number[] = [];
  version = 0;

  readonly #clock: Clock;
  readonly #random: Random;
  readonly #sinks = new Map<ObservationSink, boolean>();

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  readonly handle = (request: CoapRequest): CoapResponse | Promise<CoapResponse> => {
    const { method, path } = request;
    if (method === Code.POST) return this.#once(request);
    if (method === Code.PUT) return this.#upload(request);
    const sink = request.observe?.accept();
    const isBig = path === "/big";
    if (sink !== undefined) {
      this.#sinks.set(sink, isBig);
      sink.onEnd(() => this.#sinks.delete(sink));
    }
    return this.#state(isBig);
  };

  /** The state becomes another one, and every observer hears of it as far as the network lets it. */
  change(): void {
    this.version += 1;
    for (const [sink, isBig] of this.#sinks) sink.notify(this.#state(isBig));
  }

  #state(isBig: boolean): CoapResponse {
    return { code: Code.Content, payload: isBig ? bodyOf(this.version) : String(this.version), maxAgeSeconds: 20 };
  }

  /** Answers at once, soon, or so late that an Empty Acknowledgement goes first. */
  #once({ payload, token }: CoapRequest): CoapResponse | Promise<CoapResponse> {
    const number = Number(Buffer.from(payload).toString());
    this.#count(number, token);
    const answer = { code: Code.Changed, payload: String(number) };
    const lateMs = this.#random() < 0.5 ? 0 : this.#random() * 3_000;
    if (lateMs === 0) return answer;
    return new Promise((resolve) => this.#clock.setTimer(() => resolve(answer), lateMs));
  }

  #upload({ query, payload, token }: CoapRequest): CoapResponse {
    const number = Number(query[0]);
    this.#count(number, token);
    if (!bodyOf(number).equals(payload)) this.spoilt.push(number);
    return { code: Code.Changed, payload: String(number) };
  }

  #count(number: number, token: Uint8Array): void {
    const tokens = this.carriedOut.get(number);
    if (tokens === undefined) this.carriedOut.set(number, [keyOf(token)]);
    else tokens.push(keyOf(token));
  }
}
