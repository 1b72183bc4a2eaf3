import type { DatagramTransport } from "@thingwright/coap";
import type { Clock } from "@thingwright/contracts";
import type { DtlsClock } from "@thingwright/dtls";
import { coapClock } from "./coap-clock.js";

/** Makes what carries the datagrams of DTLS. */
export type DtlsCarrier = () => DatagramTransport;

export type DtlsTimers = DtlsClock;

/** `clock` for the timers of DTLS; `undefined` lets it use its monotonic one. */
export const dtlsTimers = (clock: Clock): DtlsTimers | undefined => coapClock(clock);
