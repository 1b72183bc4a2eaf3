import { randomUUID } from "node:crypto";
import { chmod, open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { UsageError } from "@thingwright/errors";

/**
 * Writes a file as a whole: whoever looks at it, or interrupts, finds what was there or what is to be there.
 *
 * @param mode - of the file; default: as it is, of a new one readable by all
 * @throws {UsageError} WOT_ARGUMENT when it cannot be written
 */
export async function writeAtomically(file: string, text: string, mode?: number): Promise<void> {
  const beside = join(dirname(file), `.${basename(file)}.${randomUUID()}`);
  try {
    await using handle = await open(beside, "wx", 0o600);
    await handle.writeFile(text);
    await handle.sync();
    await chmod(beside, mode ?? (await modeOf(file)));
    await rename(beside, file);
  } catch (cause) {
    await rm(beside, { force: true });
    throw new UsageError("WOT_ARGUMENT", `${file} cannot be written: ${(cause as Error).message}`, { cause });
  }
}

async function modeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).mode & 0o777;
  } catch {
    return 0o644;
  }
}
