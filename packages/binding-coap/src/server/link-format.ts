/** A link to a resource of this server: its path, and attributes in their order. */
export interface CoreLink {
  readonly path: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Attributes that hold a list of words, each of which a query may name (RFC 6690 §2.1, §4.1). */
const lists: ReadonlySet<string> = new Set(["rt", "if", "rel", "ct"]);

/** The links in the CoRE Link Format (RFC 6690 §2). */
export const formatLinks = (links: readonly CoreLink[]): string => links.map(formatLink).join(",");

/**
 * The links that all of `query` let through: `rt=wot.thing`, `href=/lamp*`. An attribute that a link does not have
 * lets it through never.
 *
 * @param query - Uri-Query values
 * @see RFC 6690 §4.1
 */
export function filterLinks(links: readonly CoreLink[], query: readonly string[]): readonly CoreLink[] {
  return query.reduce((left, pair) => left.filter((link) => matches(link, pair)), links);
}

function formatLink({ path, attributes }: CoreLink): string {
  const parts = Object.entries(attributes).map(([name, value]) => `;${name}=${formatValue(name, value)}`);
  return `<${path}>${parts.join("")}`;
}

const formatValue = (name: string, value: string): string =>
  name === "ct" && /^\d+$/.test(value) ? value : `"${value.replace(/["\\]/g, "\\$&")}"`;

function matches({ path, attributes }: CoreLink, pair: string): boolean {
  const equals = pair.indexOf("=");
  if (equals === -1) return false;
  const name = pair.slice(0, equals);
  const wanted = pair.slice(equals + 1);
  const value = name === "href" ? path : Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  if (value === undefined) return false;
  const candidates = lists.has(name) ? [value, ...value.split(" ")] : [value];
  return candidates.some((candidate) =>
    wanted.endsWith("*") ? candidate.startsWith(wanted.slice(0, -1)) : candidate === wanted,
  );
}
