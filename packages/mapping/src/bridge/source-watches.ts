import type { Mapping, Source } from "../mapping.js";
import { SourceWatch, type WatchEnvironment } from "./source-watch.js";

/** All sources of a device as they are followed, and which of them speak of a property. */
export class SourceWatches {
  readonly #all: readonly SourceWatch[];
  readonly #byProperty = new Map<string, SourceWatch[]>();

  constructor({ sources }: Mapping, environment: WatchEnvironment) {
    this.#all = sources.map((source) => new SourceWatch(source, environment));
    for (const watch of this.#all) this.#register(watch);
  }

  /** Follows all of them until `stop`. */
  run(): Promise<unknown> {
    return Promise.all(this.#all.map((watch) => watch.run()));
  }

  stop(): void {
    for (const watch of this.#all) watch.stop();
  }

  /** Those that feed a property. */
  of(property: string): readonly SourceWatch[] {
    return this.#byProperty.get(property) ?? [];
  }

  named(source: string | undefined): SourceWatch | undefined {
    return this.#all.find((watch) => watch.source.name === source);
  }

  /** Those that have to be read to know a property; none where it only comes by itself. */
  toRead(property: string): readonly SourceWatch[] {
    const readable = this.of(property).filter(({ source }) => source.isReadable);
    const [first] = readable;
    return first === undefined || isComposed(first.source, property) ? readable : [first];
  }

  /** Something happened at the device: all are read anew, but for the one that told of it. */
  outdate(teller: Source | undefined): void {
    for (const watch of this.#all) if (watch.source !== teller) watch.outdated();
  }

  /**
   * Whether the latest value of a property still holds. One source that fails is reason enough to ask again; so is, where
   * the property can be asked for, any source of the device that is cut off.
   */
  isFresh(property: string): boolean {
    let isFresh = false;
    let isReadable = false;
    for (const watch of this.of(property)) {
      if (watch.isFailing || watch.isOutdated) return false;
      isFresh ||= watch.isFresh();
      isReadable ||= watch.source.isReadable;
    }
    return isFresh && !(isReadable && this.#isCut());
  }

  #isCut(): boolean {
    for (const watch of this.#all) if (watch.isCut) return true;
    return false;
  }

  #register(watch: SourceWatch): void {
    for (const { target } of watch.source.feeds) {
      if (target.kind !== "property") continue;
      const watches = this.#byProperty.get(target.name) ?? [];
      if (!watches.includes(watch)) watches.push(watch);
      this.#byProperty.set(target.name, watches);
    }
  }
}

const isComposed = ({ feeds }: Source, property: string): boolean =>
  feeds.some(({ target, isComposed }) => isComposed === true && target.kind === "property" && target.name === property);
