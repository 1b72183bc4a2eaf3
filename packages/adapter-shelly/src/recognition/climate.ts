import type { Component } from "../component.js";
import { parameters, pointerTo, type Row } from "./served.js";

const numberRow =
  (member: string, name: string): Row =>
  (component) =>
    !Object.hasOwn(component.status, member)
      ? undefined
      : { kind: "property", name, source: "status", terms: { "map:pick": pointerTo(component, member) } };

const target = numberRow("target_C", "targetTemperature");

/** A setpoint that `method` takes, as the parameters that `write` says. */
const targetRow =
  (method: string, write: (component: Component) => string): Row =>
  (component) => {
    const found = target(component);
    return found && { ...found, method, terms: { ...found.terms, "map:write": write(component) } };
  };

/** What it does when it is on: the configuration has it as `type`. */
const isCooling = ({ config }: Component): boolean => config.type === "cooling";

const modeRow: Row = (component) => {
  if (typeof component.status.enable !== "boolean") return alwaysHeats(component);
  const on = isCooling(component) ? "cool" : "heat";
  return {
    kind: "property",
    name: "mode",
    source: "status",
    method: "Thermostat.SetConfig",
    terms: {
      "map:pick": pointerTo(component, "enable"),
      "map:enum": { true: on, false: "off" },
      "map:write": parameters(component, '"config": {"enable": $ != "off"}'),
    },
    narrowed: { enum: ["off", on] },
  };
};

/** The mode of one that has none stands on its setpoint, which all have. */
const alwaysHeats: Row = (component) => ({
  kind: "property",
  name: "mode",
  source: "status",
  terms: { "map:pick": pointerTo(component, "target_C"), "map:read": '"heat"' },
  narrowed: { enum: ["heat"] },
});

const statusRow: Row = (component) =>
  typeof component.status.output !== "boolean"
    ? undefined
    : {
        kind: "property",
        name: "status",
        source: "status",
        terms: {
          "map:pick": pointerTo(component, "output"),
          "map:enum": { true: isCooling(component) ? "cooling" : "heating", false: "idle" },
        },
      };

/** Thermostats by type of component; a radiator valve behind a BLU gateway is spoken to through it. */
export const climateRows: Readonly<Record<string, readonly Row[]>> = {
  thermostat: [
    numberRow("current_C", "roomTemperature"),
    targetRow("Thermostat.SetConfig", (component) => parameters(component, '"config": {"target_C": $}')),
    modeRow,
    statusRow,
  ],
  blutrv: [
    numberRow("current_C", "roomTemperature"),
    targetRow("BluTrv.Call", (component) =>
      parameters(component, '"method": "TRV.SetTarget"', '"params": {"id": 0, "target_C": $}'),
    ),
    alwaysHeats,
    numberRow("pos", "heatingDemand"),
    numberRow("battery", "battery"),
  ],
};
