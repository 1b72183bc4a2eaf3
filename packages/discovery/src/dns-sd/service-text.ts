import type { IntroducedKind } from "@thingwright/contracts";
import { type ServiceProtocol, serviceTypes } from "./service-type.js";

/** What the TXT record of a service instance says of a Thing Description. */
export interface ServiceText {
  /** Absolute path, with its query. */
  readonly td: string;
  readonly kind: IntroducedKind;
  readonly scheme: string;
}

const types: Readonly<Record<IntroducedKind, string>> = { thing: "Thing", directory: "Directory" };
const decoder = new TextDecoder();

/** Longest string of a TXT record (RFC 6763 §6.1). */
const maxStringBytes = 255;

/**
 * The strings of a TXT record, all three keys written out; `undefined` when the path is too long for one.
 *
 * @see WoT Discovery §6.3, `introduction-dns-sd-txt-record`
 */
export function writeServiceText({ td, kind, scheme }: ServiceText): readonly Buffer[] | undefined {
  const strings = [`td=${td}`, `type=${types[kind]}`, `scheme=${scheme}`].map((text) => Buffer.from(text));
  return strings.some(({ length }) => length > maxStringBytes) ? undefined : strings;
}

/**
 * What a TXT record says, with the defaults of what it leaves out; `undefined` when it has no absolute path, or a scheme or
 * a type that the Web of Things does not know.
 */
export function readServiceText(strings: readonly Uint8Array[], protocol: ServiceProtocol): ServiceText | undefined {
  const pairs = pairsOf(strings);
  const { schemes } = serviceTypes[protocol];
  const [defaultScheme] = schemes.keys();
  const td = pairs.get("td");
  const scheme = pairs.get("scheme") ?? defaultScheme;
  const kind = kindOf(pairs.get("type") ?? types.thing);
  if (td === undefined || !/^\/[^\s\\\p{Cc}]*$/u.test(td)) return undefined;
  if (scheme === undefined || !schemes.has(scheme) || kind === undefined) return undefined;
  return { td, kind, scheme };
}

/** Keys in lower case; of several pairs with one key the first counts (RFC 6763 §6.4). */
export function pairsOf(strings: readonly Uint8Array[]): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  for (const text of strings.map((each) => decoder.decode(each))) {
    const equals = text.indexOf("=");
    const key = text.slice(0, equals).toLowerCase();
    if (equals > 0 && !pairs.has(key)) pairs.set(key, text.slice(equals + 1));
  }
  return pairs;
}

const kindOf = (type: string): IntroducedKind | undefined =>
  (["thing", "directory"] as const).find((kind) => types[kind] === type);
