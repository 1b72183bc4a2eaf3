import { decodeSegment, uriPath } from "@thingwright/contracts";
import { ProtocolError, RequestError } from "@thingwright/errors";

/** Where a request goes: `memory://<server>/<segment>/…?<name>=<value>&…`. */
export interface MemoryAddress {
  readonly server: string;
  /** Decoded segments of the path. */
  readonly path: readonly string[];
  /** The text after `?`, still encoded. */
  readonly query: string;
}

const shape = /^memory:\/\/([a-z0-9-]+)((?:\/[^/?#]*)*)(?:\?([^#]*))?$/;

/** @throws {ProtocolError} WOT_PROTOCOL when `href` is no address of this network */
export function parseAddress(href: string): MemoryAddress {
  const match = shape.exec(href);
  if (match === null) throw notAnAddress(href);
  const [, server = "", path = "", query = ""] = match;
  const segments = path.split("/").slice(1).map(decodeSegment);
  if (!segments.every((segment) => segment !== undefined)) throw notAnAddress(href);
  return { server, path: segments, query };
}

/** `segments` as the address of a server's resource. */
export const formatAddress = (server: string, ...segments: readonly string[]): string =>
  `memory://${server}${uriPath(segments)}`;

/** Values of the query's variables as text. @throws {RequestError} WOT_BAD_REQUEST on malformed percent-encoding */
export function queryVariables(query: string): Readonly<Record<string, string>> {
  const variables: [string, string][] = [];
  for (const [name, value] of rawPairs(query)) variables.push([decoded(name), decoded(value)]);
  return Object.fromEntries(variables);
}

/** The items of a list in a query; a comma inside an item is encoded and does not split it. */
export function queryList(query: string, name: string): readonly string[] {
  const list = rawPairs(query).find(([candidate]) => decoded(candidate) === name)?.[1];
  return list === undefined || list === "" ? [] : list.split(",").map(decoded);
}

const rawPairs = (query: string): readonly (readonly [string, string])[] =>
  query === "" ? [] : query.split("&").map(splitPair);

function splitPair(pair: string): readonly [string, string] {
  const equals = pair.indexOf("=");
  return equals === -1 ? [pair, ""] : [pair.slice(0, equals), pair.slice(equals + 1)];
}

function decoded(text: string): string {
  const value = decodeSegment(text);
  if (value !== undefined) return value;
  throw new RequestError("WOT_BAD_REQUEST", "the query is not percent-encoded UTF-8");
}

const notAnAddress = (href: string): ProtocolError =>
  new ProtocolError("WOT_PROTOCOL", `${href} is no address of the form memory://server/path`);
