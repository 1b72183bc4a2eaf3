import { ProtocolError } from "@thingwright/errors";
import type { TheirContent } from "./interfaces.js";

/**
 * All bytes of a body of theirs, which can be read this once. A stream that is longer than `maxBytes` is let go of.
 *
 * @throws {ProtocolError} WOT_PROTOCOL for a body that is too long, ends early, or is none
 */
export function collectBody({ body }: TheirContent, maxBytes: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let length = 0;
    if (body === undefined || body === null) return resolve(new Uint8Array(0));
    if (typeof body.on !== "function") return reject(new ProtocolError("WOT_PROTOCOL", "the body is no stream"));
    body.on("data", (chunk: unknown) => {
      const bytes = bytesOf(chunk);
      length += bytes.byteLength;
      if (length > maxBytes) {
        reject(new ProtocolError("WOT_PROTOCOL", `the body is longer than ${maxBytes} bytes`));
        letGo(body);
      } else chunks.push(bytes);
    });
    let hasEnd = false;
    body.on("end", () => {
      hasEnd = true;
      resolve(joined(chunks, length));
    });
    // An error is costly to make, and after an end nobody would hear it.
    body.on("close", () => {
      if (!hasEnd) reject(new ProtocolError("WOT_PROTOCOL", "the body ended early"));
    });
    body.on("error", reject);
    if (hasEnded(body)) reject(new ProtocolError("WOT_PROTOCOL", "the body has been read by somebody else"));
  });
}

/** Tells who makes a stream that nobody reads it any more. What that leads to, an error above all, is of no interest. */
export function letGo(body: NodeJS.ReadableStream | undefined): void {
  body?.on?.("error", () => {});
  (body as { destroy?: () => void } | undefined)?.destroy?.();
}

const hasEnded = (body: NodeJS.ReadableStream): boolean =>
  (body as { readableEnded?: boolean; destroyed?: boolean }).readableEnded === true ||
  (body as { destroyed?: boolean }).destroyed === true;

/** A chunk as bytes: streams of theirs have Buffers, arrays of bytes, text, and, made of a byte array, single bytes. */
function bytesOf(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  if (typeof chunk === "string") return Buffer.from(chunk);
  if (typeof chunk === "number") return Uint8Array.of(chunk);
  if (Array.isArray(chunk)) return Uint8Array.from(chunk as number[]);
  throw new ProtocolError("WOT_PROTOCOL", `a body of bytes has a chunk of type ${typeof chunk}`);
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  if (chunks.length === 1) return chunks[0]!;
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.byteLength;
  }
  return all;
}
