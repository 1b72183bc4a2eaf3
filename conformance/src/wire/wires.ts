import { HttpWire } from "./http/http-wire.js";
import type { WireContext } from "./wire.js";

/** The ways to ask a Thing. */
export interface Wires {
  readonly http: HttpWire;
}

/** Opens all of them; nothing is connected before something is sent. */
export function openWires(context: WireContext): Wires {
  return { http: new HttpWire(context) };
}
