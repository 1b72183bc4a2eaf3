import type { Installer } from "../installation.js";
import { airQualitySensor } from "./air-quality-sensor.js";
import { hvacUnit } from "./hvac-unit.js";
import { lightingHub } from "./lighting-hub.js";
import { roomSensors } from "./room-sensors.js";

/** Every kind of device that the simulated building has. */
export const installers: readonly Installer[] = [lightingHub, hvacUnit, roomSensors, airQualitySensor];
