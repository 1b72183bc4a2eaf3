import type { ServerResponse } from "node:http";
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
}

/** The probe Thing during one trial: what came, and which responses go on. */
export class Stage {
  readonly play: Play;
  readonly place: Place;
  readonly #arrivals: HttpArrival[] = [];
  readonly #streams = new Set<ServerResponse>();
  readonly #waiting = new Set<() => void>();

  constructor(play: Play, place: Place) {
    this.play = play;
    this.place = place;
  }

  /** In the order in which they were answered. */
  get arrivals(): readonly HttpArrival[] {
    return this.#arrivals;
  }

  /** How many responses go on. */
  get openStreams(): number {
    return this.#streams.size;
  }

  add(arrival: HttpArrival): void {
    this.#arrivals.push(arrival);
    this.changed();
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
