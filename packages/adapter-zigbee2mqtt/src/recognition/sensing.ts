import type { PartName } from "@thingwright/thing-descriptions";
import type { Row, RowResult } from "./served.js";
import { booleanTerms, placeTerms, unitTerms } from "./terms.js";

/** What devices of all kinds measure and notice. */
export const sensingRows: readonly Row[] = [
  measured("battery", "battery", "battery", ["PERCENT"]),
  measured("temperature", "temperature", "temperature", ["DEG_C", "DEG_F", "K"]),
  measured("humidity", "relativeHumidity", "relative-humidity", ["PERCENT"]),
  measured("pressure", "pressure", "pressure", ["PA", "HectoPA", "KiloPA", "BAR", "MilliBAR"]),
  measured("illuminance", "illuminance", "illuminance", ["LUX"]),
  measured("co2", "co2", "carbon-dioxide", ["PPM", "PPB"]),
  measured("voc", "voc", "volatile-organic-compounds", ["PPB", "PPM"]),
  measured("pm25", "pm25", "particulate-matter", ["MicroGM-PER-M3", "MilliGM-PER-M3"]),
  measured("pm10", "pm10", "particulate-matter", ["MicroGM-PER-M3", "MilliGM-PER-M3"]),
  measured("pm1", "pm1", "particulate-matter", ["MicroGM-PER-M3", "MilliGM-PER-M3"]),
  measured("power", "power", "power", ["W", "KiloW"]),
  measured("energy", "energy", "energy", ["KiloW-HR", "W-HR", "J"]),
  measured("current", "current", "electrical", ["A", "MilliA"]),
  mainsVoltage(),
  measured("ac_frequency", "frequency", "electrical", ["HZ"]),
  noticed("occupancy", "occupied", true, "occupancy"),
  noticed("presence", "occupied", true, "occupancy"),
  // The contact is closed when the door is.
  noticed("contact", "open", false, "contact"),
  noticed("water_leak", "leak", true),
  noticed("smoke", "smoke", true, undefined, { name: "alarm", data: "smoke" }),
  {
    name: "identify",
    type: "enum",
    serve(feature) {
      const [value] = feature.expose.values ?? [];
      if (!feature.isSettable || value === undefined) return undefined;
      const terms = { "map:value": { [feature.property]: value } };
      return { kind: "action", name: "identify", part: "identify", terms };
    },
  },
];

/** @param units - those that are known, of which the first is the model's */
function measured(name: string, target: string, part: PartName, units: readonly string[]): Row {
  return {
    name,
    type: "numeric",
    serve(feature) {
      // The common API measures what is taken: a device that also gives has its own words for it.
      const mayBeNegative = (feature.expose.value_min ?? 0) < 0 && (target === "power" || target === "current");
      const terms = mayBeNegative || !feature.isPublished ? undefined : unitTerms(feature, units);
      return terms && { kind: "property", name: target, part, terms: { ...placeTerms(feature), ...terms } };
    },
  };
}

/** The voltage of a device that measures nothing else electrical is that of its battery. */
function mainsVoltage(): Row {
  const row = measured("voltage", "voltage", "electrical", ["V", "MilliV"]);
  const beside = ["power", "current", "energy"];
  return {
    ...row,
    serve: (feature, names) => (beside.some((name) => names.has(name)) ? row.serve(feature, names) : undefined),
  };
}

function noticed(name: string, target: string, whenTrue: boolean, part?: PartName, event?: RowResult["event"]): Row {
  return {
    name,
    type: "binary",
    serve(feature) {
      const terms = feature.isPublished ? noticedTerms(feature, whenTrue) : undefined;
      if (terms === undefined) return undefined;
      const own = { ...(part && { part }), ...(event && { event }) };
      return { kind: "property", name: target, ...own, terms: { ...placeTerms(feature), ...terms } };
    },
  };
}

/** What these features say is a boolean of its own, whichever of both Zigbee2MQTT calls on. */
function noticedTerms(feature: Parameters<typeof booleanTerms>[0], whenTrue: boolean) {
  const { value_on: on, value_off: off } = feature.expose;
  if (typeof on !== "boolean" || typeof off !== "boolean") return booleanTerms(feature, whenTrue);
  return whenTrue ? {} : { "map:enum": { true: false, false: true } };
}
