import type { ThingDescription } from "@thingwright/td";
import type { UnofferedDevice } from "./described-device.js";
import type { OfferedDevice } from "./offered-device.js";

/** An ecosystem whose devices are offered as Things of the common API. */
export interface Adapter extends AsyncDisposable {
  /** Devices that are offered, by key. */
  readonly devices: ReadonlyMap<string, OfferedDevice>;
  /** What is there and is not offered, and why. */
  readonly unoffered: readonly UnofferedDevice[];
  /** Descriptions of the Things that are offered now. */
  discover(): Iterable<ThingDescription>;
  /** Offers those Things anew whose settings have changed; all others go on. Never rejects. */
  revise(): Promise<void>;
  /**
   * Takes in a device by the code that is on it; only of ecosystems whose devices have one.
   *
   * @throws {WotError} when the code is none, or no device takes it
   */
  commission?(code: string, options?: { readonly signal?: AbortSignal }): Promise<unknown>;
  /** Takes all Things back. Idempotent. */
  stop(): Promise<void>;
}
