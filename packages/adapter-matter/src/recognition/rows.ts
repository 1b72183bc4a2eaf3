import { clusterIds } from "../clusters.js";
import { fanRows, thermostatRows } from "./climate.js";
import { coveringRows } from "./covering.js";
import { brightnessRow, colourRows, onRow } from "./light.js";
import { lockRows } from "./lock.js";
import {
  booleanStateRows,
  carbonDioxideRows,
  electricalEnergyRows,
  electricalPowerRows,
  humidityRows,
  illuminanceRows,
  occupancyRows,
  organicCompoundsRows,
  pm1Rows,
  pm10Rows,
  pm25Rows,
  powerSourceRows,
  pressureRows,
  smokeRows,
  temperatureRows,
} from "./sensing.js";
import { attributeRow, hasCommand, type Row } from "./served.js";

const identifyRow: Row = (place) =>
  !hasCommand(place, "identify")
    ? undefined
    : {
        kind: "action",
        name: "identify",
        part: "identify",
        source: "none",
        terms: { "map:value": { identifyTime: 10 } },
        taker: { command: "identify", input: { identifyTime: { type: "integer" } } },
        covers: ["identify"],
      };

const firmwareRow = attributeRow("softwareVersionString", { name: "firmwareVersion", part: "firmware" });

/** How clusters serve the common API, by their ids. */
export const rows: ReadonlyMap<number, readonly Row[]> = new Map<number, readonly Row[]>([
  [clusterIds.identify, [identifyRow]],
  [clusterIds.onOff, [onRow]],
  [clusterIds.levelControl, [brightnessRow]],
  [clusterIds.basicInformation, [firmwareRow]],
  [clusterIds.bridgedDeviceBasicInformation, [firmwareRow]],
  [clusterIds.powerSource, powerSourceRows],
  [clusterIds.booleanState, booleanStateRows],
  [clusterIds.smokeCoAlarm, smokeRows],
  [clusterIds.electricalPowerMeasurement, electricalPowerRows],
  [clusterIds.electricalEnergyMeasurement, electricalEnergyRows],
  [clusterIds.doorLock, lockRows],
  [clusterIds.windowCovering, coveringRows],
  [clusterIds.thermostat, thermostatRows],
  [clusterIds.fanControl, fanRows],
  [clusterIds.colorControl, colourRows],
  [clusterIds.illuminanceMeasurement, illuminanceRows],
  [clusterIds.temperatureMeasurement, temperatureRows],
  [clusterIds.pressureMeasurement, pressureRows],
  [clusterIds.relativeHumidityMeasurement, humidityRows],
  [clusterIds.occupancySensing, occupancyRows],
  [clusterIds.carbonDioxideConcentration, carbonDioxideRows],
  [clusterIds.pm1Concentration, pm1Rows],
  [clusterIds.pm25Concentration, pm25Rows],
  [clusterIds.pm10Concentration, pm10Rows],
  [clusterIds.organicCompoundsConcentration, organicCompoundsRows],
]);
