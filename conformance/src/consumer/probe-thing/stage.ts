import type { ServerResponse } from "node:http";
import type { CoapMessage } from "../../wire/coap/coap-message.js";
import type { CoapArrival, CoapQuestion } from "./coap-arrival.js";
import type { HttpArrival } from "./http-arrival.js";
import type { Place } from "./place.js";
import type { ProbeAnswer, ProbeQuestion } from "./probe-answer.js";

/** What the probe Thing plays. */
export interface Play {
  /** A segment of a path, of its own in a run. */
  readonly name: string;
  /** What no transcript may show. */
  readonly secrets: readonly string[];
  answer(question: ProbeQuestion, place: Place): ProbeAnswer;
  /** The messages that a request over CoAP is answered with; none by default. */
  readonly answerCoap?: ((question: CoapQuestion) => readonly CoapMessage[]) | undefined;
}

/** Most datagrams that are kept of one trial, and most peers that are answered. */
const maxDatagrams = 200;
const maxPeers = 20;

/** The probe Thing during one trial: what came, and which responses go on. */
export class Stage {
  readonly play: Play;
  readonly place: Place;
  readonly #arrivals: HttpArrival[] = [];
  readonly #streams = new Set<ServerResponse>();
  readonly #datagrams: CoapArrival[] = [];
  /** How to send to each peer that has asked something over CoAP. */
  readonly #peers = new Map<string, (message: CoapMessage) => void>();
  readonly #waiting = new Set<() => void>();

  constructor(play: Play, place: Place) {
    this.play = play;
    this.place = place;
  }

  /** In the order in which they were answered. */
  get arrivals(): readonly HttpArrival[] {
    return this.#arrivals;
  }

  /** What came over CoAP, in its order. */
  get datagrams(): readonly CoapArrival[] {
    return this.#datagrams;
  }

  /** How many responses go on. */
  get openStreams(): number {
    return this.#streams.size;
  }

  add(arrival: HttpArrival): void {
    this.#arrivals.push(arrival);
    this.changed();
  }

  addCoap(arrival: CoapArrival): void {
    if (this.#datagrams.length < maxDatagrams) this.#datagrams.push(arrival);
    this.changed();
  }

  /** How often this message has come. */
  countOf({ messageId, token }: CoapMessage): number {
    return this.#datagrams.filter(({ message }) => {
      return message.messageId === messageId && Buffer.from(message.token).equals(token);
    }).length;
  }

  /** Keeps how to send to a peer that has asked something over CoAP. */
  meet(peer: string, send: (message: CoapMessage) => void): void {
    if (this.#peers.size < maxPeers) this.#peers.set(peer, send);
  }

  hasMet(peer: string): boolean {
    return this.#peers.has(peer);
  }

  /** Sends to every peer that has asked something over CoAP. */
  sendCoap(message: CoapMessage): void {
    for (const send of this.#peers.values()) send(message);
  }

  /** Keeps a response that goes on, as long as the client does not end it. */
  keep(response: ServerResponse): void {
    this.#streams.add(response);
    response.once("close", () => {
      this.#streams.delete(response);
      this.changed();
    });
  }

  /** Writes to every response that goes on. */
  push(text: string): void {
    for (const response of this.#streams) response.write(text);
  }

  /** Breaks every response that goes on, as a network would. */
  drop(): void {
    for (const response of this.#streams) response.destroy();
    this.#streams.clear();
  }

  /** Says that something may have come true that somebody waits for. */
  changed(): void {
    for (const look of [...this.#waiting]) look();
  }

  /** Whether `condition` comes true within `timeoutMs`, and before `signal` aborts. Never rejects. */
  until(condition: () => boolean, timeoutMs: number, signal: AbortSignal): Promise<boolean> {
    if (condition()) return Promise.resolve(true);
    if (signal.aborted) return Promise.resolve(false);
    return new Promise((resolve) => {
      const end = (isTrue: boolean): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", give);
        this.#waiting.delete(look);
        resolve(isTrue);
      };
      const look = (): void => {
        if (condition()) end(true);
      };
      const give = (): void => end(false);
      const timer = setTimeout(give, timeoutMs);
      signal.addEventListener("abort", give, { once: true });
      this.#waiting.add(look);
    });
  }
}
