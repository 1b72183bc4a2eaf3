import { RequestError } from "@thingwright/errors";
import { queryValue } from "../requests/query.js";

/** What a client asks of the listing (WoT Discovery §7.3.2.1.5, `tdd-things-list-pagination`). */
export interface ListingQuery {
  /** Thing Descriptions to pass over, from 0. */
  readonly offset: number;
  /** Thing Descriptions on the page, from 1; `undefined` for all that there are. */
  readonly limit: number | undefined;
  readonly format: ListingFormat;
}

/** A plain array, or an object with the array and where the next page is. */
export type ListingFormat = "array" | "collection";

/**
 * The listing that `query` asks for: without variables all of it, as an array.
 *
 * @throws {RequestError} WOT_BAD_REQUEST for a malformed variable, and for an order other than by id, which there is not
 */
export function listingQueryIn(query: string): ListingQuery {
  for (const name of ["sort_by", "sort_order"]) {
    if (queryValue(query, name) !== undefined) throw bad(name, "is not supported: the order is that of the ids");
  }
  const format = queryValue(query, "format") ?? "array";
  if (format !== "array" && format !== "collection") throw bad("format", 'must be "array" or "collection"');
  return { offset: countIn(query, "offset", 0) ?? 0, limit: countIn(query, "limit", 1), format };
}

function countIn(query: string, name: string, minimum: number): number | undefined {
  const text = queryValue(query, name);
  if (text === undefined) return undefined;
  const count = /^\d{1,15}$/.test(text) ? Number(text) : -1;
  if (count < minimum) throw bad(name, `must be an integer from ${minimum}`);
  return count;
}

/** The query of the page at `offset`, with everything that makes it a page of the same listing. */
export function queryOf({ offset, limit, format }: ListingQuery): string {
  const pairs = [`offset=${offset}`];
  if (limit !== undefined) pairs.push(`limit=${limit}`);
  if (format !== "array") pairs.push(`format=${format}`);
  return pairs.join("&");
}

const bad = (name: string, why: string): RequestError => new RequestError("WOT_BAD_REQUEST", `"${name}" ${why}`);
