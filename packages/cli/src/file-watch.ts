import { watch } from "node:fs";
import { basename, dirname, resolve } from "node:path";

/** Editors write a file in several steps, and some put a new one in its place. */
const settleMs = 200;

/**
 * Calls `changed` when `file` has been written or replaced, once things have settled, and never twice at a time.
 *
 * @returns what ends it, and waits for the call that is under way
 */
export function watchFile(file: string, changed: () => Promise<void>): () => Promise<void> {
  const path = resolve(file);
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> = Promise.resolve();
  // The folder is watched: a file that is put in the place of another would not be seen.
  const watcher = watch(dirname(path), (_, name) => {
    if (name !== null && name !== basename(path)) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      working = working.then(changed);
    }, settleMs);
  });
  watcher.on("error", () => watcher.close());
  return async () => {
    clearTimeout(timer);
    watcher.close();
    await working;
  };
}
