import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import {
  descriptionsOf,
  type HostedDescription,
  type HostedThing,
  type InboundRequest,
  type Look,
  seenOf,
  type ThingListing,
} from "@thingwright/contracts";
import type { ListingQuery } from "./listing-query.js";
import type { ThingOrder } from "./thing-order.js";

/** Things that are described at a time: before the next, the server gets to other requests. */
const thingsPerTurn = 32;

/** A page of the listing as whoever asks sees it. */
export interface ListedPage {
  readonly descriptions: readonly HostedDescription[];
  /** Thing Descriptions on all pages. */
  readonly total: number;
  /** Tells states of the whole listing apart. Says nothing of Things that whoever asks may not see. */
  readonly revision: string;
}

/**
 * The page that `query` asks for. Where not everybody sees everything, all Things have to be looked at to know which come
 * before the page.
 *
 * @throws {CredentialsError} of the first Thing, when there are Things and none may be seen
 */
export async function listedPage(
  things: ThingListing,
  order: ThingOrder,
  { offset, limit = Number.POSITIVE_INFINITY }: ListingQuery,
  request: InboundRequest,
): Promise<ListedPage> {
  const all = order.of(things.all());
  const { revision } = order;
  if (things.isOpen) {
    const descriptions = await seenIn(all.slice(offset, offset + limit), request);
    return { descriptions, total: all.length, revision };
  }
  const seen = await seenIn(all, request);
  return { descriptions: seen.slice(offset, offset + limit), total: seen.length, revision: digestOf(seen) };
}

async function seenIn(things: readonly HostedThing[], request: InboundRequest): Promise<readonly HostedDescription[]> {
  const looks: Look[] = [];
  for (let at = 0; at < things.length && request.signal?.aborted !== true; at += thingsPerTurn) {
    if (at > 0) await setImmediate();
    looks.push(...(await descriptionsOf(things.slice(at, at + thingsPerTurn), request)));
  }
  return seenOf(looks);
}

/** Another one when one of `descriptions` is another, or stands elsewhere. */
export const digestOf = (descriptions: readonly HostedDescription[], beside = ""): string =>
  createHash("sha256")
    .update(JSON.stringify([beside, ...descriptions.map(({ etag }) => etag)]))
    .digest("base64url");
