/**
 * The value that an argument of the command line stands for: JSON where it is JSON, else the text itself.
 * `undefined` stays: no value was given.
 */
export function valueOfArgument(argument: string | undefined): unknown {
  if (argument === undefined) return undefined;
  try {
    return JSON.parse(argument) as unknown;
  } catch {
    return argument;
  }
}

/** A value for a person: text as it is, everything else as JSON. */
export function printable(value: unknown, asJson: boolean): string {
  if (value === undefined) return asJson ? "null" : "";
  return typeof value === "string" && !asJson ? value : JSON.stringify(value);
}
