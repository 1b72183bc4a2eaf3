import { pipeline, Readable } from "node:stream";
import { codingStream } from "../answers/content-coding.js";
import type { InboundHttpRequest } from "../requests/inbound-http-request.js";
import { chooseRepresentation, type Representation } from "../resources/description-resource.js";
import { digestOf, type ListedPage } from "./listed-page.js";
import { ListingBody } from "./listing-body.js";
import { type ListingQuery, queryOf } from "./listing-query.js";

const listingTypes = ["application/ld+json", "application/json"];

/** Where the listing is, and which part of it was asked for. */
export interface ListingTarget {
  /** Path of the listing, as a client resolves it. */
  readonly path: string;
  readonly query: ListingQuery;
  /** Whether it is the same for everybody. */
  readonly isOpen: boolean;
}

/**
 * 200 with `page`, or 304. A page of several says where the next is, and of which state of the listing it is
 * (`tdd-things-list-pagination-header-nextlink`, `tdd-things-list-pagination-header-canonicallink`).
 *
 * @throws {RequestError} WOT_UNAVAILABLE when too many other answers have not been taken yet
 */
export function answerPage(request: InboundHttpRequest, page: ListedPage, target: ListingTarget): void {
  const { response, context } = request;
  if (response.headersSent || response.destroyed) return;
  const { descriptions } = page;
  const next = nextOf(page, target);
  const around = target.query.format === "array" ? (["[", "]"] as const) : collectionAround(page, target, next);
  const body = new ListingBody(descriptions, around);
  const { byteLength } = body;
  const etag = digestOf(descriptions, around.join());
  const isPersonal = !target.isOpen || descriptions.some((each) => each.isPersonal);
  const links = linksOf(page, target, next);
  const chosen = chooseRepresentation(request, { etag, isPersonal, byteLength }, listingTypes, links);
  if (chosen === undefined) return;
  context.unsent.requireRoom(byteLength);
  send(request, body, byteLength, chosen);
}

/** Piece by piece, each when the one before has been taken. */
function send(
  { message, response, context }: InboundHttpRequest,
  body: ListingBody,
  byteLength: number,
  { contentType, coding, headers }: Representation,
): void {
  const length = coding === undefined ? ["content-length", String(byteLength)] : [];
  response.writeHead(200, ["content-type", contentType, ...length, ...headers]);
  if (message.method === "HEAD") {
    response.end();
    return;
  }
  context.unsent.add(response, byteLength);
  const pieces = Readable.from(body.pieces(), { highWaterMark: 1 });
  // A reader that goes away before the end is no failure of ours.
  const over = (): void => {};
  if (coding === undefined) pipeline(pieces, response, over);
  else pipeline(pieces, codingStream(coding), response, over);
}

function nextOf({ descriptions, total }: ListedPage, { path, query }: ListingTarget): string | undefined {
  const offset = query.offset + descriptions.length;
  return descriptions.length === 0 || offset >= total ? undefined : `${path}?${queryOf({ ...query, offset })}`;
}

/** Link headers of a page, names and values in turn; none for the whole listing. */
function linksOf({ revision }: ListedPage, { path, query }: ListingTarget, next: string | undefined): string[] {
  if (query.limit === undefined && query.offset === 0) return [];
  const canonical = ["link", `<${path}>; rel="canonical"; etag="${revision}"`];
  return next === undefined ? canonical : ["link", `<${next}>; rel="next"`, ...canonical];
}

/** What a collection has before and behind its members (`tdd-things-list-pagination-collection`). */
function collectionAround({ total }: ListedPage, { path, query }: ListingTarget, next: string | undefined) {
  const head = { "@context": "https://www.w3.org/2022/wot/discovery", "@type": "ThingCollection", total };
  const tail = { "@id": `${path}?${queryOf(query)}`, next };
  return [`${JSON.stringify(head).slice(0, -1)},"members":[`, `],${JSON.stringify(tail).slice(1)}`] as const;
}
