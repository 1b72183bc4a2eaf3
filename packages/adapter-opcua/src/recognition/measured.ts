import type { PartName } from "@thingwright/thing-descriptions";
import type { Reading } from "./reading.js";
import type { Row } from "./served.js";

/** What a number means, by its unit and the words of its name. */
interface Meaning {
  readonly name: string;
  readonly part?: PartName;
  /** QUDT unit of the common API. */
  readonly unit: string;
  /** QUDT units that a server may have it in. */
  readonly units: readonly string[];
  /** Of each group one word must be there. */
  readonly all: readonly (readonly string[])[];
  /** None of these words may be there. */
  readonly none?: readonly (readonly string[])[];
  /** Whether it has to be writable. */
  readonly isSet?: boolean;
}

const temperature = ["temperature", "temp", "tmp"];
const setpoint = ["setpoint", "sp", "target", "desired", "sollwert", "setting"];
const supply = ["supply", "discharge", "sa"];
const back = ["return", "extract", "ra", "eta"];
const outdoor = ["outdoor", "outside", "ambient", "oa"];
const room = ["room", "zone", "space"];
const limits = [
  "min",
  "max",
  "minimum",
  "maximum",
  "limit",
  "low",
  "high",
  "deadband",
  "offset",
  "calibration",
  "hysteresis",
];
const heat = ["heating", "heat", "hot"];
const cool = ["cooling", "cool", "chilled"];
const position = ["valve", "actuator"];

const degrees = ["DEG_C", "DEG_F", "K"];
const percent = ["PERCENT", "FRACTION"];
const watts = ["W", "KiloW"];
const wattHours = ["W-HR", "KiloW-HR", "J"];

const celsius = { unit: "DEG_C", units: degrees } as const;
const ratio = { unit: "PERCENT", units: percent } as const;
const speed = [["speed", "rpm", "output", "command", "drive"]] as const;
const places = [supply, back, outdoor] as const;

