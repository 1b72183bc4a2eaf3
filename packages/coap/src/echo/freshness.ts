import { UsageError } from "@thingwright/errors";
import { Code } from "../message/code.js";
import { OptionNumber } from "../message/option-registry.js";
import type { CoapRequest } from "../server/request.js";
import type { CoapResponse } from "../server/response.js";
import { type Clock, systemClock } from "../time/clock.js";
import { EchoValues } from "./echo-values.js";

const VALUE_BYTES = 8;

export interface FreshnessOptions {
  /** A request is fresh for at least half of this after its challenge, and never longer. Default 10,000. */
  readonly maxAgeMs?: number;
  readonly clock?: Clock;
}

/** Tells requests that were just made from those that somebody held back. */
export interface Freshness {
  /**
   * `undefined` for a request that proves to be fresh; else the response to give in place of acting on it: 4.01 with an Echo
   * option, upon which the client repeats its request. Means something only where requests are protected, by OSCORE or
   * DTLS: from a plain request anyone can take the Echo option.
   */
  refusal(request: CoapRequest): CoapResponse | undefined;
}

/**
 * For handlers of requests that must not come late, such as to open a door.
 *
 * @throws {UsageError} WOT_RANGE if `maxAgeMs` is not positive
 * @see RFC 9175 §2
 */
export function freshness({ maxAgeMs = 10_000, clock = systemClock }: FreshnessOptions = {}): Freshness {
  if (!(maxAgeMs > 0 && Number.isFinite(maxAgeMs))) throw new UsageError("WOT_RANGE", `maxAgeMs is ${maxAgeMs}`);
  const values = new EchoValues({ now: () => clock.now(), maxAgeMs, bytes: VALUE_BYTES });
  return {
    refusal(request) {
      const echo = request.options.find(({ number }) => number === OptionNumber.Echo);
      return echo !== undefined && values.accepts(echo.value, request)
        ? undefined
        : challengeWith(values.make(request));
    },
  };
}

/** The response that asks for a repetition of the request with this Echo value. */
export const challengeWith = (value: Uint8Array): CoapResponse => ({
  code: Code.Unauthorized,
  options: [{ number: OptionNumber.Echo, value }],
});
