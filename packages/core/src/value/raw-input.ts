import { UsageError } from "@thingwright/errors";
import { aborted } from "./aborted.js";

/** Bytes that travel as they are, without codec and validation. */
export class RawBytes {
  readonly body: Uint8Array;

  constructor(body: Uint8Array) {
    this.body = body;
  }
}

/** Whether `input` is a stream of bytes, which travels as it is. */
export function isStream(input: unknown): input is ReadableStream<Uint8Array> {
  return typeof input === "object" && input !== null && typeof (input as ReadableStream).getReader === "function";
}

/**
 * Collects a stream of bytes. Whatever goes wrong, the stream is cancelled.
 *
 * @throws {UsageError} WOT_RANGE past `maxBytes`; WOT_ARGUMENT for a stream that is read already, that fails, or that
 *   brings something else than bytes
 * @throws {AbortError} WOT_ABORTED
 */
export async function collect(
  stream: ReadableStream<Uint8Array>,
  maxBytes: number,
  signal: AbortSignal | undefined,
): Promise<RawBytes> {
  if (stream.locked) throw new UsageError("WOT_ARGUMENT", "the stream is read by somebody else already");
  const reader = stream.getReader();
  const stop = (): void => void reader.cancel().catch(() => {});
  signal?.addEventListener("abort", stop, { once: true });
  try {
    if (signal?.aborted) throw aborted(signal);
    const chunks = await chunksOf(reader, maxBytes);
    if (signal?.aborted) throw aborted(signal);
    return new RawBytes(concatenate(chunks));
  } catch (error) {
    stop();
    throw error;
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

async function chunksOf(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  maxBytes: number,
): Promise<readonly Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let next = await read(reader); !next.done; next = await read(reader)) {
    if (!(next.value instanceof Uint8Array)) {
      throw new UsageError("WOT_ARGUMENT", "the stream brings something else than bytes");
    }
    length += next.value.length;
    if (length > maxBytes) throw new UsageError("WOT_RANGE", `the stream is longer than ${maxBytes} bytes`);
    chunks.push(next.value);
  }
  return chunks;
}

function read(reader: ReadableStreamDefaultReader<Uint8Array>): ReturnType<typeof reader.read> {
  return reader.read().catch((cause: unknown) => {
    throw new UsageError("WOT_ARGUMENT", "the stream failed", { cause });
  });
}

function concatenate(chunks: readonly Uint8Array[]): Uint8Array {
  if (chunks.length === 1) return chunks[0] as Uint8Array;
  const body = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.length;
  }
  return body;
}
