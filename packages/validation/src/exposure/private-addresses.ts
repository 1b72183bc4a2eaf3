import { type Place, pointerOf } from "../place.js";
import { authoritiesIn, endOfHost } from "./authority.js";
import { type Leaf, leavesOf } from "./leaves.js";
import { octetsOf, type PrivateAddressKind, privateHostKind, privateIpv4Kind } from "./private-host.js";

/** A private address in a document: `string.slice(start, end)` of the string at `pointer`. */
export interface PrivateAddress {
  /** JSON Pointer of the string. */
  readonly pointer: string;
  readonly kind: PrivateAddressKind;
  /** Where the host begins in the string, and where it ends, in UTF-16 code units; the port is behind it. */
  readonly start: number;
  readonly end: number;
  readonly host: string;
}

/**
 * The addresses in `document`, any JSON value, that lead nowhere, or elsewhere, outside the network of whoever wrote them:
 * loopback, private and link-local ones, `localhost`, `.local` and names of one label. Looks at the hosts of all URIs
 * and at dotted IPv4 addresses in any text. In the document's order; takes time linear in it.
 */
export function* findPrivateAddresses(document: unknown): Generator<PrivateAddress> {
  for (const { place, ...address } of placedAddressesIn(leavesOf(document)))
    yield { pointer: pointerOf(place), ...address };
}

/** A private address of which no pointer is written yet: those of all can be far longer than the document. */
export interface PlacedAddress extends Omit<PrivateAddress, "pointer"> {
  readonly place: Place | undefined;
}

/** The same for leaves that are known already. */
export function* placedAddressesIn(leaves: readonly Leaf[]): Generator<PlacedAddress> {
  for (const { value, place } of leaves) {
    if (typeof value !== "string") continue;
    for (const { kind, start, end } of privateHostsOf(value))
      yield { place, kind, start, end, host: value.slice(start, end) };
  }
}

/** What is in every text that has an address. */
export const addressTrace = /:\/\/|\d\.\d{1,3}\.\d/;

/** What is in every text that has a private address, and in few others: most hosts are public. */
const privateTrace = new RegExp(
  [
    /\b(?:0|10|100|127|169\.254|172|192\.168)\.\d/, // IPv4
    /:\/\/(?:[^/]*@)?\[/, // IPv6
    /localhost|\.(?:local|lan|home|internal|intranet)/,
    /:\/\/(?:[^/]*@)?[\w-]+\.?(?![\w.-])/, // one label
  ]
    .map(({ source }) => source)
    .join("|"),
  "i",
);

type PrivateHost = Pick<PrivateAddress, "kind" | "start" | "end">;

/** Texts of a Thing, and of Things of one network, begin with the same few origins and most often have no other address. */
function privateHostsOf(text: string): readonly PrivateHost[] {
  if (!addressTrace.test(text)) return none;
  const scheme = text.indexOf("://");
  const path = scheme === -1 ? -1 : text.indexOf("/", scheme + 3);
  if (path === -1 || path > longestOrigin || addressTrace.test(text.slice(path))) return allPrivateHostsIn(text);
  const origin = text.slice(0, path);
  const known = ofOrigin.get(origin);
  if (known !== undefined) return known;
  const found = allPrivateHostsIn(text);
  const [authority] = authoritiesIn(text);
  if (authority?.end !== path) return found;
  if (ofOrigin.size >= mostOrigins) ofOrigin.clear();
  ofOrigin.set(origin, found);
  return found;
}

const none: readonly PrivateHost[] = [];
const ofOrigin = new Map<string, readonly PrivateHost[]>();
/** Origins that are remembered, and the longest of them. */
const mostOrigins = 1_000;
const longestOrigin = 100;

const allPrivateHostsIn = (text: string): readonly PrivateHost[] =>
  privateTrace.test(text) ? [...privateHostsIn(text)] : none;

function* privateHostsIn(text: string): Generator<PrivateHost> {
  let behind = 0;
  for (const { hostStart, end: authorityEnd } of authoritiesIn(text)) {
    yield* privateIpv4In(text, behind, hostStart);
    const end = endOfHost(text, hostStart, authorityEnd);
    const kind = privateHostKind(text.slice(hostStart, end));
    if (kind !== undefined) yield { kind, start: hostStart, end };
    behind = authorityEnd;
  }
  yield* privateIpv4In(text, behind, text.length);
}

/** Dotted IPv4 addresses that stand alone in a text: no part of a longer number, name or version. */
function* privateIpv4In(text: string, from: number, to: number): Generator<PrivateHost> {
  if (to - from < shortestIpv4) return;
  for (const match of text.slice(from, to).matchAll(/(?<![\w.-])\d{1,3}(?:\.\d{1,3}){3}(?![\w-]|\.\d)/g)) {
    const octets = octetsOf(match[0]);
    const kind = octets === undefined ? undefined : privateIpv4Kind(octets);
    const start = from + match.index;
    if (kind !== undefined) yield { kind, start, end: start + match[0].length };
  }
}

const shortestIpv4 = "0.0.0.0".length;
