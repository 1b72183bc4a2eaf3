import { UsageError } from "@thingwright/errors";
import { type Cancel, every, type SimulatedClock } from "../time/simulated-clock.js";
import { type Air, airAfter, freshAir } from "./air.js";
import { relativeHumidityPercent, waterGramsPerM3 } from "./humidity.js";
import { type OccupancySchedule, officeHours } from "./occupancy-schedule.js";
import { type SupplyAir, type ThermalMass, temperatureAfter } from "./thermal-mass.js";
import { type Weather, weather } from "./weather.js";

/** What sensors can feel, at one moment. */
export interface RoomState {
  readonly temperatureC: number;
  readonly relativeHumidityPercent: number;
  readonly co2Ppm: number;
  readonly vocPpb: number;
  readonly pm25MicrogramsPerM3: number;
  /** Daylight and lamps together. */
  readonly illuminanceLux: number;
  readonly occupants: number;
  /** Whether somebody just came or left. */
  readonly doorOpen: boolean;
  readonly outdoorTemperatureC: number;
}

/** What a lamp does to the room. */
export interface LampOutput {
  readonly lumens: number;
  readonly watts: number;
}

export interface RoomOptions {
  readonly clock: SimulatedClock;
  readonly seed: number;
  /** Default 19 °C. */
  readonly initialTemperatureC?: number;
  /** Default: spring, from `seed`. */
  readonly weather?: Weather;
  /** Default: the hours of an office, from `seed`. */
  readonly schedule?: OccupancySchedule;
  /** Default: an office that takes 600 kJ and loses 60 W for each kelvin. */
  readonly thermalMass?: ThermalMass;
  /** Default 40 m². */
  readonly areaM2?: number;
  /** Default 110 m³. */
  readonly volumeM3?: number;
  /** Simulated time between two steps of the physics. Default 10 000. */
  readonly stepMs?: number;
  /** The longest gap that a step makes up for, when the clock jumped. Default one hour. */
  readonly maxCatchUpMs?: number;
}

/** Conditions that a test or a demonstration sets by hand; `undefined` leaves them to the model. */
export interface RoomOverrides {
  readonly occupants?: number | undefined;
  readonly doorOpen?: boolean | undefined;
  readonly outdoorTemperatureC?: number | undefined;
  readonly daylightLux?: number | undefined;
}

/** What does not change about a room. */
type RoomProperties = Required<Pick<RoomOptions, "areaM2" | "volumeM3" | "stepMs" | "maxCatchUpMs" | "thermalMass">>;

const officeMass: ThermalMass = { capacityJPerK: 600_000, lossWPerK: 60 };
const wattsPerPerson = 100;
/** Of a lamp's light, what arrives on the desks. */
const lightUtilisation = 0.5;
/** Air changes per hour: through gaps, and by the fan at full flow. */
const leakage = 0.3;
const fanAirChanges = 3;

/**
 * The physics that a room's devices share: lamps light it, an HVAC unit heats and cools it, people breathe in it,
 * sensors feel it. The same seed and the same stepped clock give the same history.
 */
export class Room implements Disposable {
  readonly #clock: SimulatedClock;
  readonly #properties: RoomProperties;
  readonly #weather: Weather;
  readonly #schedule: OccupancySchedule;
  readonly #lamps = new Map<string, LampOutput>();
  readonly #listeners = new Set<() => void>();
  #overrides: RoomOverrides = {};
  #supplyAir: SupplyAir | null = null;
  #temperatureC: number;
  #air: Air;
  #occupants: number;
  #doorOpen = false;
  #lastStepMs: number;
  #cancel: Cancel | undefined;

  /** @throws {UsageError} WOT_RANGE if an area, volume, time or heat is not positive */
  constructor(options: RoomOptions) {
    this.#clock = options.clock;
    this.#properties = roomProperties(options);
    this.#weather = options.weather ?? weather({ seed: options.seed });
    this.#schedule = options.schedule ?? officeHours({ seed: options.seed });
    this.#temperatureC = options.initialTemperatureC ?? 19;
    this.#air = {
      co2Ppm: freshAir.co2Ppm,
      vocPpb: freshAir.vocPpb,
      pm25MicrogramsPerM3: freshAir.pm25MicrogramsPerM3,
      waterGramsPerM3: waterGramsPerM3(45, this.#temperatureC),
    };
    this.#lastStepMs = options.clock.nowMs();
    this.#occupants = this.#schedule(this.#lastStepMs);
  }

