import type { PartName } from "@thingwright/thing-descriptions";
import type { Member } from "../assignment/assignment.js";
import type { Role } from "../assignment/role.js";
import { type Row, toldRow } from "./served.js";

/** Converts the unit of the address where it is not that of the common API. */
const measured = (role: Role, name: string, part: PartName, unit: string): Row =>
  toldRow(role, name, part, ({ type }: Member) => {
    const own = type.schema.unit;
    return own === undefined || own === `qudtUnit:${unit}` ? {} : { "map:unit": own };
  });

/** An alarm as a property and, where a model has it, as an event. */
const alarmRows = (role: Role, property: string, event: string, data: string): readonly Row[] => [
  toldRow(role, property, undefined),
  (device) => {
    const served = toldRow(role, property, undefined)(device);
    return served && { ...served, kind: "event", name: event, terms: { "map:data": data } };
  },
];

/** What devices of all kinds measure and notice. */
export const sensingRows: readonly Row[] = [
  measured("temperature", "temperature", "temperature", "DEG_C"),
  measured("humidity", "relativeHumidity", "relative-humidity", "PERCENT"),
  measured("co2", "co2", "carbon-dioxide", "PPM"),
  measured("illuminance", "illuminance", "illuminance", "LUX"),
  measured("pressure", "pressure", "pressure", "PA"),
  measured("power", "power", "power", "W"),
  measured("energy", "energy", "energy", "KiloW-HR"),
  measured("voltage", "voltage", "electrical", "V"),
  measured("current", "current", "electrical", "A"),
  measured("frequency", "frequency", "electrical", "HZ"),
  toldRow("powerFactor", "powerFactor", "electrical"),
  toldRow("occupancy", "occupied", "occupancy"),
  // Of 1.009 it is 0 that is open.
  toldRow("contact", "open", "contact", ({ type }) =>
    type.id === "1.009" ? { "map:enum": { true: false, false: true } } : {},
  ),
  ...alarmRows("smoke", "smoke", "alarm", "smoke"),
  toldRow("leak", "leak", undefined),
];
