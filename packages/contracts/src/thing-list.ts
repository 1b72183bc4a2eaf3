import { CredentialsError } from "@thingwright/errors";
import type { HostedDescription, HostedThing, InboundRequest } from "./hosted-thing.js";
import { andThen, andThenAll, isPromise, type MaybePromise } from "./maybe-promise.js";
import type { ThingListing } from "./server-binding.js";

/**
 * The descriptions by ascending id of all Things that whoever asks may see, in code point order, which is that of the
 * bytes of UTF-8 (`tdd-things-list-pagination-order-default`).
 *
 * @throws {CredentialsError} of the first Thing, when there are Things and none may be seen
 */
export function descriptionsById(
  things: Iterable<HostedThing>,
  request: InboundRequest,
): MaybePromise<readonly HostedDescription[]> {
  return andThen(descriptionsOf(thingsById(things), request), seenOf);
}

/** By ascending id, in code point order. */
export const thingsById = (things: Iterable<HostedThing>): HostedThing[] => [...things].sort(byId);

/** What whoever asks may see of a Thing, or the refusal. */
export type Look = HostedDescription | CredentialsError;

/** What whoever asks may see of each of `things`, in their order. */
export const descriptionsOf = (
  things: readonly HostedThing[],
  request: InboundRequest,
): MaybePromise<readonly Look[]> =>
  andThenAll(
    things.map((thing) => look(thing, request)),
    (looks) => looks,
  );

/**
 * Those that may be seen.
 *
 * @throws {CredentialsError} the first refusal, when there are Things and none may be seen
 */
export function seenOf(looks: readonly Look[]): readonly HostedDescription[] {
  const seen = looks.filter((outcome) => "content" in outcome);
  const [first] = looks;
  if (first instanceof CredentialsError && seen.length === 0) throw first;
  return seen;
}

/** Those of `things` of which whoever asks may see something, in their order. */
export function thingsSeenBy(things: ThingListing, request: InboundRequest): MaybePromise<readonly HostedThing[]> {
  const all = [...things.all()];
  if (things.isOpen) return all;
  const looks = all.map((thing) => look(thing, request));
  return andThenAll(looks, (outcomes) => all.filter((_, at) => !(outcomes[at] instanceof Error)));
}

function look(thing: HostedThing, request: InboundRequest): MaybePromise<Look> {
  try {
    const seen = thing.description(request);
    return isPromise(seen) ? seen.catch(refusal) : seen;
  } catch (error) {
    return refusal(error);
  }
}

function refusal(error: unknown): CredentialsError {
  if (error instanceof CredentialsError) return error;
  throw error;
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
