import type { ClientBinding, Clock, Content, Introducer, Introduction, Logger } from "@thingwright/contracts";
import { asWotError, ProtocolError, type WotError } from "@thingwright/errors";
import type { ThingDescription } from "@thingwright/td";
import type { ConsumedThing } from "../consumed/consumed-thing.js";
import { directoryPages, hasListing } from "./directory-pages.js";
import type { DiscoveryLimits } from "./discovery-limits.js";
import { introducedUrl } from "./introduced-url.js";
import { Notice } from "./notice.js";
import { isDirectory, isThingLink, linkedDescription } from "./thing-type.js";

/** What finding Things needs from a Servient. */
export interface DiscoveryEnvironment {
  readonly limits: DiscoveryLimits;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly clients: readonly ClientBinding[];
  readonly introducers: readonly Introducer[];
  /** Parsed and validated. */
  describe(url: string, signal: AbortSignal): Promise<ThingDescription>;
  request(url: string, contentType: string, signal: AbortSignal): Promise<Content>;
  /** Validates a Thing Description that a directory lists. @throws {ThingDescriptionError} */
  parse(listed: unknown): ThingDescription;
  /**
   * @param trusted - whether the caller named the Thing: only then secrets go where its description says. One that was
   *   introduced by others could claim any id.
   */
  consume(description: ThingDescription, trusted: boolean): ConsumedThing;
}

/** Where a Thing Description comes from. */
export interface DiscoverySource {
  /** Of the Thing Description, or of the directory that lists it. */
  readonly url: string;
  /** Name of the introducer. */
  readonly via: string;
}

/** A Thing and where it was found. */
export interface FoundThing {
  readonly thing: ThingDescription;
  readonly source: DiscoverySource;
}

/** A way to go: an introduction, and how many steps it is away from the first. */
interface Step extends Introduction {
  readonly hops: number;
}

/** What one exploration begins with. */
export interface ExplorationStart {
  /** Ends everything. */
  readonly signal: AbortSignal;
  /** Milliseconds for the introducers; none are asked without it. */
  readonly searchMs?: number | undefined;
  /** A directory that the caller named, and whose description is there already. */
  readonly directory?: FoundThing | undefined;
  /** Told of what went wrong without ending the exploration. */
  failed(error: WotError): void;
}

/**
 * The discoverer's process (WoT Discovery §5.3): introductions are merged into one set of addresses, each is fetched once,
 * directories are listed and Thing Links followed. A few fetches go on at a time, and only while somebody reads.
 */
export class Exploration {
  readonly #environment: DiscoveryEnvironment;
  readonly #start: ExplorationStart;
  readonly #changed = new Notice();
  /** Addresses taken in, whether fetched already or not. */
  readonly #known = new Set<string>();
  readonly #steps: Step[] = [];
  readonly #found: FoundThing[] = [];
  readonly #search = new AbortController();
  #searching = 0;
  #running = 0;
  #listed = 0;

  constructor(environment: DiscoveryEnvironment, start: ExplorationStart) {
    this.#environment = environment;
    this.#start = start;
  }

  /** Everything that is found, as it is found; a Thing that is listed twice may come twice. */
  async *things(): AsyncGenerator<FoundThing> {
    const { signal, directory } = this.#start;
    const wake = (): void => this.#changed.give();
    signal.addEventListener("abort", wake, { once: true });
    try {
      this.#askIntroducers();
      if (directory !== undefined) this.#begin(() => this.#list(directory, 0, true));
      while (!signal.aborted) {
        const found = this.#found.shift();
        if (found !== undefined) {
          this.#changed.give();
          yield found;
          continue;
        }
        this.#beginSteps();
        if (this.#isOver()) return;
        await this.#changed.next();
      }
    } finally {
      signal.removeEventListener("abort", wake);
      this.#search.abort();
    }
  }

  /** An introducer that has not ended by itself when its time is up is not waited for. */
  #isOver(): boolean {
    return this.#running === 0 && (this.#searching === 0 || this.#search.signal.aborted);
  }

