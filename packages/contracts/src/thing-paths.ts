import type { HostedThing } from "./hosted-thing.js";

/** Segments of a path from the root of a server, not percent-encoded. */
export type PathSegments = readonly string[];

/** Where everything of a Thing is on a server whose addresses have paths. */
export interface ThingPaths {
  readonly description: PathSegments;
  /** The same description by id (`tdd-things-retrieve`). */
  readonly listed: PathSegments;
  readonly properties: PathSegments;
  readonly actions: PathSegments;
  readonly events: PathSegments;
  property(name: string): PathSegments;
  action(name: string): PathSegments;
  event(name: string): PathSegments;
}

/**
 * The layout that all bindings with paths share: `/{slug}/properties/{name}` and so on, and `/things/{id}`.
 *
 * @param segmentOf - the segment that a name becomes, where a protocol cannot carry every name
 */
export function thingPaths(
  { slug, id }: Pick<HostedThing, "slug" | "id">,
  segmentOf: (name: string) => string = asItIs,
): ThingPaths {
  const root = reserved.has(slug) ? `~${slug}` : segmentOf(slug);
  const under =
    (kind: string) =>
    (name: string): PathSegments => [root, kind, segmentOf(name)];
  return {
    description: [root],
    listed: [...listingPath, segmentOf(id)],
    properties: [root, "properties"],
    actions: [root, "actions"],
    events: [root, "events"],
    property: under("properties"),
    action: under("actions"),
    event: under("events"),
  };
}

/** Where the descriptions of all Things are listed. */
export const listingPath: PathSegments = Object.freeze(["things"]);

/** Query that tells `writeallproperties` from `writemultipleproperties`, which has the plain address. */
export const writeAllQuery = "all=true";

/** First segments of the server's own; a Thing with such a slug gets a tilde before it, which no slug has. */
const reserved: ReadonlySet<string> = new Set(listingPath);

const asItIs = (name: string): string => name;
