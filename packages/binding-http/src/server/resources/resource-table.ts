import {
  type HostedThing,
  listingPath,
  pathNames,
  RecentlyUsed,
  thingPaths,
  uriPath,
  wellFormed,
} from "@thingwright/contracts";
import { descriptionResource } from "./description-resource.js";
import type { Resource } from "./resource.js";
import { type ResourceSetting, resourceOf } from "./thing-resources.js";

/**
 * The resources of a server. Those of its Things are made when they are asked for, and the ones that are asked for often
 * are kept: the address of a Form then costs one look-up, and a Thing that nobody talks to costs nothing.
 */
export class ResourceTable {
  /** Those of the server itself, by path. */
  readonly #own = new Map<string, Resource>();
  /** Things by the first segment of their paths, and by id as it comes out of an address. */
  readonly #byRoot = new Map<string, HostedThing>();
  readonly #byId = new Map<string, HostedThing>();
  /** By canonical path, so that no peer can fill it with spellings of the same address. */
  readonly #recent: RecentlyUsed<string, Resource>;

  readonly #setting: ResourceSetting;

  /** @param maxCached - resources of Things that are kept */
  constructor(maxCached: number, setting: ResourceSetting) {
    this.#recent = new RecentlyUsed(maxCached);
    this.#setting = setting;
  }

  /** Adds a resource of the server itself. */
  set(path: string, resource: Resource): void {
    this.#own.set(path, resource);
  }

  /** Adds a Thing, in the place of one with the same id. */
  add(thing: HostedThing): void {
    this.remove(thing.id);
    this.#byRoot.set(rootOf(thing), thing);
    this.#byId.set(wellFormed(thing.id), thing);
  }

  /** Takes a Thing out. Unknown ids are ignored. */
  remove(id: string): void {
    const thing = this.#byId.get(wellFormed(id));
    if (thing === undefined) return;
    this.#byId.delete(wellFormed(id));
    this.#byRoot.delete(rootOf(thing));
    this.#recent.clear();
  }

  /** The resource at a canonical path, if it is kept ready. */
  exactly(path: string): Resource | undefined {
    return this.#recent.get(path) ?? this.#own.get(path);
  }

  /** The resource at `path`, however it is encoded; `"malformed"` when no path can look like this. */
  find(path: string): Resource | "malformed" | undefined {
    const ready = this.exactly(path);
    if (ready !== undefined) return ready;
    const names = pathNames(path);
    if (names === undefined) return "malformed";
    const canonical = uriPath(names);
    const known = this.exactly(canonical);
    if (known !== undefined) return known;
    const made = this.#make(names);
    if (made === undefined) return names.slice(0, -1).includes("") ? "malformed" : undefined;
    if (made.isFleeting !== true) this.#recent.set(canonical, made);
    return made;
  }

  #make([root = "", ...names]: readonly string[]): Resource | undefined {
    if (root === listingPath[0]) {
      const listed = names.length === 1 ? this.#byId.get(names[0]!) : undefined;
      return listed === undefined ? undefined : descriptionResource((request) => listed.description(request));
    }
    const thing = this.#byRoot.get(root);
    return thing === undefined ? undefined : resourceOf(thing, names, this.#setting);
  }
}

const rootOf = (thing: HostedThing): string => thingPaths(thing).description[0]!;
