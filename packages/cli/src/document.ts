import { open } from "node:fs/promises";
import { UsageError } from "@thingwright/errors";
import { parseJsonText } from "@thingwright/td";
import type { Terminal } from "./terminal.js";

/** Most bytes of a document that are read: one more than every limit of a document, so that it is seen to be over it. */
export const maxReadBytes = 4 * 1024 * 1024 + 1;

/**
 * The bytes of a file, or of standard input for `-`; of one that is longer than {@link maxReadBytes}, the first so many.
 *
 * @throws {UsageError} WOT_ARGUMENT when it cannot be read
 */
export async function readDocument(file: string, terminal?: Terminal): Promise<Uint8Array> {
  if (file === "-" && terminal !== undefined) return await readInput(terminal);
  try {
    await using handle = await open(file);
    return await firstBytes(handle.createReadStream({ end: maxReadBytes - 1, autoClose: false }));
  } catch (cause) {
    throw new UsageError("WOT_ARGUMENT", `${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

async function readInput({ input }: Terminal): Promise<Uint8Array> {
  if (input !== undefined) return await firstBytes(input());
  throw new UsageError("WOT_ARGUMENT", "there is no standard input to read from");
}

async function firstBytes(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const read: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    read.push(chunk.subarray(0, maxReadBytes - length));
    length += read.at(-1)!.length;
    if (length === maxReadBytes) break;
  }
  return Buffer.concat(read, length);
}

/** The JSON value of a file or of standard input. @throws {UsageError} WOT_ARGUMENT when there is none */
export async function readJson(file: string, terminal: Terminal): Promise<unknown> {
  const json = parseJsonText(await readDocument(file, terminal));
  if (json.ok) return json.value;
  throw new UsageError("WOT_ARGUMENT", `${file} cannot be used: ${json.finding.message}`);
}
