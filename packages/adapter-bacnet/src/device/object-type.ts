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
