import type { ModelCandidate, ThingModelName } from "@thingwright/thing-descriptions";
import { climateRows } from "./climate.js";
import { coverRows } from "./cover.js";
import { lightRows, onRow } from "./light.js";
import { measuringRows, outputRows } from "./measured.js";
import { noticingRows } from "./noticed.js";
import type { Row } from "./served.js";
import { virtualRows } from "./virtual.js";

/** What is known of a type of component. */
export interface Kind {
  readonly rows: readonly Row[];
  /** Whether each component of the type is a Thing of its own. */
  readonly isChannel: boolean;
  /** Models of the common API that a Thing of it may be, the most capable first. */
  readonly models: readonly ModelCandidate[];
}

const named = (...models: readonly ThingModelName[]): readonly ModelCandidate[] => models.map((model) => ({ model }));

const lights = named("colour-light", "tunable-white-light", "dimmable-light", "on-off-light");

const channels: Readonly<Record<string, Omit<Kind, "isChannel">>> = {
  switch: { rows: [onRow("Switch"), ...outputRows], models: named("switch") },
  ...Object.fromEntries(Object.entries(lightRows).map(([type, rows]) => [type, { rows, models: lights }])),
  cover: { rows: coverRows, models: named("blind") },
  ...Object.fromEntries(
    Object.entries(climateRows).map(([type, rows]) => [type, { rows, models: named("thermostat") }]),
  ),
  em: { rows: measuringRows.em!, models: named("electricity-meter") },
  em1: { rows: measuringRows.em1!, models: named("electricity-meter") },
  pm1: { rows: measuringRows.pm1!, models: named("electricity-meter") },
};

/** What a Thing of sensors may be; what warns of dangers comes first. */
export const sensorModels: readonly ModelCandidate[] = [
  ...named("smoke-sensor", "leak-sensor"),
  { model: "climate-sensor", also: ["relativeHumidity"] },
  ...named("temperature-sensor", "humidity-sensor", "illuminance-sensor"),
];

/** Types of components that sense something of their own, beside what a channel does. */
export const sensorTypes: ReadonlySet<string> = new Set([
  "smoke",
  "flood",
  "temperature",
  "humidity",
  "illuminance",
  "voltmeter",
]);

/** Components that belong to a channel of the same number, by the channel's type. */
export const companions: Readonly<Record<string, string>> = { em: "emdata", em1: "em1data" };

/** What is known of a type; `undefined` for one that is offered as it is. */
export function kindOf(type: string): Kind | undefined {
  if (Object.hasOwn(channels, type)) return { ...channels[type]!, isChannel: true };
  const others: Readonly<Record<string, readonly Row[]>> = { ...measuringRows, ...noticingRows, ...virtualRows };
  return Object.hasOwn(others, type) ? { rows: others[type]!, isChannel: false, models: [] } : undefined;
}
