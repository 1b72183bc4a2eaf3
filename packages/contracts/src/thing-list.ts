import type { HostedDescription, HostedThing } from "./hosted-thing.js";

/**
 * The descriptions of all Things by ascending id, in code point order, which is that of the bytes of UTF-8
 * (`tdd-things-list-pagination-order-default`).
 */
export function descriptionsById(things: Iterable<HostedThing>): readonly HostedDescription[] {
  return [...things].sort(byId).map((thing) => thing.description());
}

/** The descriptions as a JSON array. Their own bytes are joined: nothing is serialised again. */
export function descriptionArray(descriptions: readonly HostedDescription[]): Uint8Array {
  const bodies = descriptions.map(({ content }) => content.body);
  const commas = Math.max(0, bodies.length - 1);
  const array = new Uint8Array(bodies.reduce((bytes, body) => bytes + body.length, 2 + commas));
  array[0] = openBracket;
  let end = 1;
  for (const [index, body] of bodies.entries()) {
    if (index > 0) array[end++] = comma;
    array.set(body, end);
    end += body.length;
  }
  array[end] = closeBracket;
  return array;
}

const [openBracket, comma, closeBracket] = [0x5b, 0x2c, 0x5d];

function byId({ id: a }: HostedThing, { id: b }: HostedThing): number {
  const shorter = Math.min(a.length, b.length);
  for (let index = 0; index < shorter; index++) {
    const difference = rankOf(a.charCodeAt(index)) - rankOf(b.charCodeAt(index));
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above U+FFFF, but are code units below U+E000. */
function rankOf(codeUnit: number): number {
  if (codeUnit < 0xd800) return codeUnit;
  return codeUnit < 0xe000 ? codeUnit + 0x2000 : codeUnit - 0x800;
}
