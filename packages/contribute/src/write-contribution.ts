import { constants } from "node:fs";
import { lstat, mkdir, open, realpath } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { isWotError, UsageError } from "@thingwright/errors";
import type { ContributionFile } from "./contribution.js";

export interface WriteOptions {
  /** Whether files that are there already are overwritten; default no. */
  readonly force?: boolean;
}

/** A segment of a path: not hidden, not a way up. */
const segment = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/**
 * Writes the files below `folder`, all or, where one cannot be, none of those that stand in the way of it. Nothing is
 * written outside of the folder, also not by a symbolic link in it.
 *
 * @returns the paths of the written files
 * @throws {UsageError} WOT_ARGUMENT for a path that leads out, for a file that is there without `force`, and for what
 *   cannot be written
 */
export async function writeContribution(
  folder: string,
  files: readonly ContributionFile[],
  { force = false }: WriteOptions = {},
): Promise<readonly string[]> {
  try {
    await mkdir(folder, { recursive: true });
    const root = await realpath(folder);
    const targets = files.map(({ path, text }) => ({ target: inside(root, path), text }));
    for (const { target } of targets) await refuseExisting(target, force);
    for (const { target, text } of targets) await write(root, target, text, force);
    return targets.map(({ target }) => join(folder, relative(root, target)));
  } catch (cause) {
    if (isWotError(cause)) throw cause;
    throw new UsageError("WOT_ARGUMENT", `the contribution cannot be written: ${(cause as Error).message}`, { cause });
  }
}

function inside(root: string, path: string): string {
  if (path.split("/").every((name) => segment.test(name))) return resolve(root, path);
  throw new UsageError("WOT_ARGUMENT", "a contribution has a file with a path that may lead out of its folder");
}

async function refuseExisting(target: string, force: boolean): Promise<void> {
  const there = await lstat(target).catch(() => undefined);
  if (there === undefined || (force && there.isFile())) return;
  throw new UsageError(
    "WOT_ARGUMENT",
    `${target} is there already${force ? " and is no file" : "; --force overwrites it"}`,
  );
}

async function write(root: string, target: string, text: string, force: boolean): Promise<void> {
  const parent = dirname(target);
  await existingParentInside(root, parent);
  await mkdir(parent, { recursive: true });
  const create = force ? constants.O_TRUNC : constants.O_EXCL;
  const file = await open(target, constants.O_WRONLY | constants.O_CREAT | create | (constants.O_NOFOLLOW ?? 0));
  try {
    await file.writeFile(text);
  } finally {
    await file.close();
  }
}

/** Of the folders on the way to a file, the last that is there already must really be below the root. */
async function existingParentInside(root: string, folder: string): Promise<void> {
  const real = await realpath(folder).catch(() => undefined);
  if (real === undefined) return await existingParentInside(root, dirname(folder));
  if (real === root || real.startsWith(`${root}${sep}`)) return;
  throw new UsageError("WOT_ARGUMENT", `${folder} leads out of the folder by a symbolic link`);
}
