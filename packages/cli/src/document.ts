import { open } from "node:fs/promises";
import { UsageError } from "@thingwright/errors";
import { parseJsonText } from "@thingwright/td";
import type { Terminal } from "./terminal.js";

/** Most bytes of a document that are read: one more than every limit of a document, so that it is seen to be over it. */
export const maxReadBytes = 4 * 1024 * 1024 + 1;

/**
 * The bytes of a file, or of standard input for `-`; of one that is longer than `maxBytes`, the first so many.
 *
 * @throws {UsageError} WOT_ARGUMENT when it cannot be read
 */
export async function readDocument(file: string, terminal?: Terminal, maxBytes = maxReadBytes): Promise<Uint8Array> {
  if (file === "-" && terminal !== undefined) return await readInput(terminal, maxBytes);
  try {
    await using handle = await open(file);
    return await firstBytes(handle.createReadStream({ end: maxBytes - 1, autoClose: false }), maxBytes);
  } catch (cause) {
    throw new UsageError("WOT_ARGUMENT", `${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

async function readInput({ input }: Terminal, maxBytes: number): Promise<Uint8Array> {
  if (input !== undefined) return await firstBytes(input(), maxBytes);
  throw new UsageError("WOT_ARGUMENT", "there is no standard input to read from");
}

async function firstBytes(chunks: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const read: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    read.push(chunk.subarray(0, maxBytes - length));
    length += read.at(-1)!.length;
    if (length === maxBytes) break;
  }
  return Buffer.concat(read, length);
}

/** The JSON value of a file or of standard input. @throws {UsageError} WOT_ARGUMENT when there is none */
export async function readJson(file: string, terminal: Terminal): Promise<unknown> {
  const json = parseJsonText(await readDocument(file, terminal));
  if (json.ok) return json.value;
  throw new UsageError("WOT_ARGUMENT", `${file} cannot be used: ${json.finding.message}`);
}
