import { mkdir, open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { InternalError } from "@thingwright/errors";
import type { OscoreState, OscoreStore } from "./state-store.js";

/**
 * Keeps each state in a file of its own in `directory`, which is made when it is missing. A write goes to a second file
 * that takes the first one's place once it is on the disk, so that a crash leaves the old state or the new one. One
 * process at a time may use a directory.
 *
 * Its methods reject with `InternalError` WOT_INTERNAL when a file cannot be read, written or understood: to go on with a
 * guess would use sequence numbers twice.
 */
export function fileStore(directory: string): OscoreStore {
  return {
    async read(key) {
      const text = await contentOf(join(directory, `${key}.json`));
      return text === undefined ? undefined : stateIn(text, key);
    },
    async write(key, state) {
      try {
        await replaceFile(directory, `${key}.json`, `${JSON.stringify(state)}\n`);
      } catch (cause) {
        throw new InternalError("WOT_INTERNAL", `the OSCORE state ${key} cannot be written`, { cause });
      }
    },
  };
}

async function contentOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new InternalError("WOT_INTERNAL", `the OSCORE state ${path} cannot be read`, { cause });
  }
}

function stateIn(text: string, key: string): OscoreState {
  try {
    const { nextSequence } = JSON.parse(text) as Partial<OscoreState>;
    if (typeof nextSequence === "number" && Number.isSafeInteger(nextSequence) && nextSequence >= 0) {
      return { nextSequence };
    }
  } catch {
    // Falls through to the same complaint.
  }
  throw new InternalError("WOT_INTERNAL", `the OSCORE state ${key} is damaged`);
}

async function replaceFile(directory: string, name: string, text: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, name);
  await writeSynced(`${path}.new`, text);
  await rename(`${path}.new`, path);
  await syncDirectory(directory);
}

async function writeSynced(path: string, text: string): Promise<void> {
  const file = await open(path, "w", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The new name must be on the disk too. Some systems, such as Windows, know no such thing for directories. */
async function syncDirectory(directory: string): Promise<void> {
  try {
    const handle = await open(directory, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "EPERM" && code !== "EISDIR" && code !== "EACCES" && code !== "EINVAL") throw error;
  }
}
