/** What a field of `PUT …/state` may hold. */
export interface StateField {
  accepts(value: unknown): boolean;
  /** For the hub's error message. */
  readonly expected: string;
}

/** The fields of a light's state that the hub knows, with their ranges. Brightness 1–254; colour temperature in mired. */
export const stateFields: ReadonlyMap<string, StateField> = new Map([
  ["on", { accepts: (value: unknown) => typeof value === "boolean", expected: "a boolean" }],
  ["bri", integer(1, 254)],
  ["ct", integer(153, 454)],
  ["xy", { accepts: isChromaticity, expected: "two numbers from 0 to 1" }],
  ["alert", oneOf("none", "select", "lselect")],
]);

function integer(minimum: number, maximum: number): StateField {
  return {
    accepts: (value) => Number.isInteger(value) && (value as number) >= minimum && (value as number) <= maximum,
    expected: `an integer from ${minimum} to ${maximum}`,
  };
}

function oneOf(...values: readonly string[]): StateField {
  return { accepts: (value) => typeof value === "string" && values.includes(value), expected: values.join(", ") };
}

function isChromaticity(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every(isFraction);
}

function isFraction(value: unknown): boolean {
  return typeof value === "number" && value >= 0 && value <= 1;
}
