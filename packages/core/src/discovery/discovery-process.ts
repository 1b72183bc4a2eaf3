import type { WotError } from "@thingwright/errors";
import type { ThingDescription } from "@thingwright/td";
import type * as WoT from "wot-typescript-definitions";
import type { DiscoveryEnvironment } from "./discovery-environment.js";
import { type DiscoverySource, Exploration, type FoundThing } from "./exploration.js";
import { matchesFragment } from "./fragment.js";

/** Options of `discover`. */
export interface DiscoverOptions {
  /** Ends the process; the loop ends with it. */
  readonly signal?: AbortSignal;
  /** Milliseconds that introductions are looked for; default {@link DiscoveryLimits.discoveryTimeoutMs}. */
  readonly timeoutMs?: number;
  /** Only Things that have everything that `fragment` has. */
  readonly filter?: WoT.ThingFilter;
  /** Told of what went wrong without ending the process: an address without an answer, an invalid description. */
  readonly onError?: (error: WotError) => void;
}

/** What a process begins with, besides its options. */
export interface DiscoveryStart {
  /** Whether the introducers are asked. */
  readonly search: boolean;
  /** A directory to list. */
  readonly directory?: FoundThing;
}

/**
 * Things as they are found: `for await (const td of process)`. One loop reads it; it begins with the loop.
 *
 * Each Thing comes once, by its `id`; where several have the same, the first. Directories and Thing Links are ways to
 * Things and do not come themselves. What goes wrong on the way is told and ends nothing.
 *
 * @see Scripting API, `ThingDiscoveryProcess`
 */
export class DiscoveryProcess implements AsyncIterable<ThingDescription>, AsyncDisposable {
  readonly filter: WoT.ThingFilter | undefined;
  /** True when nothing more comes. */
  done = false;
  /** What went wrong last. */
  error: WotError | undefined;
  readonly #controller = new AbortController();
  readonly #sources = new WeakMap<ThingDescription, DiscoverySource>();
  readonly #things: AsyncGenerator<ThingDescription>;

  readonly #ended: () => void;

  /** @param ended - called once or more when nothing more comes */
  constructor(environment: DiscoveryEnvironment, start: DiscoveryStart, options: DiscoverOptions, ended: () => void) {
    this.#ended = ended;
    const { filter, onError, timeoutMs = environment.limits.discoveryTimeoutMs } = options;
    this.filter = filter;
    const own = this.#controller.signal;
    const exploration = new Exploration(environment, {
      signal: options.signal === undefined ? own : AbortSignal.any([own, options.signal]),
      searchMs: start.search ? timeoutMs : undefined,
      directory: start.directory,
      failed: (error) => {
        this.error = error;
        environment.logger.debug("a step of discovery failed", { error });
        onError?.(error);
      },
    });
    this.#things = this.#select(exploration, environment.limits.maxDiscovered);
  }

  /** Where a Thing of this process was found. */
  sourceOf(thing: ThingDescription): DiscoverySource | undefined {
    return this.#sources.get(thing);
  }

  /** Ends the process. Idempotent. */
  stop(): void {
    this.done = true;
    this.#controller.abort();
    this.#ended();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.stop();
  }

  [Symbol.asyncIterator](): AsyncGenerator<ThingDescription> {
    return this.#things;
  }

  async *#select(exploration: Exploration, most: number): AsyncGenerator<ThingDescription> {
    const ids = new Set<string>();
    let found = 0;
    try {
      for await (const { thing, source } of exploration.things()) {
        if (thing.id !== undefined && ids.has(thing.id)) continue;
        if (this.filter?.fragment !== undefined && !matchesFragment(thing, this.filter.fragment)) continue;
        if (thing.id !== undefined) ids.add(thing.id);
        this.#sources.set(thing, source);
        yield thing;
        found += 1;
        if (this.done || found >= most) return;
      }
    } finally {
      this.stop();
    }
  }
}
