import { type CoreLink, listAttributes } from "./core-link.js";

/**
 * The links that all of `query` let through: `rt=temperature`, `href=/sensors*`, `anchor=/lamp`. Of an attribute that is a
 * list one of its words is enough. What a link does not have lets it through never, nor does what is no `name=value`.
 *
 * @param query - Uri-Query values
 * @see RFC 6690 §4.1
 */
export function filterLinks(links: Iterable<CoreLink>, query: readonly string[]): readonly CoreLink[] {
  return query.reduce<readonly CoreLink[]>((left, pair) => left.filter((link) => matches(link, pair)), [...links]);
}

function matches({ target, attributes }: CoreLink, pair: string): boolean {
  const equals = pair.indexOf("=");
  if (equals === -1) return false;
  const name = pair.slice(0, equals).toLowerCase();
  const wanted = pair.slice(equals + 1);
  const value = name === "href" ? target : attributes.get(name);
  if (value === undefined) return false;
  const candidates = listAttributes.has(name) ? [value, ...value.split(" ")] : [value];
  return candidates.some((candidate) =>
    wanted.endsWith("*") ? candidate.startsWith(wanted.slice(0, -1)) : candidate === wanted,
  );
}
