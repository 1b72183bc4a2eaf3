import type { HostedThing } from "@thingwright/contracts";
import { segmentOf } from "../path-segment.js";

/** Uri-Path values of a resource. */
export type Segments = readonly string[];

/** Where everything of a Thing is, from the root of the server. */
export interface ThingPaths {
  readonly description: Segments;
  /** The same description by id. */
  readonly listed: Segments;
  readonly properties: Segments;
  readonly actions: Segments;
  readonly events: Segments;
  property(name: string): Segments;
  action(name: string): Segments;
  event(name: string): Segments;
}

export function thingPaths({ slug, id }: Pick<HostedThing, "slug" | "id">): ThingPaths {
  const root = reserved.has(slug) ? `~${slug}` : segmentOf(slug);
  const under =
    (kind: string) =>
    (name: string): Segments => [root, kind, segmentOf(name)];
  return {
    description: [root],
    listed: ["things", segmentOf(id)],
    properties: [root, "properties"],
    actions: [root, "actions"],
    events: [root, "events"],
    property: under("properties"),
    action: under("actions"),
    event: under("events"),
  };
}

/** First segments of the server's own; a Thing with such a slug gets a tilde before it, which no slug has. */
const reserved: ReadonlySet<string> = new Set(["things"]);