/** In the order in which they are tried: several can be true of one, and the first that the model has is taken. */
const meanings: readonly Meaning[] = [
  { name: "supplyTemperatureSetpoint", ...celsius, all: [supply, setpoint], none: [limits], isSet: true },
  { name: "supplyTemperature", ...celsius, all: [supply], none: [setpoint, limits] },
  { name: "returnTemperature", ...celsius, all: [back], none: [setpoint, limits] },
  { name: "outdoorTemperature", ...celsius, all: [outdoor], none: [setpoint, limits] },
  {
    name: "targetTemperature",
    part: "target-temperature",
    ...celsius,
    all: [setpoint],
    none: [limits, ...places],
    isSet: true,
  },
  {
    name: "roomTemperature",
    ...celsius,
    all: [[...room, ...temperature, "measured", "actual", "current"]],
    none: [setpoint, limits, ...places],
  },
  { name: "temperature", part: "temperature", ...celsius, all: [], none: [setpoint, limits, ["dew", "dewpoint"]] },
  {
    name: "relativeHumidity",
    part: "relative-humidity",
    ...ratio,
    all: [["humidity", "rh", "moisture"]],
    none: [setpoint, limits],
  },
  {
    name: "co2",
    part: "carbon-dioxide",
    unit: "PPM",
    units: ["PPM"],
    all: [["co2", "carbon", "co"]],
    none: [setpoint, limits],
  },
  { name: "illuminance", part: "illuminance", unit: "LUX", units: ["LUX"], all: [], none: [setpoint, limits] },
  { name: "supplyFanSpeed", ...ratio, all: [["fan"], supply], isSet: true },
  { name: "returnFanSpeed", ...ratio, all: [["fan"], back], isSet: true },
  { name: "fanSpeed", part: "fan", ...ratio, all: [["fan"], ...speed], isSet: true },
  { name: "outdoorDamper", ...ratio, all: [["damper"], [...outdoor, "fresh"]] },
  { name: "damper", ...ratio, all: [["damper"]] },
  { name: "heatingValve", ...ratio, all: [position, heat] },
  { name: "coolingValve", ...ratio, all: [position, cool] },
  { name: "reheatValve", ...ratio, all: [position, ["reheat"]] },
  { name: "heatingDemand", ...ratio, all: [["demand", "output"], heat] },
  { name: "coolingDemand", ...ratio, all: [["demand", "output"], cool] },
  {
    name: "supplyPressure",
    unit: "PA",
    units: ["PA", "HectoPA", "KiloPA", "MilliBAR"],
    all: [supply],
    none: [setpoint],
  },
  { name: "supplyAirFlow", unit: "M3-PER-HR", units: ["M3-PER-HR"], all: [supply], none: [setpoint] },
  { name: "airFlowSetpoint", unit: "M3-PER-HR", units: ["M3-PER-HR"], all: [setpoint], isSet: true },
  { name: "airFlow", part: "air-flow", unit: "M3-PER-HR", units: ["M3-PER-HR"], all: [], none: [setpoint] },
  {
    name: "power",
    part: "power",
    unit: "W",
    units: watts,
    all: [["power", "active", "load", "p"]],
    none: [limits, ["reactive", "apparent"]],
  },
  {
    name: "energy",
    part: "energy",
    unit: "KiloW-HR",
    units: wattHours,
    all: [["energy", "consumption", "import", "total", "active", "counter"]],
    none: [["export", "reactive", "apparent"]],
  },
  { name: "energyExported", unit: "KiloW-HR", units: wattHours, all: [["export", "exported", "delivered"]] },
  { name: "voltage", part: "electrical", unit: "V", units: ["V", "MilliV"], all: [] },
  { name: "current", part: "electrical", unit: "A", units: ["A", "MilliA"], all: [] },
  { name: "frequency", part: "electrical", unit: "HZ", units: ["HZ"], all: [["frequency", "freq", "grid", "mains"]] },
  {
    name: "brightness",
    part: "brightness",
    ...ratio,
    all: [["brightness", "dim", "dimming", "dimmer", "level"]],
    none: [["tank", "battery"]],
    isSet: true,
  },
  { name: "battery", part: "battery", ...ratio, all: [["battery"]] },
  {
    name: "pm25",
    part: "particulate-matter",
    unit: "MicroGM-PER-M3",
    units: ["MicroGM-PER-M3", "MilliGM-PER-M3"],
    all: [["pm25", "pm2"]],
  },
];

const has = (words: ReadonlySet<string>, group: readonly string[]): boolean => group.some((word) => words.has(word));

/** What a reading's unit is, where its name says it and the server does not. */
const unitIn = ({ unit, words }: Reading): string | undefined =>
  unit?.qudt ?? (unit === undefined && has(words, temperature) ? "DEG_C" : undefined);

function means(reading: Reading, { units, all, none = [], isSet }: Meaning): boolean {
  const unit = unitIn(reading);
  if (unit === undefined || !units.includes(unit)) return false;
  if (isSet === true && !reading.isWritable) return false;
  return all.every((group) => has(reading.words, group)) && !none.some((group) => has(reading.words, group));
}

/** Rows for numbers with a unit. */
export const measuredRows: readonly Row[] = meanings.map(
  (meaning): Row =>
    (reading) => {
      const { name, part, unit, isSet } = meaning;
      if (reading.isList || reading.states !== undefined || !isNumber(reading) || !means(reading, meaning))
        return undefined;
      const own = unitIn(reading);
      return {
        kind: "property",
        name,
        ...(part !== undefined && { part }),
        terms: own === unit ? {} : { "map:unit": `qudtUnit:${own}` },
        isReadOnly: isSet !== true,
      };
    },
);

const isNumber = ({ builtIn }: Reading): boolean => builtIn >= 2 && builtIn <= 11;
