import type { FaultInjector } from "./faults/fault-injector.js";
import type { Random } from "./random.js";
import type { Room } from "./room/room.js";
import type { SimulatedClock } from "./time/simulated-clock.js";

export interface StartOptions {
  /** Gives up starting; what was opened so far is closed. */
  readonly signal?: AbortSignal;
  /** How long starting may take, in wall milliseconds. Default 10 000. */
  readonly timeoutMs?: number;
}

/**
 * One simulated device: it speaks its vendor's protocol and knows nothing of the Web of Things.
 *
 * Every implementer must survive any input from the network, bound what a peer can make it remember, pass its answers
 * through `faults`, and release every socket and timer in `stop`.
 */
export interface SimulatedDevice extends AsyncDisposable {
  readonly id: string;
  /** The folder's name under `src/devices`, or its narrower kind: `lighting-hub`, `climate-sensor`. */
  readonly kind: string;
  /** What it speaks: `http`, `modbus+tcp`, `mqtt`, `coap`. */
  readonly protocol: string;
  readonly faults: FaultInjector;
  /** Opens the device's sockets. Resolves once a peer can reach it. */
  start(options?: StartOptions): Promise<void>;
  /** Closes them. Calling it twice, or without `start`, does nothing. */
  stop(): Promise<void>;
}

/** Where a device stands: what all of one room's devices share. */
export interface Site {
  readonly room: Room;
  readonly clock: SimulatedClock;
  /** A sequence of random numbers for the part of the simulation that `label` names. */
  randomFor(label: string): Random;
}
