import type { Clock as CoapClock } from "@thingwright/coap";
import { type Clock, systemClock } from "@thingwright/contracts";

/** `clock` for the protocol's own timers; `undefined` lets the protocol use its monotonic one. */
export function coapClock(clock: Clock): CoapClock | undefined {
  if (clock === systemClock) return undefined;
  return {
    now: () => clock.now(),
    setTimer(callback, delayMs) {
      const timer = clock.after(delayMs, callback);
      return () => timer.cancel();
    },
  };
}
