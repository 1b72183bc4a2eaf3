import { existsSync } from "node:fs";
import { isAbsolute } from "node:path";
import { UsageError } from "@thingwright/errors";

/**
 * The files that `patterns` mean: each is a path, `-`, or, when there is no such file, a glob. In the order of the patterns, the
 * files of one sorted, none twice.
 *
 * @throws {UsageError} WOT_ARGUMENT for a pattern without a file
 */
export async function filesOf(patterns: readonly string[]): Promise<readonly string[]> {
  const files = new Set<string>();
  for (const pattern of patterns) {
    const found = pattern === "-" || existsSync(pattern) ? [pattern] : await matches(pattern);
    if (found.length === 0) throw new UsageError("WOT_ARGUMENT", `there is no file ${pattern}`);
    for (const file of found.sort()) files.add(file);
  }
  return [...files];
}

async function matches(pattern: string): Promise<string[]> {
  const { glob } = await import("tinyglobby");
  return await glob([pattern], { dot: true, absolute: isAbsolute(pattern) });
}
