/** Water that saturated air holds, in g/m³ (Magnus formula over water and the ideal gas law). */
function saturationGramsPerM3(temperatureC: number): number {
  const vapourPressureHPa = 6.112 * Math.exp((17.62 * temperatureC) / (243.12 + temperatureC));
  return (216.7 * vapourPressureHPa) / (273.15 + temperatureC);
}

/** Relative humidity in percent, 0 to 100, of air that holds `gramsPerM3` of water. */
export function relativeHumidityPercent(gramsPerM3: number, temperatureC: number): number {
  return Math.min(100, Math.max(0, (100 * gramsPerM3) / saturationGramsPerM3(temperatureC)));
}

/** Water in g/m³ in air of a given relative humidity. */
export function waterGramsPerM3(relativeHumidity: number, temperatureC: number): number {
  return (relativeHumidity / 100) * saturationGramsPerM3(temperatureC);
}
