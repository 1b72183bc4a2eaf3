import type { AdaptedDevice, OfferedDevice } from "@thingwright/adapter-core";
import type { ExposedThing } from "@thingwright/core";
import type { Liveness } from "./liveness.js";

/** A device that is offered, and whether it answers. */
export class ModbusDevice implements OfferedDevice {
  readonly #device: AdaptedDevice;
  readonly #liveness: Liveness;

  constructor(device: AdaptedDevice, liveness: Liveness) {
    this.#device = device;
    this.#liveness = liveness;
  }

  get name(): string {
    return this.#device.name;
  }

  get things(): readonly ExposedThing[] {
    return this.#device.things;
  }

  get problems(): readonly string[] {
    return this.#device.problems;
  }

  get isAvailable(): boolean {
    return this.#liveness.isAvailable;
  }

  get lastSeen(): number | undefined {
    return this.#liveness.lastSeen;
  }
}
