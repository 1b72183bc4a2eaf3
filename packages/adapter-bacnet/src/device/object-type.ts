/** Object types (ASHRAE 135 §21, BACnetObjectType) whose present value is a value of the site. */
export const objectType = {
  analogInput: 0,
  analogOutput: 1,
  analogValue: 2,
  binaryInput: 3,
  binaryOutput: 4,
  binaryValue: 5,
  multiStateInput: 13,
  multiStateOutput: 14,
  multiStateValue: 19,
  accumulator: 23,
  pulseConverter: 24,
  characterStringValue: 40,
  integerValue: 45,
  largeAnalogValue: 46,
  positiveIntegerValue: 48,
  lightingOutput: 54,
} as const;

/** The type of the one object that stands for the device itself. */
export const deviceType = 8;

/** What the present value of an object is. */
export type PointKind = "analog" | "binary" | "multi-state" | "text";

/** How objects of a type behave (§12). */
export interface ObjectTypeTraits {
  /** As the standard calls it. */
  readonly name: string;
  readonly kind: PointKind;
  /** `bacv:` data type of the present value. */
  readonly dataType: "Real" | "Double" | "Unsigned" | "Signed" | "Enumerated" | "String";
  /**
   * `input`: only the device sets it; `output`: commands of 16 priorities set it; `value`: written or commanded, as the
   * object has it.
   */
  readonly role: "input" | "output" | "value";
}

const traits = (
  name: string,
  kind: PointKind,
  dataType: ObjectTypeTraits["dataType"],
  role: ObjectTypeTraits["role"],
): ObjectTypeTraits => ({ name, kind, dataType, role });

/** By type number. */
export const objectTypeTraits: ReadonlyMap<number, ObjectTypeTraits> = new Map([
  [objectType.analogInput, traits("analog-input", "analog", "Real", "input")],
  [objectType.analogOutput, traits("analog-output", "analog", "Real", "output")],
  [objectType.analogValue, traits("analog-value", "analog", "Real", "value")],
  [objectType.binaryInput, traits("binary-input", "binary", "Enumerated", "input")],
  [objectType.binaryOutput, traits("binary-output", "binary", "Enumerated", "output")],
  [objectType.binaryValue, traits("binary-value", "binary", "Enumerated", "value")],
  [objectType.multiStateInput, traits("multi-state-input", "multi-state", "Unsigned", "input")],
  [objectType.multiStateOutput, traits("multi-state-output", "multi-state", "Unsigned", "output")],
  [objectType.multiStateValue, traits("multi-state-value", "multi-state", "Unsigned", "value")],
  [objectType.accumulator, traits("accumulator", "analog", "Unsigned", "input")],
  [objectType.pulseConverter, traits("pulse-converter", "analog", "Real", "input")],
  [objectType.characterStringValue, traits("characterstring-value", "text", "String", "value")],
  [objectType.integerValue, traits("integer-value", "analog", "Signed", "value")],
  [objectType.largeAnalogValue, traits("large-analog-value", "analog", "Double", "value")],
  [objectType.positiveIntegerValue, traits("positive-integer-value", "analog", "Unsigned", "value")],
  [objectType.lightingOutput, traits("lighting-output", "analog", "Real", "output")],
]);

/** Objects that hold no value of the site: how a device keeps its schedules, trends, alarms, files and networks. */
export const administrativeTypes: ReadonlySet<number> = new Set([
  6, 7, 8, 9, 10, 12, 15, 16, 17, 18, 20, 25, 27, 28, 29, 30, 51, 52, 56, 62,
]);
