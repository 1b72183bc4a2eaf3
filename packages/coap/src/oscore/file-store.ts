import { open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { InternalError, UsageError } from "@thingwright/errors";
import type { OscoreStore, Reservation } from "./state-store.js";
import { StoreLock } from "./store-lock.js";

/** A store that holds a directory until it is disposed of, or the process ends. */
export interface FileStore extends OscoreStore, AsyncDisposable {}

/**
 * Keeps the next number of each key in a file of its own in `directory`, which is made when it is missing. A write goes to
 * a second file that takes the first one's place once it is on the disk, so that a crash leaves the old number or the new
 * one. The directory is the store's own from the first reservation on: another process, and another store, is refused.
 *
 * `reserve` rejects with `UsageError` WOT_STATE when the directory is in use or the store was disposed of, and with
 * `InternalError` WOT_INTERNAL when a file cannot be read, written or understood: to go on with a guess would use sequence
 * numbers twice.
 */
export function fileStore(directory: string): FileStore {
  return new DirectoryStore(directory);
}

class DirectoryStore implements FileStore {
  readonly #directory: string;
  /** The latest reservation: each waits for the one before it. */
  #latest: Promise<unknown> = Promise.resolve();
  #lock: StoreLock | undefined;
  #isDisposed = false;

  constructor(directory: string) {
    this.#directory = directory;
  }

  reserve(key: string, count: number): Promise<Reservation> {
    const reservation = this.#latest.then(() => this.#reserveLocked(key, count));
    this.#latest = reservation.catch(() => undefined);
    return reservation;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isDisposed = true;
    await this.#latest;
    const lock = this.#lock;
    this.#lock = undefined;
    await lock?.[Symbol.asyncDispose]();
  }

  async #reserveLocked(key: string, count: number): Promise<Reservation> {
    if (this.#isDisposed) throw new UsageError("WOT_STATE", "the OSCORE store was disposed of");
    this.#lock ??= await StoreLock.take(this.#directory);
    return this.#reserve(key, count);
  }

  async #reserve(key: string, count: number): Promise<Reservation> {
    const text = await contentOf(join(this.#directory, `${key}.json`));
    const first = text === undefined ? 0 : nextSequenceIn(text, key);
    try {
      await replaceFile(this.#directory, `${key}.json`, `${JSON.stringify({ nextSequence: first + count })}\n`);
    } catch (cause) {
      throw new InternalError("WOT_INTERNAL", `the OSCORE state ${key} cannot be written`, { cause });
    }
    return { first, isNew: text === undefined };
  }
}

async function contentOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new InternalError("WOT_INTERNAL", `the OSCORE state ${path} cannot be read`, { cause });
  }
}

function nextSequenceIn(text: string, key: string): number {
  const next = parsed(text)?.nextSequence;
  if (typeof next === "number" && Number.isSafeInteger(next) && next >= 0) return next;
  throw new InternalError("WOT_INTERNAL", `the OSCORE state ${key} is damaged`);
}

function parsed(text: string): { readonly nextSequence?: unknown } | undefined | null {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function replaceFile(directory: string, name: string, text: string): Promise<void> {
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
