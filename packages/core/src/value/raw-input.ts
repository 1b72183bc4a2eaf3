import type { Content } from "@thingwright/contracts";
import { RequestError } from "@thingwright/errors";

/** Whether `input` is a stream of bytes, which travels as it is, without codec and validation. */
export function isStream(input: unknown): input is ReadableStream<Uint8Array> {
  return typeof input === "object" && input !== null && typeof (input as ReadableStream).getReader === "function";
}

/**
 * Collects a stream of bytes.
 *
 * @throws {RequestError} WOT_TOO_LARGE past `maxBytes`; the stream is cancelled
 */
export async function contentOfStream(
  stream: ReadableStream<Uint8Array>,
  contentType: string,
  maxBytes: number,
): Promise<Content> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length;
    if (length > maxBytes) {
      await reader.cancel();
      throw new RequestError("WOT_TOO_LARGE", `the stream is longer than ${maxBytes} bytes`);
    }
    chunks.push(next.value);
  }
  return { contentType, body: concatenate(chunks, length) };
}

function concatenate(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const body = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.length;
  }
  return body;
}