  /** What there is to feel now. */
  get state(): RoomState {
    const nowMs = this.#clock.nowMs();
    return {
      temperatureC: this.#temperatureC,
      relativeHumidityPercent: relativeHumidityPercent(this.#air.waterGramsPerM3, this.#temperatureC),
      co2Ppm: this.#air.co2Ppm,
      vocPpb: this.#air.vocPpb,
      pm25MicrogramsPerM3: this.#air.pm25MicrogramsPerM3,
      illuminanceLux: (this.#overrides.daylightLux ?? this.#weather.daylightLux(nowMs)) + this.#lampLux(),
      occupants: this.#overrides.occupants ?? this.#occupants,
      doorOpen: this.#overrides.doorOpen ?? this.#doorOpen,
      outdoorTemperatureC: this.#outdoorTemperatureC(nowMs),
    };
  }

  /** Lets time pass in the room. */
  start(): void {
    this.#lastStepMs = this.#clock.nowMs();
    this.#cancel ??= every(this.#clock, this.#properties.stepMs, () => this.#step());
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  [Symbol.dispose](): void {
    this.stop();
  }

  /** Calls `listener` after every step of the physics, until the returned function is called. */
  onStep(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Replaces what a lamp gives; a lamp that is off gives nothing. */
  setLamp(id: string, output: LampOutput): void {
    this.#lamps.set(id, output);
  }

  /** Replaces what the HVAC unit blows in. */
  setSupplyAir(air: SupplyAir | null): void {
    this.#supplyAir = air;
  }

  /** Sets conditions by hand; those not named stay as they are. */
  override(overrides: RoomOverrides): void {
    this.#overrides = { ...this.#overrides, ...overrides };
  }

  #step(): void {
    const nowMs = this.#clock.nowMs();
    const seconds = Math.min(nowMs - this.#lastStepMs, this.#properties.maxCatchUpMs) / 1000;
    this.#lastStepMs = nowMs;
    this.#movePeople(nowMs);
    const outdoorTemperatureC = this.#outdoorTemperatureC(nowMs);
    const supplyAir = this.#supplyAir;
    const occupants = this.#overrides.occupants ?? this.#occupants;
    const airChangesPerHour = leakage + fanAirChanges * (supplyAir?.flow ?? 0);
    const gainsW = occupants * wattsPerPerson + this.#lampWatts();
    this.#temperatureC = temperatureAfter(
      this.#temperatureC,
      this.#properties.thermalMass,
      { outdoorTemperatureC, gainsW, supplyAir },
      seconds,
    );
    const { volumeM3 } = this.#properties;
    this.#air = airAfter(this.#air, { occupants, volumeM3, airChangesPerHour, outdoorTemperatureC }, seconds);
    for (const listener of [...this.#listeners]) listener();
  }

  /** The door is open during the step in which somebody comes or leaves. */
  #movePeople(nowMs: number): void {
    const occupants = this.#schedule(nowMs);
    this.#doorOpen = occupants !== this.#occupants;
    this.#occupants = occupants;
  }

  #outdoorTemperatureC(nowMs: number): number {
    return this.#overrides.outdoorTemperatureC ?? this.#weather.outdoorTemperatureC(nowMs);
  }

  #lampLux(): number {
    let lumens = 0;
    for (const lamp of this.#lamps.values()) lumens += lamp.lumens;
    return (lumens * lightUtilisation) / this.#properties.areaM2;
  }

  #lampWatts(): number {
    let watts = 0;
    for (const lamp of this.#lamps.values()) watts += lamp.watts;
    return watts;
  }
}

function roomProperties(options: RoomOptions): RoomProperties {
  const { areaM2 = 40, volumeM3 = 110, stepMs = 10_000, maxCatchUpMs = 3_600_000, thermalMass = officeMass } = options;
  const amounts = { areaM2, volumeM3, stepMs, maxCatchUpMs, ...thermalMass };
  for (const [name, amount] of Object.entries(amounts)) {
    if (!(amount > 0)) throw new UsageError("WOT_RANGE", `a room's ${name} must be positive, not ${amount}`);
  }
  return { areaM2, volumeM3, stepMs, maxCatchUpMs, thermalMass };
}
