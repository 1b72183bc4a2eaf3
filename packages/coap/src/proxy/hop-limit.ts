import { type CoapOption, readUint, uintOption } from "../message/option.js";
import { OptionNumber } from "../message/option-registry.js";

/** Hops that a request without the option may still take (RFC 8768 §3). */
const DEFAULT_HOPS = 16;

/**
 * The Hop-Limit option for the next hop; `undefined` when there must be none: the request goes round in circles.
 *
 * @see RFC 8768 §3
 */
export function nextHopLimit(options: readonly CoapOption[]): CoapOption | undefined {
  const given = options.find(({ number, value }) => number === OptionNumber.HopLimit && value.length === 1);
  const left = (given === undefined ? DEFAULT_HOPS : readUint(given.value)) - 1;
  return left > 0 ? uintOption(OptionNumber.HopLimit, left) : undefined;
}
