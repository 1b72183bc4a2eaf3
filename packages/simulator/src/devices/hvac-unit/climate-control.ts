import type { SupplyAir } from "../../room/thermal-mass.js";

/** Operating modes, in the order of the unit's mode register. */
export const hvacModes = ["off", "heat", "cool", "auto", "fan"] as const;
export type HvacMode = (typeof hvacModes)[number];

type Activity = "heating" | "cooling" | "idle";

/** What the unit blows when it works, and how far the room may be off before it does. */
const supplyHeatingC = 42;
const supplyCoolingC = 13;
const startBandK = 0.3;
/** In `auto`, cooling waits for more, so that heating and cooling do not chase each other. */
const autoCoolingBandK = 1;
/** Time that the coil takes to warm up or cool down, and the supply air with it. */
const coilTimeConstantSeconds = 60;

/** The unit's own controller: a thermostat with hysteresis. */
export class ClimateControl {
  mode: HvacMode = "auto";
  targetTemperatureC = 21;
  /** Percent. */
  fanSpeed = 60;
  #activity: Activity = "idle";
  #supplyTemperatureC: number;

  constructor(roomTemperatureC: number) {
    this.#supplyTemperatureC = roomTemperatureC;
  }

  get isHeating(): boolean {
    return this.#activity === "heating";
  }

  get isCooling(): boolean {
    return this.#activity === "cooling";
  }

  get isFanRunning(): boolean {
    return this.mode !== "off" && this.fanSpeed > 0;
  }

  get supplyTemperatureC(): number {
    return this.#supplyTemperatureC;
  }

  /** Decides anew after `seconds`, and says what the unit blows into the room. */
  step(roomTemperatureC: number, seconds: number): SupplyAir | null {
    this.#activity = this.isFanRunning ? this.#wanted(roomTemperatureC) : "idle";
    const coilC = { heating: supplyHeatingC, cooling: supplyCoolingC, idle: roomTemperatureC }[this.#activity];
    const share = 1 - Math.exp(-seconds / coilTimeConstantSeconds);
    this.#supplyTemperatureC += (coilC - this.#supplyTemperatureC) * share;
    if (!this.isFanRunning) return null;
    return { temperatureC: this.#supplyTemperatureC, flow: this.fanSpeed / 100 };
  }

  #wanted(roomTemperatureC: number): Activity {
    const tooColdK = this.targetTemperatureC - roomTemperatureC;
    const mayHeat = this.mode === "heat" || this.mode === "auto";
    const mayCool = this.mode === "cool" || this.mode === "auto";
    const coolingBandK = this.mode === "auto" ? autoCoolingBandK : startBandK;
    if (mayHeat && tooColdK > (this.isHeating ? 0 : startBandK)) return "heating";
    if (mayCool && -tooColdK > (this.isCooling ? coolingBandK - startBandK : coolingBandK)) return "cooling";
    return "idle";
  }
}
