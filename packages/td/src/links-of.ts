import type { Link } from "./types/form.js";
import type { ThingDescription } from "./types/thing.js";
import { resolveHref } from "./uri/resolve-href.js";

/** Which links are looked for; all by default. */
export interface LinkFilter {
  /** Relation type, whatever its case (RFC 8288 §2.1): `icon`, `service-doc`, `item`. */
  readonly rel?: string;
  /** Media type, or a range of them: `application/td+json`, `image/*`. A link without a type matches none. */
  readonly type?: string;
}

/**
 * The links of `thing` that match, in the document's order, each with its `href` resolved against `base`.
 *
 * What relations and types mean to a Consumer is in the W3C WoT Profile, "Links": `icon` with `image/*` is a picture of the
 * Thing, `alternate` with `text/html` a user interface, `service-doc` a manual, `item` and `collection` with
 * `application/td+json` the Things below and above it.
 */
export function linksOf(thing: Pick<ThingDescription, "base" | "links">, filter: LinkFilter = {}): readonly Link[] {
  return (thing.links ?? [])
    .filter((link) => hasRelation(link, filter.rel) && hasType(link, filter.type))
    .map((link) => ({ ...link, href: resolveHref(thing.base, link.href) }));
}

const hasRelation = ({ rel }: Link, wanted: string | undefined): boolean =>
  wanted === undefined || rel?.toLowerCase() === wanted.toLowerCase();

function hasType({ type }: Link, wanted: string | undefined): boolean {
  if (wanted === undefined) return true;
  if (type === undefined) return false;
  const [is, range] = [essence(type), essence(wanted)];
  return range === "*/*" || is === range || (range.endsWith("/*") && is.startsWith(range.slice(0, -1)));
}

const essence = (mediaType: string): string => (mediaType.split(";", 1)[0] as string).trim().toLowerCase();
