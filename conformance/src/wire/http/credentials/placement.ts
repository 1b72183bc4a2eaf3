import type { CredentialLocation } from "@thingwright/td";
import type { DressedRequest, HttpRequest } from "../http-exchange.js";

/** Where one text goes. */
export interface Place {
  readonly in: CredentialLocation;
  readonly name: string;
}

/**
 * The request with `secret` at a place, shown as `placeholder`; a text says why that cannot be.
 * A place that is already taken in the header section is replaced.
 */
export function placed(
  { request, shown }: DressedRequest,
  place: Place,
  secret: string,
  placeholder: string,
): DressedRequest | string {
  const put = placements[place.in];
  if (put === undefined) return `credentials in ${JSON.stringify(place.in)} cannot be carried over HTTP`;
  const [real, masked] = [put(request, place.name, secret), put(shown, place.name, placeholder)];
  if (typeof real === "string") return real;
  return typeof masked === "string" ? masked : { request: real, shown: masked };
}

type Placement = (request: HttpRequest, name: string, value: string) => HttpRequest | string;

const placements: Readonly<Partial<Record<CredentialLocation, Placement>>> = {
  header: inHeader,
  auto: inHeader,
  query: inQuery,
  cookie: inCookie,
  body: inBody,
  uri: inUri,
};

function inHeader(request: HttpRequest, name: string, value: string): HttpRequest {
  const others = request.headers.filter(([each]) => each.toLowerCase() !== name.toLowerCase());
  return { ...request, headers: [...others, [name, value]] };
}

function inQuery(request: HttpRequest, name: string, value: string): HttpRequest {
  const url = new URL(request.url);
  url.searchParams.set(name, value);
  return { ...request, url: url.href };
}

function inCookie(request: HttpRequest, name: string, value: string): HttpRequest {
  const known = request.headers.find(([each]) => each.toLowerCase() === "cookie")?.[1];
  return inHeader(request, "Cookie", [...(known === undefined ? [] : [known]), `${name}=${value}`].join("; "));
}

/** `name` is a JSON Pointer into an object (TD 1.1 §5.3.3.6), or the name of a member. */
function inBody(request: HttpRequest, name: string, value: string): HttpRequest | string {
  const members = name
    .replace(/^\//, "")
    .split("/")
    .map((each) => each.replaceAll("~1", "/").replaceAll("~0", "~"));
  const body = bodyWith(request.body, members, value);
  return body === undefined ? "the body takes no credentials" : { ...request, body: Buffer.from(JSON.stringify(body)) };
}

function bodyWith(bytes: Uint8Array | undefined, members: readonly string[], value: string): unknown {
  let body: unknown = {};
  try {
    if (bytes !== undefined && bytes.byteLength > 0) body = JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return undefined;
  }
  return withMember(body, members, value);
}

function withMember(holder: unknown, [name, ...rest]: readonly string[], value: string): unknown {
  if (typeof holder !== "object" || holder === null || Array.isArray(holder) || name === undefined) return undefined;
  const inner = Object.hasOwn(holder, name) ? (holder as Record<string, unknown>)[name] : {};
  const member = rest.length === 0 ? value : withMember(inner, rest, value);
  // A computed member, so that no name reaches the prototype.
  return member === undefined ? undefined : { ...holder, [name]: member };
}

/** `name` is a variable of the href (TD 1.1 `td-vocab-in--APIKeySecurityScheme`). */
function inUri(request: HttpRequest, name: string, value: string): HttpRequest | string {
  const variable = new RegExp(`(?:\\{|%7B)${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?:\\}|%7D)`, "gi");
  if (!variable.test(request.url)) return `the href has no variable ${JSON.stringify(name)} for the credentials`;
  return { ...request, url: request.url.replaceAll(variable, () => encodeURIComponent(value)) };
}
