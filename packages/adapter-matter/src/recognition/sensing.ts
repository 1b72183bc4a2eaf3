import type { PartName } from "@thingwright/thing-descriptions";
import { booleanSensors } from "../device-types.js";
import { attributeRow, hasAttribute, numberOf, type PlacedCluster, type Row, type Terms } from "./served.js";

const measured = (name: string, part: PartName, terms: Terms = {}): readonly Row[] => [
  attributeRow("measuredValue", { name, part }, terms),
];

export const temperatureRows = measured("temperature", "temperature", { "map:scale": 0.01 });
export const humidityRows = measured("relativeHumidity", "relative-humidity", { "map:scale": 0.01 });

/** Tenths of a kilopascal. */
export const pressureRows = measured("pressure", "pressure", { "map:scale": 100 });

/** 10,000 × log10 of lux, plus 1; 0 is too dark to measure (Application Clusters §2.2.5.1). */
export const illuminanceRows = measured("illuminance", "illuminance", {
  "map:read": "$ = 0 ? 0 : $round($power(10, ($ - 1) / 10000), 2)",
});

export const occupancyRows: readonly Row[] = [
  attributeRow("occupancy", { name: "occupied", part: "occupancy" }, { "map:pick": "/occupancy/occupied" }),
];

/** What the state means, the device type says: a closed contact is no open door. */
export const booleanStateRows: readonly Row[] = [
  (place) =>
    isOf(place, booleanSensors.contact)
      ? attributeRow(
          "stateValue",
          { name: "open", part: "contact" },
          { "map:enum": { true: false, false: true } },
        )(place)
      : undefined,
  (place) => (isOf(place, booleanSensors.waterLeak) ? attributeRow("stateValue", { name: "leak" })(place) : undefined),
];

const isOf = ({ deviceTypes }: PlacedCluster, type: number): boolean => deviceTypes.includes(type);

/** Units that a concentration may be measured in, by the value of `measurementUnit` (Application Clusters §2.10.5.3). */
const units = ["PPM", "PPB", undefined, "MilliGM-PER-M3", "MicroGM-PER-M3"] as const;

/** A concentration in one of the units of its kind; another that cannot be converted is left in the cluster's words. */
const concentration =
  (name: string, part: PartName, convertible: readonly string[]): Row =>
  (place) => {
    const unit = units[numberOf(place, "measurementUnit", -1)];
    if (unit === undefined || !convertible.includes(unit)) return undefined;
    return attributeRow("measuredValue", { name, part }, { "map:unit": `qudtUnit:${unit}` })(place);
  };

const shares = ["PPM", "PPB"];
const masses = ["MicroGM-PER-M3", "MilliGM-PER-M3"];

export const carbonDioxideRows = [concentration("co2", "carbon-dioxide", shares)];
export const organicCompoundsRows = [concentration("voc", "volatile-organic-compounds", shares)];
export const pm1Rows = [concentration("pm1", "particulate-matter", masses)];
export const pm25Rows = [concentration("pm25", "particulate-matter", masses)];
export const pm10Rows = [concentration("pm10", "particulate-matter", masses)];

/** Half percents. */
export const powerSourceRows: readonly Row[] = [
  attributeRow("batPercentRemaining", { name: "battery", part: "battery" }, { "map:scale": 0.5 }),
];

/** Thousandths of watts, volts, amperes and hertz; hundredths of a percent of the power factor. */
const milli = { "map:scale": 0.001 } as const;

/** RMS values of alternating current come first. */
export const electricalPowerRows: readonly Row[] = [
  attributeRow("activePower", { name: "power", part: "power" }, milli),
  attributeRow("rmsVoltage", { name: "voltage", part: "electrical" }, milli),
  attributeRow("voltage", { name: "voltage", part: "electrical" }, milli),
  attributeRow("rmsCurrent", { name: "current", part: "electrical" }, milli),
  attributeRow("activeCurrent", { name: "current", part: "electrical" }, milli),
  attributeRow("frequency", { name: "frequency", part: "electrical" }, milli),
  attributeRow("powerFactor", { name: "powerFactor", part: "electrical" }, { "map:scale": 0.0001 }),
];

/** Thousandths of watt hours. */
const energyRow = (attribute: string, name: string, part?: PartName): Row =>
  attributeRow(
    attribute,
    { name, ...(part !== undefined && { part }) },
    { "map:pick": `/${attribute}/energy`, "map:scale": 0.000001 },
  );

export const electricalEnergyRows: readonly Row[] = [
  energyRow("cumulativeEnergyImported", "energy", "energy"),
  energyRow("cumulativeEnergyExported", "energyExported"),
];

const danger = { 0: false, 1: true, 2: true } as const;

/** Values of `expressedState` of which the sensor warns: smoke, CO, battery, test, and smoke and CO at another sensor. */
const warnings = "[1, 2, 3, 4, 7, 8]";

export const smokeRows: readonly Row[] = [
  attributeRow("smokeState", { name: "smoke" }, { "map:enum": danger }),
  attributeRow("expressedState", { name: "alarming" }, { "map:read": `$ in ${warnings}` }),
  (place) =>
    !hasAttribute(place, "expressedState")
      ? undefined
      : {
          kind: "event",
          name: "alarm",
          source: "attributes",
          terms: {
            "map:pick": "/expressedState",
            "map:read": '$ in [1, 7] ? "smoke" : $ = 4 ? "test" : $ = 3 ? "battery" : false',
          },
        },
  (place) =>
    !place.cluster.commands.some(({ name }) => name === "selfTestRequest")
      ? undefined
      : {
          kind: "action",
          name: "test",
          source: "none",
          terms: {},
          taker: { command: "selfTestRequest" },
          covers: ["selfTestRequest"],
        },
];
