import { DataSchemaError } from "@thingwright/errors";

/** The DataSchemaError of `attempt`, which must fail with one. */
export function refusalOf(attempt: () => unknown): DataSchemaError {
  try {
    attempt();
  } catch (error) {
    if (error instanceof DataSchemaError) return error;
    throw error;
  }
  throw new TypeError("nothing was refused");
}

/** Whether `attempt` fails with WOT_DATA_SYNTAX; any other failure is thrown on. */
export function refuses(attempt: () => unknown): boolean {
  try {
    attempt();
    return false;
  } catch (error) {
    if (error instanceof DataSchemaError && error.code === "WOT_DATA_SYNTAX") return true;
    throw error;
  }
}

export const none: ReadonlyMap<string, string> = new Map();
export const bytesOfHex = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));
export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
