import { noise, type Random } from "../../random.js";
import type { Room } from "../../room/room.js";
import type { Cancel, SimulatedClock } from "../../time/simulated-clock.js";

/** What the sensor measures, under the names and in the units of its maker: all integers. */
export interface AirSample {
  /** ppm. */
  readonly co2: number;
  /** ppb. */
  readonly voc: number;
  /** 0.1 µg/m³. */
  readonly pm25: number;
  /** 0.1 °C, signed. */
  readonly temp: number;
  /** 0.1 % relative humidity. */
  readonly rh: number;
  /** Whether a calibration is running. */
  readonly cal: boolean;
}

const msPerDay = 86_400_000;
/** The CO2 cell reads too high, and more so every day, until it is calibrated. */
const driftPpmPerDay = 2;
const calibrationMs = 10_000;

/** The measuring cell: it feels the room, drifts, and can be calibrated. */
export class AirProbe {
  readonly #room: Room;
  readonly #clock: SimulatedClock;
  readonly #random: Random;
  #calibratedMs: number;
  #cancelCalibration: Cancel | undefined;

  constructor(room: Room, clock: SimulatedClock, random: Random) {
    this.#room = room;
    this.#clock = clock;
    this.#random = random;
    this.#calibratedMs = clock.nowMs() - Math.floor(random() * 30) * msPerDay;
  }

  measure(): AirSample {
    const { co2Ppm, vocPpb, pm25MicrogramsPerM3, temperatureC, relativeHumidityPercent } = this.#room.state;
    const amount = (value: number, deviation: number): number =>
      Math.max(0, Math.round(value + noise(this.#random, deviation)));
    return {
      co2: amount(co2Ppm + this.#driftPpm(), 4),
      voc: amount(vocPpb, 3),
      pm25: amount(pm25MicrogramsPerM3 * 10, 2),
      temp: Math.round(temperatureC * 10),
      rh: Math.round(relativeHumidityPercent * 10),
      cal: this.#cancelCalibration !== undefined,
    };
  }

  /** Takes the drift away, after ten seconds. A calibration that runs already begins anew. */
  calibrate(done: () => void): void {
    this.#cancelCalibration?.();
    this.#cancelCalibration = this.#clock.schedule(calibrationMs, () => {
      this.#cancelCalibration = undefined;
      this.#calibratedMs = this.#clock.nowMs();
      done();
    });
  }

  /** Gives up a running calibration. */
  stop(): void {
    this.#cancelCalibration?.();
    this.#cancelCalibration = undefined;
  }

  #driftPpm(): number {
    return ((this.#clock.nowMs() - this.#calibratedMs) / msPerDay) * driftPpmPerDay;
  }
}
