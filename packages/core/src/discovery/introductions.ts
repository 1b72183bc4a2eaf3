import type { Introducer, Introduction } from "@thingwright/contracts";
import type { DiscoveryEnvironment } from "./discovery-environment.js";
import { introducedUrl } from "./introduced-url.js";

/** A way to go: an introduction, and how many steps it is away from the first. */
export interface Step extends Introduction {
  readonly hops: number;
}

/** Who hears of what comes in. */
export interface IntroductionsListener {
  /** There is something new to look at: a step, or the end. */
  changed(): void;
  failed(error: unknown): void;
}

/**
 * The addresses of one exploration, each taken in once, whoever tells of it: introducers, directories, Thing Links
 * (`discoverer-merge-intros`, `discoverer-track`).
 */
export class Introductions {
  readonly #environment: DiscoveryEnvironment;
  readonly #listener: IntroductionsListener;
  /** Addresses taken in, whether gone to already or not. */
  readonly #known = new Set<string>();
  readonly #steps: Step[] = [];
  readonly #search = new AbortController();
  #searching = 0;

  constructor(environment: DiscoveryEnvironment, listener: IntroductionsListener) {
    this.#environment = environment;
    this.#listener = listener;
  }

  /** Whether introducers tell nothing more. One that has not ended by itself when its time is up is not waited for. */
  get isOver(): boolean {
    return this.#searching === 0 || this.#search.signal.aborted;
  }

  /** The next step to take, if there is one. */
  next(): Step | undefined {
    return this.#steps.shift();
  }

  /** Takes an address in, if it is usable and new. */
  add(step: Step): void {
    const { limits, clients, logger } = this.#environment;
    try {
      const url = introducedUrl(step.url, clients);
      if (this.#known.has(url)) return;
      if (this.#known.size >= limits.maxIntroductions) {
        logger.warn("there are more introductions than are taken in", { limit: limits.maxIntroductions });
        this.end();
        return;
      }
      this.#known.add(url);
      this.#steps.push({ ...step, url });
      this.#listener.changed();
    } catch (error) {
      this.#listener.failed(error);
    }
  }

  /** Asks all introducers, for `searchMs` milliseconds or until `signal` aborts. */
  ask(searchMs: number, signal: AbortSignal): void {
    const { introducers, clock } = this.#environment;
    const timer = clock.after(searchMs, () => this.end());
    this.#search.signal.addEventListener("abort", () => timer.cancel(), { once: true });
    this.#searching = introducers.length;
    const both = AbortSignal.any([signal, this.#search.signal]);
    for (const introducer of introducers) void this.#askOne(introducer, searchMs, both);
  }

  /** Ends the search. Idempotent. */
  end(): void {
    this.#search.abort();
    this.#listener.changed();
  }

  async #askOne(introducer: Introducer, timeoutMs: number, signal: AbortSignal): Promise<void> {
    const { clock, logger, clients, request } = this.#environment;
    try {
      const introductions = introducer.find({
        signal,
        timeoutMs,
        clock,
        logger,
        request: async (url, contentType) => request(introducedUrl(url, clients), contentType, signal),
        failed: (error) => this.#listener.failed(error),
      });
      for await (const introduction of introductions) {
        if (signal.aborted) return;
        this.add({ ...introduction, hops: 0 });
      }
    } catch (error) {
      this.#listener.failed(error);
    } finally {
      this.#searching -= 1;
      this.#listener.changed();
    }
  }
}
