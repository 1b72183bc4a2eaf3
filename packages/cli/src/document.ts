import { readFile } from "node:fs/promises";
import { UsageError } from "@thingwright/errors";

/** The bytes of a file. @throws {UsageError} WOT_ARGUMENT when it cannot be read */
export async function readDocument(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new UsageError("WOT_ARGUMENT", `${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
}
