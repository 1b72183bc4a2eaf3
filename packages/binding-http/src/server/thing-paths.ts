import type { HostedThing } from "@thingwright/contracts";
import { encodeSegment } from "../path-segment.js";

/** Where everything of a Thing is, from the root of the server. */
export interface ThingPaths {
  readonly description: string;
  /** The same description by id (`tdd-things-retrieve`). */
  readonly listed: string;
  readonly properties: string;
  readonly actions: string;
  readonly events: string;
  property(name: string): string;
  action(name: string): string;
  event(name: string): string;
}

export function thingPaths({ slug, id }: Pick<HostedThing, "slug" | "id">): ThingPaths {
  const root = `/${reserved.has(slug) ? `~${slug}` : encodeSegment(slug)}`;
  const under = (kind: string) => (name: string) => `${root}/${kind}/${encodeSegment(name)}`;
  return {
    description: root,
    listed: `/things/${encodeSegment(id)}`,
    properties: `${root}/properties`,
    actions: `${root}/actions`,
    events: `${root}/events`,
    property: under("properties"),
    action: under("actions"),
    event: under("events"),
  };
}

/** The long poll of an affordance stands below it. */
export const pollPath = (path: string): string => `${path}/poll`;

/** First segments of the server's own; a Thing with such a slug gets a tilde before it, which no slug has. */
const reserved: ReadonlySet<string> = new Set(["things"]);
