import { derivedSeed, mulberry32 } from "../random.js";

const msPerDay = 86_400_000;

/** What surrounds the room. All functions depend on simulated time alone. */
export interface Weather {
  outdoorTemperatureC(nowMs: number): number;
  /** Daylight that reaches the middle of the room, in lux. */
  daylightLux(nowMs: number): number;
}

export interface WeatherOptions {
  readonly seed: number;
  /** Mean of a day. Default 8 °C. */
  readonly meanTemperatureC?: number;
  /** Half of the way from the coldest to the warmest hour. Default 5 K. */
  readonly swingK?: number;
  /** Indoors at noon under a clear sky. Default 900 lx. */
  readonly peakDaylightLux?: number;
}

/** Days that are coldest at 05:00 and light from 06:00 to 20:00 UTC, each with its own clouds. */
export function weather(options: WeatherOptions): Weather {
  const { seed, meanTemperatureC = 8, swingK = 5, peakDaylightLux = 900 } = options;
  return {
    outdoorTemperatureC: (nowMs) => meanTemperatureC - swingK * Math.cos(((hourOfDay(nowMs) - 5) / 24) * 2 * Math.PI),
    daylightLux: (nowMs) => {
      const height = Math.sin(((hourOfDay(nowMs) - 6) / 14) * Math.PI);
      return height <= 0 ? 0 : peakDaylightLux * height * clearness(seed, nowMs);
    },
  };
}

function hourOfDay(nowMs: number): number {
  return (nowMs % msPerDay) / 3_600_000;
}

/** Between 0.3, overcast, and 1, clear; one value for a day. */
function clearness(seed: number, nowMs: number): number {
  return 0.3 + 0.7 * mulberry32(derivedSeed(seed, `clouds ${Math.floor(nowMs / msPerDay)}`))();
}
