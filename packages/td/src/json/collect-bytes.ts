/** The bytes of `chunks` in one piece; `undefined` as soon as they are more than `maxBytes`: the rest is not asked for. */
export async function collectBytes(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  const read: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.byteLength;
    // Leaving the loop cancels a stream.
    if (length > maxBytes) return undefined;
    read.push(chunk);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of read) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
