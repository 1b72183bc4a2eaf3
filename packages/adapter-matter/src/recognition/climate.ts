import { kindOf } from "../device-types.js";
import { attributeRow, hasAttribute, numberOf, type PlacedCluster, type Row } from "./served.js";

/** Hundredths of a degree Celsius. */
const centi = { "map:scale": 0.01 } as const;

const hasHeating = (place: PlacedCluster): boolean => hasAttribute(place, "occupiedHeatingSetpoint");
const hasCooling = (place: PlacedCluster): boolean => hasAttribute(place, "occupiedCoolingSetpoint");

/** What may be written to a setpoint, in hundredths of a degree: its own limits, or those of the device. */
function setpointSchema(place: PlacedCluster, way: "Heat" | "Cool") {
  const [least, most] = way === "Heat" ? [700, 3000] : [1600, 3200];
  return {
    type: "integer",
    minimum: numberOf(place, `min${way}SetpointLimit`, numberOf(place, `absMin${way}SetpointLimit`, least)),
    maximum: numberOf(place, `max${way}SetpointLimit`, numberOf(place, `absMax${way}SetpointLimit`, most)),
  } as const;
}

/** Of a device that can do one thing only. */
const singleSetpoint = (name: "occupiedHeatingSetpoint" | "occupiedCoolingSetpoint", way: "Heat" | "Cool"): Row =>
  attributeRow(name, { name: "targetTemperature", part: "target-temperature" }, centi, (place) => ({
    attribute: name,
    schema: setpointSchema(place, way),
  }));

/** While it cools, also by itself in the mode auto, the setpoint for cooling counts; else that for heating. */
const isCooling = (state: string): string =>
  `${state}.systemMode in [3, 6] or (${state}.systemMode = 1 and ${state}.thermostatRunningMode = 3)`;

const twoSetpoints: Row = (place) => {
  const [heat, cool] = [setpointSchema(place, "Heat"), setpointSchema(place, "Cool")];
  const [minimum, maximum] = [Math.min(heat.minimum, cool.minimum) / 100, Math.max(heat.maximum, cool.maximum) / 100];
  return {
    kind: "property",
    name: "targetTemperature",
    part: "target-temperature",
    narrowed: { minimum: Math.max(5, minimum), maximum: Math.min(35, maximum) },
    source: "attributes",
    terms: {
      "map:read": `(${isCooling("$")} ? occupiedCoolingSetpoint : occupiedHeatingSetpoint) / 100`,
      "map:write": `($value := $round($ * 100); ${isCooling("$state")} ? {"occupiedCoolingSetpoint": $value} : {"occupiedHeatingSetpoint": $value})`,
    },
    taker: { attributes: { occupiedHeatingSetpoint: heat, occupiedCoolingSetpoint: cool } },
  };
};

const targetRow: Row = (place) => {
  if (hasHeating(place) && hasCooling(place)) return twoSetpoints(place);
  return hasHeating(place)
    ? singleSetpoint("occupiedHeatingSetpoint", "Heat")(place)
    : singleSetpoint("occupiedCoolingSetpoint", "Cool")(place);
};

/** `systemMode`; of several that are one mode of the common API, the first is what is written. */
const modeRow: Row = (place) => {
  if (!hasAttribute(place, "systemMode")) return undefined;
  const [heats, cools] = [hasHeating(place), hasCooling(place)];
  const isAuto = heats && cools && hasAttribute(place, "minSetpointDeadBand");
  const movesAir = kindOf(place.deviceTypes) === "airConditioner";
  const otherwise = heats ? "heat" : "cool";
  const modes = [
    "off",
    heats ? "heat" : undefined,
    cools ? "cool" : undefined,
    isAuto ? "auto" : undefined,
    movesAir ? "fan" : undefined,
  ];
  return {
    kind: "property",
    name: "mode",
    part: "climate-mode",
    narrowed: { enum: modes.filter((mode) => mode !== undefined) },
    source: "attributes",
    terms: {
      "map:pick": "/systemMode",
      "map:enum": {
        0: "off",
        1: isAuto ? "auto" : otherwise,
        ...(cools && { 3: "cool" }),
        ...(heats && { 4: "heat", 5: "heat" }),
        ...(cools && { 6: "cool" }),
        7: movesAir ? "fan" : "off", // what only moves air does nothing for the temperature
        ...(cools && { 8: "cool" }),
        9: isAuto ? "auto" : otherwise,
      },
      ...(!isAuto && { "map:write": `{"systemMode": $lookup({"off": 0, "cool": 3, "heat": 4, "fan": 7}, $)}` }),
    },
    taker: { attribute: "systemMode", schema: { type: "integer", minimum: 0, maximum: 9 } },
  };
};

/** Of the relays that are on; where they are not told, of the demands. */
const statusRow: Row = (place) => {
  const status = { kind: "property", name: "status", part: "climate-mode", source: "attributes" } as const;
  const narrowed = {
    enum: ["idle", ...(hasHeating(place) ? ["heating"] : []), ...(hasCooling(place) ? ["cooling"] : [])],
  };
  if (hasAttribute(place, "thermostatRunningState")) {
    const read = 'heat or heatStage2 ? "heating" : cool or coolStage2 ? "cooling" : "idle"';
    return { ...status, narrowed, terms: { "map:pick": "/thermostatRunningState", "map:read": read } };
  }
  if (!hasAttribute(place, "piHeatingDemand") && !hasAttribute(place, "piCoolingDemand")) return undefined;
  const read = 'piHeatingDemand > 0 ? "heating" : piCoolingDemand > 0 ? "cooling" : "idle"';
  return { ...status, narrowed, terms: { "map:read": read } };
};

const demandRow = (attribute: string, name: string): Row => attributeRow(attribute, { name });

export const thermostatRows: readonly Row[] = [
  attributeRow("localTemperature", { name: "roomTemperature" }, centi),
  targetRow,
  modeRow,
  statusRow,
  demandRow("piHeatingDemand", "heatingDemand"),
  demandRow("piCoolingDemand", "coolingDemand"),
];

/** `percentSetting` is null while the fan decides itself: then the speed is what it runs at. */
const fanSpeedRow: Row = (place) =>
  !hasAttribute(place, "percentSetting")
    ? undefined
    : {
        kind: "property",
        name: "fanSpeed",
        part: "fan",
        source: "attributes",
        terms: {
          "map:read": "percentSetting != null ? percentSetting : percentCurrent",
          "map:write": '{"percentSetting": $}',
        },
        taker: { attribute: "percentSetting", schema: { type: "integer", minimum: 0, maximum: 100 } },
      };

/** A fan without On/Off is off by its mode; 3 is high, which every fan that is switched on knows. */
const fanOnRow: Row = (place) =>
  !hasAttribute(place, "fanMode")
    ? undefined
    : {
        kind: "property",
        name: "on",
        part: "on-off",
        source: "attributes",
        terms: { "map:pick": "/fanMode", "map:read": "$ != 0", "map:write": '{"fanMode": $ ? 3 : 0}' },
        taker: { attribute: "fanMode", schema: { type: "integer", minimum: 0, maximum: 6 } },
      };

export const fanRows: readonly Row[] = [fanSpeedRow, fanOnRow];
