import { existsSync } from "node:fs";
import type { Secret } from "@thingwright/adapter-core";
import { UsageError } from "@thingwright/errors";
import { isRecord } from "@thingwright/td";
import { writeAtomically } from "../atomic-write.js";
import { readDocument } from "../document.js";

/**
 * Adds a secret to a file of credentials, which nobody else may read when it is new. What it has already stays, but for an
 * earlier secret of the same name.
 *
 * @throws {UsageError} WOT_ARGUMENT when the file holds something else, or cannot be written
 */
export async function keepSecret(file: string, { id, definition, credentials }: Secret): Promise<void> {
  const before = existsSync(file) ? parsed(file, new TextDecoder().decode(await readDocument(file))) : {};
  const own = Object.hasOwn(before, id) && isRecord(before[id]) ? before[id] : {};
  const after = Object.fromEntries([...Object.entries(before), [id, { ...own, [definition]: credentials }]]);
  await writeAtomically(file, `${JSON.stringify(after, undefined, 2)}\n`, 0o600);
}

function parsed(file: string, text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch {
    // Said below.
  }
  throw new UsageError("WOT_ARGUMENT", `${file} holds no credentials`);
}
