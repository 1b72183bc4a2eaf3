/** Option numbers by the name of their RFC. */
export const OptionNumber = {
  IfMatch: 1,
  UriHost: 3,
  ETag: 4,
  IfNoneMatch: 5,
  Observe: 6,
  UriPort: 7,
  LocationPath: 8,
  OSCORE: 9,
  UriPath: 11,
  ContentFormat: 12,
  MaxAge: 14,
  UriQuery: 15,
  HopLimit: 16,
  Accept: 17,
  QBlock1: 19,
  LocationQuery: 20,
  EDHOC: 21,
  Block2: 23,
  Block1: 27,
  Size2: 28,
  QBlock2: 31,
  ProxyUri: 35,
  ProxyScheme: 39,
  Size1: 60,
  Echo: 252,
  NoResponse: 258,
  RequestTag: 292,
} as const;

/** How an option's value is to be read (RFC 7252 §3.2). */
export type OptionFormat = "empty" | "opaque" | "uint" | "string";

/** What the registry knows of one option. `critical` and `unsafe` follow from the number (RFC 7252 §5.4.6). */
export interface OptionDefinition {
  readonly number: number;
  readonly name: string;
  readonly critical: boolean;
  readonly unsafe: boolean;
  readonly format: OptionFormat;
  readonly minLength: number;
  readonly maxLength: number;
  readonly repeatable: boolean;
  /** Where it is defined. */
  readonly source: string;
}

const O = OptionNumber;

/** Every option that this package can name, also those that it does not act on. */
export const optionDefinitions: readonly OptionDefinition[] = [
  define(O.IfMatch, "If-Match", "opaque", 0, 8, true, "RFC 7252 §5.10.8.1"),
  define(O.UriHost, "Uri-Host", "string", 1, 255, false, "RFC 7252 §5.10.1"),
  define(O.ETag, "ETag", "opaque", 1, 8, true, "RFC 7252 §5.10.6"),
  define(O.IfNoneMatch, "If-None-Match", "empty", 0, 0, false, "RFC 7252 §5.10.8.2"),
  define(O.Observe, "Observe", "uint", 0, 3, false, "RFC 7641 §2"),
  define(O.UriPort, "Uri-Port", "uint", 0, 2, false, "RFC 7252 §5.10.1"),
  define(O.LocationPath, "Location-Path", "string", 0, 255, true, "RFC 7252 §5.10.7"),
  define(O.OSCORE, "OSCORE", "opaque", 0, 255, false, "RFC 8613 §2"),
  define(O.UriPath, "Uri-Path", "string", 0, 255, true, "RFC 7252 §5.10.1"),
  define(O.ContentFormat, "Content-Format", "uint", 0, 2, false, "RFC 7252 §5.10.3"),
  define(O.MaxAge, "Max-Age", "uint", 0, 4, false, "RFC 7252 §5.10.5"),
  define(O.UriQuery, "Uri-Query", "string", 0, 255, true, "RFC 7252 §5.10.1"),
  define(O.HopLimit, "Hop-Limit", "uint", 1, 1, false, "RFC 8768 §3"),
  define(O.Accept, "Accept", "uint", 0, 2, false, "RFC 7252 §5.10.4"),
  define(O.QBlock1, "Q-Block1", "uint", 0, 3, false, "RFC 9177 §4.1"),
  define(O.LocationQuery, "Location-Query", "string", 0, 255, true, "RFC 7252 §5.10.7"),
  define(O.EDHOC, "EDHOC", "empty", 0, 0, false, "RFC 9668 §3.1"),
  define(O.Block2, "Block2", "uint", 0, 3, false, "RFC 7959 §2.1"),
  define(O.Block1, "Block1", "uint", 0, 3, false, "RFC 7959 §2.1"),
  define(O.Size2, "Size2", "uint", 0, 4, false, "RFC 7959 §4"),
  define(O.QBlock2, "Q-Block2", "uint", 0, 3, true, "RFC 9177 §4.1"),
  define(O.ProxyUri, "Proxy-Uri", "string", 1, 1034, false, "RFC 7252 §5.10.2"),
  define(O.ProxyScheme, "Proxy-Scheme", "string", 1, 255, false, "RFC 7252 §5.10.2"),
  define(O.Size1, "Size1", "uint", 0, 4, false, "RFC 7959 §4"),
  define(O.Echo, "Echo", "opaque", 1, 40, false, "RFC 9175 §2.2.1"),
  define(O.NoResponse, "No-Response", "uint", 0, 1, false, "RFC 7967 §2"),
  define(O.RequestTag, "Request-Tag", "opaque", 0, 8, true, "RFC 9175 §3.2.1"),
];

const byNumber: ReadonlyMap<number, OptionDefinition> = new Map(
  optionDefinitions.map((definition) => [definition.number, definition]),
);

/** The definition of an option, or `undefined` when this package does not know it. */
export const optionDefinition = (number: number): OptionDefinition | undefined => byNumber.get(number);

/** Whether a recipient that does not know the option must refuse the message (RFC 7252 §5.4.1). */
export const isCritical = (number: number): boolean => (number & 1) === 1;

/** Whether the option, as it stands on the wire, takes no part in the cache key (RFC 7252 §5.4.2). */
export const isNoCacheKey = (number: number): boolean => (number & 0x1e) === 0x1c;

/**
 * Whether one occurrence of an option can be acted on: the number is known, the length fits, and it is no surplus repeat.
 * An occurrence that is not recognized is to be skipped when elective and refused when critical.
 *
 * @see RFC 7252 §5.4.1, §5.4.3, §5.4.5
 */
export function isRecognized(number: number, length: number, previousNumber: number): boolean {
  const definition = byNumber.get(number);
  if (definition === undefined) return false;
  if (length < definition.minLength || length > definition.maxLength) return false;
  return definition.repeatable || number !== previousNumber;
}

function define(
  number: number,
  name: string,
  format: OptionFormat,
  minLength: number,
  maxLength: number,
  repeatable: boolean,
  source: string,
): OptionDefinition {
  const critical = (number & 1) === 1;
  const unsafe = (number & 2) === 2;
  return { number, name, critical, unsafe, format, minLength, maxLength, repeatable, source };
}
