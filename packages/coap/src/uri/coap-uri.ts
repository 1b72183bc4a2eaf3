import { isIPv6 } from "node:net";
import { UsageError } from "@thingwright/errors";

/** Port of `coap` URIs that name none (RFC 7252 §6.1). */
export const DEFAULT_PORT = 5683;

/** Port of `coaps` URIs that name none (RFC 7252 §6.2). */
export const DEFAULT_SECURE_PORT = 5684;

/** Schemes of CoAP: over datagrams, TCP and WebSockets, in the clear and secured (RFC 7252 §6, RFC 8323 §8). */
export type CoapScheme = "coap" | "coaps" | "coap+tcp" | "coaps+tcp" | "coap+ws" | "coaps+ws";

/** Port of URIs that name none. */
export function defaultPortOf(scheme: CoapScheme): number {
  if (scheme === "coap+ws") return 80;
  if (scheme === "coaps+ws") return 443;
  return scheme.startsWith("coaps") ? DEFAULT_SECURE_PORT : DEFAULT_PORT;
}

const MAX_SEGMENT_BYTES = 255;

/** A coap URI in its parts, nothing percent-encoded. */
export interface CoapUri {
  /** Registered name or IP address, in lower case; an IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
  /** Uri-Path values; none for the root. */
  readonly segments: readonly string[];
  /** Uri-Query values. */
  readonly query: readonly string[];
}

/**
 * Takes a coap URI apart.
 *
 * @param scheme - the one that it must have
 * @throws {UsageError} WOT_ARGUMENT if it is no absolute URI of that scheme, has a fragment or user information, or a part that does
 *   not fit into an option
 * @see RFC 7252 §6.4
 */
export function parseCoapUri(uri: string, scheme: CoapScheme = "coap"): CoapUri {
  const url = URL.canParse(uri) ? new URL(uri) : refuse(uri, "is no absolute URI");
  if (url.protocol !== `${scheme}:`) refuse(uri, `is no ${scheme} URI`);
  if (uri.includes("#")) refuse(uri, "has a fragment");
  if (url.username !== "" || url.password !== "") refuse(uri, "has user information");
  if (url.hostname === "") refuse(uri, "has no host");
  const host = decode(url.hostname, uri)
    .replace(/^\[(.*)\]$/, "$1")
    .toLowerCase();
  const port = url.port === "" ? defaultPortOf(scheme) : Number(url.port);
  if (port === 0) refuse(uri, "has port 0");
  return { host, port, segments: segmentsOf(url.pathname, uri), query: queryOf(url.search, uri) };
}

/**
 * The coap URI of its parts. The inverse of `parseCoapUri`.
 *
 * @see RFC 7252 §6.5
 */
export function formatCoapUri({ host, port, segments, query }: CoapUri): string {
  const authority = isIPv6(host) ? `[${host}]` : encode(host, /[^A-Za-z0-9\-._~!$&'()*+,;=]/g);
  const portPart = port === DEFAULT_PORT ? "" : `:${port}`;
  const path = segments.map((segment) => encode(segment, /[^A-Za-z0-9\-._~!$&'()*+,;=:@]/gu)).join("/");
  const search = query.map((value) => encode(value, /[^A-Za-z0-9\-._~!$'()*+,;=:@/?]/gu)).join("&");
  return `coap://${authority}${portPart}/${path}${query.length === 0 ? "" : `?${search}`}`;
}

/**
 * One string for a list of Uri-Path values, for look-ups: `/` before each value. A `/` or `%` inside a value is
 * percent-encoded, so that different lists give different strings; nothing else is.
 */
export function pathOf(segments: readonly string[]): string {
  if (segments.length === 0) return "/";
  let path = "";
  for (const segment of segments)
    path += `/${/[%/]/.test(segment) ? segment.replace(/[%/]/g, encodeURIComponent) : segment}`;
  return path;
}

function segmentsOf(pathname: string, uri: string): string[] {
  if (pathname === "" || pathname === "/") return [];
  return pathname
    .slice(1)
    .split("/")
    .map((segment) => decodeOptionValue(segment, uri));
}

function queryOf(search: string, uri: string): string[] {
  if (search === "") return [];
  return search
    .slice(1)
    .split("&")
    .map((value) => decodeOptionValue(value, uri));
}

function decodeOptionValue(encoded: string, uri: string): string {
  const value = decode(encoded, uri);
  if (Buffer.byteLength(value) > MAX_SEGMENT_BYTES) refuse(uri, `has a part of more than ${MAX_SEGMENT_BYTES} bytes`);
  return value;
}

function decode(encoded: string, uri: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return refuse(uri, "has a malformed percent-encoding");
  }
}

const encode = (value: string, reserved: RegExp): string => value.replace(reserved, percentEncode);

function percentEncode(character: string): string {
  let encoded = "";
  for (const byte of Buffer.from(character)) encoded += `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  return encoded;
}

function refuse(uri: string, why: string): never {
  throw new UsageError("WOT_ARGUMENT", `${JSON.stringify(uri.slice(0, 200))} ${why}`);
}
