/**
 * All that a stream brings: bytes, texts or numbers of bytes. Nothing for no stream.
 */
export async function bufferOf(stream: NodeJS.ReadableStream | null | undefined): Promise<Buffer> {
  if (stream === null || stream === undefined) return Buffer.alloc(0);
  const chunks: Buffer[] = [];
  const numbers: number[] = [];
  for await (const chunk of stream as AsyncIterable<Uint8Array | string | number | number[]>) {
    if (typeof chunk === "number") numbers.push(chunk);
    else chunks.push(typeof chunk === "string" ? Buffer.from(chunk) : Buffer.from(chunk));
  }
  return Buffer.concat([...chunks, Buffer.from(numbers)]);
}
