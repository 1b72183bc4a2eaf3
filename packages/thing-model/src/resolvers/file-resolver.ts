import { constants } from "node:fs";
import { type FileHandle, open, realpath } from "node:fs/promises";
import { sep } from "node:path";
import { fileURLToPath } from "node:url";
import { ThingDescriptionError } from "@thingwright/errors";
import type { ThingModelResolver } from "../thing-model-resolver.js";
import { decodedText } from "./decoded-text.js";

/** Thing Models from `file:` URLs under the folder `root`; what lies outside, also by a symbolic link, is not there. */
export function fileResolver({ root }: { readonly root: string }): ThingModelResolver {
  return {
    async read(url, { maxBytes, signal }) {
      const path = await pathInside(root, url);
      if (path === undefined) return undefined;
      const file = await open(path, flags).catch(() => undefined);
      if (file === undefined) return undefined;
      try {
        return await textOf(file, url, maxBytes, signal);
      } finally {
        await file.close();
      }
    },
  };
}

/** Does not wait for the writer of a pipe, and follows no link that was put there after the path was checked. */
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/** Reads no more than was measured: a file that grows meanwhile is cut off and so is no JSON. */
async function textOf(
  file: FileHandle,
  url: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  const stat = await file.stat();
  if (!stat.isFile()) return undefined;
  if (stat.size > maxBytes) throw new ThingDescriptionError("WOT_TD_LIMIT", `${url} is over maxBytes (${maxBytes})`);
  signal.throwIfAborted();
  const buffer = new Uint8Array(stat.size);
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return decodedText(buffer.subarray(0, length), url);
}

async function pathInside(root: string, url: string): Promise<string | undefined> {
  if (!url.startsWith("file:")) return undefined;
  try {
    const [folder, path] = await Promise.all([realpath(root), realpath(fileURLToPath(url))]);
    return path.startsWith(folder.endsWith(sep) ? folder : folder + sep) ? path : undefined;
  } catch {
    return undefined;
  }
}