  #askIntroducers(): void {
    const { searchMs, signal } = this.#start;
    if (searchMs === undefined) return;
    const { introducers, clock } = this.#environment;
    const timer = clock.after(searchMs, () => this.#endSearch());
    this.#search.signal.addEventListener("abort", () => timer.cancel(), { once: true });
    const both = AbortSignal.any([signal, this.#search.signal]);
    this.#searching = introducers.length;
    for (const introducer of introducers) void this.#ask(introducer, searchMs, both);
  }

  #endSearch(): void {
    this.#search.abort();
    this.#changed.give();
  }

  async #ask(introducer: Introducer, timeoutMs: number, signal: AbortSignal): Promise<void> {
    const { clock, logger, clients, request } = this.#environment;
    try {
      const introductions = introducer.find({
        signal,
        timeoutMs,
        clock,
        logger,
        request: async (url, contentType) => request(introducedUrl(url, clients), contentType, signal),
        failed: (error) => this.#failed(error),
      });
      for await (const introduction of introductions) {
        if (signal.aborted) return;
        this.#introduce({ ...introduction, hops: 0 });
      }
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#searching -= 1;
      this.#changed.give();
    }
  }

  /** Takes an address in, once. */
  #introduce(step: Step): void {
    const { limits, clients, logger } = this.#environment;
    try {
      const url = introducedUrl(step.url, clients);
      if (this.#known.has(url)) return;
      if (this.#known.size >= limits.maxIntroductions) {
        logger.warn("there are more introductions than are taken in", { limit: limits.maxIntroductions });
        this.#endSearch();
        return;
      }
      this.#known.add(url);
      this.#steps.push({ ...step, url });
      this.#changed.give();
    } catch (error) {
      this.#failed(error);
    }
  }

  #beginSteps(): void {
    while (this.#running < this.#environment.limits.maxConcurrentFetches) {
      const step = this.#steps.shift();
      if (step === undefined) return;
      this.#begin(() => this.#follow(step));
    }
  }

  #begin(work: () => Promise<void>): void {
    this.#running += 1;
    work()
      .catch((error: unknown) => this.#failed(error))
      .finally(() => {
        this.#running -= 1;
        this.#changed.give();
      });
  }

  async #follow({ url, via, kind, hops }: Step): Promise<void> {
    const thing = await this.#environment.describe(url, this.#start.signal);
    await this.#takeIn({ thing, source: { url, via } }, hops, kind === "directory");
  }

  /** A Thing is found; a Thing Link and a directory are ways to Things. */
  async #takeIn(found: FoundThing, hops: number, isSaidToList: boolean): Promise<void> {
    const { thing, source } = found;
    if (isThingLink(thing)) this.#link(found, hops + 1);
    else if (isDirectory(thing) || (isSaidToList && hasListing(thing))) await this.#list(found, hops + 1);
    else {
      this.#found.push({ thing, source });
      this.#changed.give();
    }
  }

  #link({ thing, source }: FoundThing, hops: number): void {
    const url = linkedDescription(thing, source.url);
    if (url === undefined) throw new ProtocolError("WOT_PROTOCOL", `the Thing Link at ${source.url} links to nothing`);
    if (this.#isNear(hops, url)) this.#introduce({ url, via: source.via, hops });
  }

  async #list({ thing: directory, source }: FoundThing, hops: number, trusted = false): Promise<void> {
    const { limits, consume } = this.#environment;
    const { signal } = this.#start;
    if (!this.#isNear(hops, source.url)) return;
    await using consumed = consume(directory, trusted);
    for await (const page of directoryPages(consumed, directory, limits.directoryPageSize, { signal })) {
      for (const listed of page) {
        while (this.#found.length >= limits.maxUnreadThings && !signal.aborted) await this.#changed.next();
        if (signal.aborted) return;
        this.#countListed(source.url);
        await this.#takeInListed(listed, source, hops);
      }
    }
  }

  /** @throws {ProtocolError} WOT_PROTOCOL: a directory may go on for ever, with Things that nobody asked for */
  #countListed(url: string): void {
    this.#listed += 1;
    if (this.#listed <= this.#environment.limits.maxDiscovered) return;
    throw new ProtocolError("WOT_PROTOCOL", `there are more Things than are taken in, at the directory ${url}`);
  }

  /** One that is invalid does not take the others with it. */
  async #takeInListed(listed: unknown, source: DiscoverySource, hops: number): Promise<void> {
    try {
      await this.#takeIn({ thing: this.#environment.parse(listed), source }, hops, false);
    } catch (error) {
      this.#failed(error);
    }
  }

  #isNear(hops: number, url: string): boolean {
    if (hops <= this.#environment.limits.maxHops) return true;
    this.#environment.logger.warn("a directory or a Thing Link is too far from its introduction", { url });
    return false;
  }

  #failed(error: unknown): void {
    if (!this.#start.signal.aborted) this.#start.failed(asWotError(error));
  }
}
