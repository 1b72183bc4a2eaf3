import type { ServientOptions } from "@thingwright/core";
import { UsageError } from "@thingwright/errors";
import { memoryCredentials } from "@thingwright/security";
import { readDocument } from "./document.js";

/** Texts of a file of credentials, whatever they are for. @throws {UsageError} WOT_ARGUMENT as {@link readCredentials} */
export async function secretTexts(file: string): Promise<readonly string[]> {
  await readCredentials(file);
  const texts: string[] = [];
  JSON.parse(new TextDecoder().decode(await readDocument(file)), (_, value: unknown) => {
    if (typeof value === "string") texts.push(value);
    return value;
  });
  return texts;
}

/**
 * The secrets of a file: a JSON object of them by Thing id (or `*`) and security definition, and, under `origins`, by the
 * origin that a Thing Description is got from.
 *
 * @throws {UsageError} WOT_ARGUMENT when it cannot be read or is something else
 */
export async function readCredentials(
  file: string,
): Promise<Required<Pick<ServientOptions, "credentials" | "originCredentials">>> {
  const text = new TextDecoder().decode(await readDocument(file));
  try {
    const { origins = {}, ...things } = JSON.parse(text);
    return { credentials: memoryCredentials(things), originCredentials: new Map(Object.entries(origins)) };
  } catch (cause) {
    throw new UsageError("WOT_ARGUMENT", `${file} holds no credentials: ${(cause as Error).message}`, { cause });
  }
}
