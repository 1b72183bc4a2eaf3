import type { CoapOption } from "../message/option.js";
import { OptionNumber } from "../message/option-registry.js";

const O = OptionNumber;

/** Options that concern the way from one hop to the next, or that each side of the proxy makes itself. */
const ofTheHop: ReadonlySet<number> = new Set([
  ...[O.UriHost, O.UriPort, O.UriPath, O.UriQuery, O.ProxyUri, O.ProxyScheme, O.Observe, O.Block1, O.Block2],
  ...[O.Size1, O.Size2, O.NoResponse, O.RequestTag, O.HopLimit],
]);
/** Options of responses that have fields of their own. */
const ofResponses: ReadonlySet<number> = new Set([O.ETag, O.ContentFormat, O.MaxAge]);

/** What a proxy does with options: those it passes on, and the first that it may not pass on and does not know. */
export interface Passed {
  readonly options: readonly CoapOption[];
  readonly unsafe: number | undefined;
}

/**
 * The options of a request that go on to the next server. What is safe to forward is passed on unknown, what is unsafe
 * must be understood.
 *
 * @see RFC 7252 §5.7.1
 */
export function passedOfRequest(options: readonly CoapOption[]): Passed {
  return passed(options, (number) => ofTheHop.has(number) || number === O.MaxAge);
}

/** The same of a response, without what `CoapResponse` has fields for. */
export function passedOfResponse(options: readonly CoapOption[]): Passed {
  return passed(options, (number) => ofTheHop.has(number) || ofResponses.has(number));
}

function passed(options: readonly CoapOption[], isHandled: (number: number) => boolean): Passed {
  const rest = options.filter(({ number }) => !isHandled(number));
  return { options: rest, unsafe: rest.find(({ number }) => isUnsafe(number))?.number };
}

/** RFC 7252 §5.4.6. */
const isUnsafe = (number: number): boolean => (number & 2) !== 0;
