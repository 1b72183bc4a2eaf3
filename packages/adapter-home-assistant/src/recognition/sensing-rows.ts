import type { PartName } from "@thingwright/thing-descriptions";
import { inUnit } from "./common-terms.js";
import type { Feature, Row } from "./served.js";

/** What devices of all kinds measure and notice. Of its own affairs only the battery counts. */
export const sensingRows: readonly Row[] = [
  measured("battery", "battery", "PERCENT", ["battery"], isMain(true)),
  measured("temperature", "temperature", "DEG_C", ["temperature"]),
  measured("relativeHumidity", "relative-humidity", "PERCENT", ["humidity"]),
  measured("pressure", "pressure", "PA", ["pressure", "atmospheric_pressure"]),
  measured("illuminance", "illuminance", "LUX", ["illuminance"]),
  measured("co2", "carbon-dioxide", "PPM", ["carbon_dioxide"]),
  measured("voc", "volatile-organic-compounds", "PPB", ["volatile_organic_compounds_parts"]),
  measured("pm25", "particulate-matter", "MicroGM-PER-M3", ["pm25"]),
  measured("pm10", "particulate-matter", "MicroGM-PER-M3", ["pm10"]),
  measured("pm1", "particulate-matter", "MicroGM-PER-M3", ["pm1"]),
  measured("power", "power", "W", ["power"]),
  measured("energy", "energy", "KiloW-HR", ["energy"], isTotal),
  measured("current", "electrical", "A", ["current"]),
  measured("voltage", "electrical", "V", ["voltage"], isOfMains),
  measured("frequency", "electrical", "HZ", ["frequency"]),
  noticed("occupied", "occupancy", ["occupancy", "motion", "presence"]),
  noticed("open", "contact", ["door", "window", "opening", "garage_door"]),
  noticed("leak", undefined, ["moisture"]),
  noticed("smoke", undefined, ["smoke"]),
];

type Counts = (feature: Feature, all: readonly Feature[]) => boolean;

function measured(
  name: string,
  part: PartName,
  unit: string,
  classes: readonly string[],
  counts: Counts = isMain(false),
): Row {
  return {
    component: "sensor",
    key: "state",
    classes,
    name,
    serve(feature, all) {
      if (!counts(feature, all)) return undefined;
      const found = inUnit(feature, `qudtUnit:${unit}`);
      return found && { ...found, part };
    },
  };
}

function noticed(name: string, part: PartName | undefined, classes: readonly string[]): Row {
  return {
    component: "binary_sensor",
    key: "state",
    classes,
    name,
    serve: (feature) => (feature.entity.isAside ? undefined : { ...(part && { part }) }),
  };
}

function isMain(mayBeAside: boolean): Counts {
  return ({ entity }) => mayBeAside || !entity.isAside;
}

/** The energy of today is no total. */
function isTotal({ entity }: Feature): boolean {
  const words = `${entity.config.objectId} ${entity.name ?? ""}`.toLowerCase();
  return !entity.isAside && !/today|yesterday|daily|day|week|month|year|return|export|produc/.test(words);
}

/** The voltage of a device that measures nothing else electrical is that of its battery. */
function isOfMains({ entity }: Feature, all: readonly Feature[]): boolean {
  const others = ["power", "current", "energy"];
  return !entity.isAside && all.some((other) => others.includes(other.entity.deviceClass ?? ""));
}
