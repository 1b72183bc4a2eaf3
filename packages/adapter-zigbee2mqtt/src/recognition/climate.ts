import type { Feature } from "../feature.js";
import type { Row } from "./served.js";
import { booleanTerms, placeTerms, unitTerms } from "./terms.js";

const temperatures = ["DEG_C", "DEG_F", "K"];

/** What the unit may do to reach the temperature: moving air alone does nothing for it, drying is done by cooling. */
const modes = {
  off: "off",
  heat: "heat",
  cool: "cool",
  auto: "auto",
  emergency_heating: "heat",
  dry: "cool",
  sleep: "auto",
  fan_only: "off",
} as const;

const states = { idle: "idle", heat: "heating", cool: "cooling", fan_only: "idle" } as const;

/** A thermostat or radiator valve. Its first setpoint is the target; one without modes always heats. */
export const climateRows: readonly Row[] = [
  temperatureRow("local_temperature", "roomTemperature"),
  temperatureRow("occupied_heating_setpoint", "targetTemperature"),
  temperatureRow("current_heating_setpoint", "targetTemperature"),
  temperatureRow("occupied_cooling_setpoint", "targetTemperature"),
  {
    name: "system_mode",
    type: "enum",
    serve(feature) {
      const table = tableOf(feature, modes);
      return (
        table && { kind: "property", name: "mode", ...enumeration(feature, table), isPartial: isLossy(feature, table) }
      );
    },
  },
  {
    name: "running_state",
    type: "enum",
    serve(feature) {
      const table = tableOf(feature, states);
      return table && { kind: "property", name: "status", ...enumeration(feature, table) };
    },
  },
  demandRow("pi_heating_demand", "heatingDemand"),
  demandRow("pi_cooling_demand", "coolingDemand"),
  {
    name: "window_open",
    type: "binary",
    serve(feature) {
      const terms = booleanTerms(feature);
      return terms && { kind: "property", name: "windowOpen", terms: { ...placeTerms(feature), ...terms } };
    },
  },
];

/** The mode of a thermostat that has none: it heats. Stands on the feature that every thermostat has. */
export const alwaysHeats = (temperature: Feature) => ({
  kind: "property" as const,
  name: "mode",
  feature: temperature,
  terms: { "map:pick": placeTerms(temperature)["map:pick"], "map:read": '"heat"' },
  narrowed: { enum: ["heat"] },
});

function temperatureRow(name: string, target: string): Row {
  return {
    name,
    type: "numeric",
    serve(feature) {
      const terms = unitTerms(feature, temperatures);
      return terms && { kind: "property", name: target, terms: { ...placeTerms(feature), ...terms } };
    },
  };
}

function demandRow(name: string, target: string): Row {
  return {
    name,
    type: "numeric",
    serve: (feature) => ({ kind: "property", name: target, terms: placeTerms(feature) }),
  };
}

type Table = Readonly<Record<string, string>>;

/** The rows of `all` that the device has; `undefined` when it has a value that is not among them. */
function tableOf({ expose: { values = [] } }: Feature, all: Table): Table | undefined {
  const isKnown = values.length > 0 && values.every((value) => typeof value === "string" && Object.hasOwn(all, value));
  return isKnown ? Object.fromEntries(Object.entries(all).filter(([value]) => values.includes(value))) : undefined;
}

function enumeration(feature: Feature, table: Table) {
  const narrowed = { enum: [...new Set(Object.values(table))] };
  return { terms: { ...placeTerms(feature), "map:enum": table }, narrowed };
}

const isLossy = (_: Feature, table: Table): boolean => new Set(Object.values(table)).size < Object.keys(table).length;
