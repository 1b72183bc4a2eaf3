import { waterGramsPerM3 } from "./humidity.js";
import { relaxed } from "./relaxation.js";

/** What is in the room's air. */
export interface Air {
  readonly co2Ppm: number;
  readonly vocPpb: number;
  readonly pm25MicrogramsPerM3: number;
  readonly waterGramsPerM3: number;
}

export interface AirInfluences {
  readonly occupants: number;
  readonly volumeM3: number;
  /** Air changes per hour, from leaks and fans together. */
  readonly airChangesPerHour: number;
  readonly outdoorTemperatureC: number;
}

/** Air as it comes in from outdoors; its water depends on the weather. */
export const freshAir = { co2Ppm: 420, vocPpb: 40, pm25MicrogramsPerM3: 9, relativeHumidityPercent: 75 } as const;

/** What one person at a desk adds in an hour. */
const perPersonHour = { co2M3: 0.0187, vocPpbM3: 6_000, pm25Micrograms: 60, waterGrams: 45 } as const;

/** The air after `seconds`: people add to it, outdoor air replaces it. */
export function airAfter(air: Air, influences: AirInfluences, seconds: number): Air {
  const { occupants, volumeM3, airChangesPerHour, outdoorTemperatureC } = influences;
  const ratePerSecond = airChangesPerHour / 3600;
  const crowding = occupants / (volumeM3 * airChangesPerHour);
  const towards = (value: number, outdoors: number, perPerson: number): number =>
    relaxed(value, outdoors + perPerson * crowding, ratePerSecond, seconds);
  const outdoorWater = waterGramsPerM3(freshAir.relativeHumidityPercent, outdoorTemperatureC);
  return {
    co2Ppm: towards(air.co2Ppm, freshAir.co2Ppm, perPersonHour.co2M3 * 1e6),
    vocPpb: towards(air.vocPpb, freshAir.vocPpb, perPersonHour.vocPpbM3),
    pm25MicrogramsPerM3: towards(air.pm25MicrogramsPerM3, freshAir.pm25MicrogramsPerM3, perPersonHour.pm25Micrograms),
    waterGramsPerM3: towards(air.waterGramsPerM3, outdoorWater, perPersonHour.waterGrams),
  };
}
