import { compound, type DatapointType, reserved, scalar } from "../datapoint-type.js";
import { choice, flag, invertedFlag, signed, unsigned } from "../field.js";
import { float16, float32 } from "../float.js";
import { hvacModes } from "./modes.js";

const percent = unsigned(8, { unit: "PERCENT", scale: 100 / 255 });
const celsius = float16({ unit: "DEG_C", range: [-273, 670_433.28] });
const kelvin = float16({ unit: "K" });
const scene = unsigned(6);
const minutes = unsigned(16, { unit: "MIN" });
const digit = unsigned(4, { range: [0, 9] });
const step = (name: string) =>
  [reserved(4), [`${name}Up`, flag("less", "more")], [`${name}Step`, unsigned(3)]] as const;

/** Types of several fields. */
export const structureTypes: readonly DatapointType[] = [
  compound("15.000", "Access", [
    ...[6, 5, 4, 3, 2, 1].map((place) => [`digit${place}`, digit] as const),
    ["error", flag()],
    ["accepted", flag()],
    ["rightToLeft", flag()],
    ["encrypted", flag()],
    ["index", unsigned(4)],
  ]),
  scalar("17.001", "Scene", scene, 2),
  compound("18.001", "Control of a scene", [["learn", flag("recall", "store")], reserved(1), ["scene", scene]]),
  compound("25.1000", "Repetitions", [
    ["busy", unsigned(4, { range: [0, 3] })],
    ["nak", unsigned(4, { range: [0, 3] })],
  ]),
  compound("26.001", "Information on a scene", [reserved(1), ["active", invertedFlag()], ["scene", scene]]),
  compound("206.100", "Next climate mode", [
    ["delay", minutes],
    ["mode", choice(8, { ...hvacModes, 0: "undefined" })],
  ]),
  compound("206.102", "Next mode of hot water", [
    ["delay", minutes],
    ["mode", choice(8, { 0: "undefined", 1: "legionella-protection", 2: "normal", 3: "reduced", 4: "off" })],
  ]),
  compound("206.104", "Next occupancy", [
    ["delay", minutes],
    ["mode", choice(8, { 0: "occupied", 1: "standby", 2: "not-occupied" })],
  ]),
  compound("206.105", "Next mode of a building", [
    ["delay", minutes],
    ["mode", choice(8, { 0: "in-use", 1: "not-in-use", 2: "protection" })],
  ]),
  compound("207.600", "Status of a lighting actuator", [
    ["value", percent],
    ["failure", flag()],
    ["overridden", flag()],
    ["dimming", flag()],
    ["staircase", flag()],
    ["nightMode", flag()],
    ["forced", flag()],
    ["locked", flag()],
    ["valid", flag()],
  ]),
  compound("217.001", "Version", [
    ["magic", unsigned(5)],
    ["version", unsigned(5)],
    ["revision", unsigned(6)],
  ]),
  compound("222.100", "Set points of a room", [
    ["comfort", celsius],
    ["standby", celsius],
    ["economy", celsius],
  ]),
  compound("222.101", "Shifts of the set points of a room", [
    ["comfort", kelvin],
    ["standby", kelvin],
    ["economy", kelvin],
  ]),
  compound("225.001", "Speed of dimming", [
    ["time", unsigned(16, { unit: "MilliSEC", scale: 100 })],
    ["percent", percent],
  ]),
  compound("225.002", "Time of a step of dimming", [
    ["time", unsigned(16, { unit: "MilliSEC" })],
    ["percent", percent],
  ]),
  compound("229.001", "Metering value", [
    ["count", signed(32)],
    ["coding", unsigned(8)],
    reserved(3),
    ["alarmUnacknowledged", flag()],
    ["inAlarm", flag()],
    ["overridden", flag()],
    ["fault", flag()],
    ["outOfService", flag()],
  ]),
  compound("230.1000", "Address of an M-Bus meter", [
    ["manufacturer", unsigned(16)],
    ["identification", unsigned(32)],
    ["version", unsigned(8)],
    ["medium", unsigned(8)],
  ]),
  compound("232.600", "Colour in red, green and blue", [
    ["red", unsigned(8)],
    ["green", unsigned(8)],
    ["blue", unsigned(8)],
  ]),
  compound("235.001", "Active energy of a tariff", [
    ["energy", signed(32, { unit: "W-HR" })],
    ["tariff", unsigned(8)],
    reserved(6),
    ["energyValid", invertedFlag()],
    ["tariffValid", invertedFlag()],
  ]),
  compound("236.001", "Control by priority", [
    ["released", flag("has priority", "gives priority up")],
    ["priority", unsigned(3)],
    ["mode", unsigned(4)],
  ]),
  compound("237.600", "Diagnosis of control gear", [
    reserved(5),
    ["converterError", flag()],
    ["ballastFailure", flag()],
    ["lampFailure", flag()],
    ["response", flag("read", "response")],
    ["group", flag("address of a device", "address of a group")],
    ["address", unsigned(6)],
  ]),
  compound("238.600", "Diagnosis of DALI", [
    ["ballastFailure", flag()],
    ["lampFailure", flag()],
    ["address", unsigned(6)],
  ]),
  compound("240.800", "Position of a blind", [
    ["height", percent],
    ["slats", percent],
    reserved(6),
    ["slatsValid", flag()],
    ["heightValid", flag()],
  ]),
  compound("242.600", "Colour in x, y and brightness", [
    ["x", unsigned(16, { scale: 1 / 65_535 })],
    ["y", unsigned(16, { scale: 1 / 65_535 })],
    ["brightness", percent],
    reserved(6),
    ["colourValid", flag()],
    ["brightnessValid", flag()],
  ]),
  compound("246.600", "Battery", [
    reserved(5),
    ["full", flag()],
    ["durationFailure", flag()],
    ["failure", flag()],
    ["level", percent],
  ]),
  compound("249.600", "Transition to a brightness and colour temperature", [
    ["time", unsigned(16, { unit: "MilliSEC", scale: 100 })],
    ["colourTemperature", unsigned(16, { unit: "K" })],
    ["brightness", percent],
    reserved(5),
    ["timeValid", flag()],
    ["colourTemperatureValid", flag()],
    ["brightnessValid", flag()],
  ]),
  compound("250.600", "Steps of brightness and colour temperature", [
    ...step("colourTemperature"),
    ...step("brightness"),
    reserved(6),
    ["colourTemperatureValid", flag()],
    ["brightnessValid", flag()],
  ]),
  compound("251.600", "Colour in red, green, blue and white", [
    ["red", percent],
    ["green", percent],
    ["blue", percent],
    ["white", percent],
    reserved(12),
    ["redValid", flag()],
    ["greenValid", flag()],
    ["blueValid", flag()],
    ["whiteValid", flag()],
  ]),
  compound("252.600", "Steps of red, green, blue and white", [
    ...step("red"),
    ...step("green"),
    ...step("blue"),
    ...step("white"),
    reserved(4),
    ["redValid", flag()],
    ["greenValid", flag()],
    ["blueValid", flag()],
    ["whiteValid", flag()],
  ]),
  compound("254.600", "Steps of red, green and blue", [...step("red"), ...step("green"), ...step("blue")]),
  compound("255.001", "Place on earth", [
    ["longitude", float32({ unit: "DEG" })],
    ["latitude", float32({ unit: "DEG" })],
  ]),
  compound("275.100", "Set points of a room", [
    ["comfort", celsius],
    ["standby", celsius],
    ["economy", celsius],
    ["protection", celsius],
  ]),
  compound("275.101", "Shifts of the set points of a room", [
    ["comfort", kelvin],
    ["standby", kelvin],
    ["economy", kelvin],
    ["protection", kelvin],
  ]),
];
