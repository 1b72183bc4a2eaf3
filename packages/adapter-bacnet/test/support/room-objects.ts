import { propertyId } from "../../src/device/property-id.js";
import type { BacnetValue } from "../../src/protocol/value.js";
import { enumerated, flags, type Properties, real, text, unsigned } from "./fake-device.js";

const { objectName, presentValue, statusFlags, units, priorityArray, relinquishDefault, stateText } = propertyId;
const { numberOfStates, minPresentValue, maxPresentValue, description } = propertyId;

const slots = (): readonly BacnetValue[] => Array.from({ length: 16 }, (): BacnetValue => ({ type: "null" }));

export const analogInput = (name: string, value: number, unit: number): Properties => ({
  [objectName]: [text(name)],
  [presentValue]: [real(value)],
  [statusFlags]: [flags()],
  [units]: [enumerated(unit)],
});

export const setpoint = (name: string, value: number, unit: number): Properties => ({
  ...analogInput(name, value, unit),
  [minPresentValue]: [real(10)],
  [maxPresentValue]: [real(30)],
  [priorityArray]: slots(),
  [relinquishDefault]: [real(value)],
});

export const multiState = (name: string, value: number, states: readonly string[]): Properties => ({
  [objectName]: [text(name)],
  [presentValue]: [unsigned(value)],
  [statusFlags]: [flags()],
  [numberOfStates]: [unsigned(states.length)],
  [stateText]: states.map(text),
  [priorityArray]: slots(),
  [relinquishDefault]: [unsigned(value)],
});

export const binaryInput = (name: string, isActive: boolean): Properties => ({
  [objectName]: [text(name)],
  [description]: [text("")],
  [presentValue]: [enumerated(isActive ? 1 : 0)],
  [statusFlags]: [flags()],
});

/** A room whose names leave no doubt, and a fan that belongs to nothing. */
export const room = (): Record<string, Properties> => ({
  "0,1": analogInput("R101.RoomTemp", 21.5, 62),
  "2,1": setpoint("R101.RoomTempSetpoint", 20, 62),
  "19,1": multiState("R101.Mode", 1, ["Off", "Heat", "Cool", "Auto"]),
  "3,1": binaryInput("Fan status", false),
});
