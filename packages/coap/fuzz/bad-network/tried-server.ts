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
/** How long a cache may give a state. */
export const MAX_AGE_SECONDS = 20;

/** A body of several blocks from which its number can be told, wherever it is cut. */
export const bodyOf = (number: number): Buffer => Buffer.alloc(BIG_BYTES, `${number} `);

/** A handler with resources of all kinds, which keeps count of what it was asked to do. */
export class TriedServer {
  /** How often each numbered request was carried out, and under which token. */
  readonly carriedOut = new Map<number, string[]>();
  /** Numbers of uploads whose body did not come as it was sent. */
  readonly spoilt: number[] = [];
  version = 0;
  /** When each version made room for the next. */
  readonly supersededAtMs: number[] = [];

  readonly #maxAgeSeconds: number;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #sinks = new Map<ObservationSink, CoapRequest>();

  /** @param maxAgeSeconds - what it tells caches; more than is true is a flaw that a trial finds */
  constructor(clock: Clock, random: Random, maxAgeSeconds = MAX_AGE_SECONDS) {
    this.#maxAgeSeconds = maxAgeSeconds;
    this.#clock = clock;
    this.#random = random;
  }

  readonly handle = (request: CoapRequest): CoapResponse | Promise<CoapResponse> => {
    const { method } = request;
    if (method === Code.POST) return this.#once(request);
    if (method === Code.PUT) return this.#upload(request);
    const sink = request.observe?.accept();
    if (sink !== undefined) {
      this.#sinks.set(sink, request);
      sink.onEnd(() => this.#sinks.delete(sink));
    }
    return this.#state(request);
  };

  /** The state becomes another one, and every observer hears of it as far as the network lets it. */
  change(): void {
    this.supersededAtMs[this.version] = this.#clock.now();
    this.version += 1;
    for (const [sink, request] of this.#sinks) sink.notify(this.#state(request));
  }

  /** To FETCH the state after what was asked for, so that answers to another question show. */
  #state({ path, method, payload }: CoapRequest): CoapResponse {
    const asked = method === Code.FETCH ? ` of ${Buffer.from(payload).toString()}` : "";
    const state = path === "/big" ? bodyOf(this.version) : `${this.version}${asked}`;
    const etag = Buffer.from(String(this.version));
    const tag = path === "/tagged" ? { etag } : {};
    return { code: Code.Content, payload: state, maxAgeSeconds: this.#maxAgeSeconds, ...tag };
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
