import { asWotError, ProtocolError, type WotError } from "@thingwright/errors";
import type { ThingDescription } from "@thingwright/td";
import { directoryPages, hasListing } from "./directory-pages.js";
import type { DiscoveryEnvironment } from "./discovery-environment.js";
import { Introductions, type Step } from "./introductions.js";
import { Notice } from "./notice.js";
import { isDirectory, isThingLink, linkedDescription } from "./thing-type.js";

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
 * The discoverer's process (WoT Discovery §5): introductions are merged into one set of addresses, each is fetched once,
 * directories are listed and Thing Links followed. A few fetches go on at a time, and only while somebody reads.
 */
export class Exploration {
  readonly #environment: DiscoveryEnvironment;
  readonly #start: ExplorationStart;
  readonly #changed = new Notice();
  readonly #introductions: Introductions;
  readonly #found: FoundThing[] = [];
  #running = 0;
  #listed = 0;

  constructor(environment: DiscoveryEnvironment, start: ExplorationStart) {
    this.#environment = environment;
    this.#start = start;
    this.#introductions = new Introductions(environment, {
      changed: () => this.#changed.give(),
      failed: (error) => this.#failed(error),
    });
  }

  /** Everything that is found, as it is found; a Thing that is listed twice may come twice. */
  async *things(): AsyncGenerator<FoundThing> {
    const { signal, searchMs, directory } = this.#start;
    signal.addEventListener("abort", () => this.#changed.give(), { once: true });
    try {
      if (searchMs !== undefined) this.#introductions.ask(searchMs, signal);
      if (directory !== undefined) this.#begin(() => this.#list(directory, 0, true));
      while (!signal.aborted) {
        const found = this.#found.shift();
        if (found !== undefined) {
          this.#changed.give();
          yield found;
          continue;
        }
        this.#beginSteps();
        if (this.#running === 0 && this.#introductions.isOver) return;
        await this.#changed.next();
      }
    } finally {
      this.#introductions.end();
    }
  }

  #beginSteps(): void {
    while (this.#running < this.#environment.limits.maxConcurrentFetches) {
      const step = this.#introductions.next();
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
    if (this.#isNear(hops, url)) this.#introductions.add({ url, via: source.via, hops });
  }

  async #list({ thing: directory, source }: FoundThing, hops: number, trusted = false): Promise<void> {
    const { limits, consume } = this.#environment;
    const { signal } = this.#start;
    if (!this.#isNear(hops, source.url)) return;
    await using consumed = consume(directory, source.url, trusted);
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
