/** Content codings that a browser has both ways. It takes them off what it receives by itself. */
export const browserCodings: ReadonlySet<string> = new Set(["gzip", "deflate"]);

/** `body` in one of {@link browserCodings} (RFC 9110 §8.4.1). */
export async function encodedBody(body: Uint8Array, coding: string): Promise<Uint8Array> {
  const compression = new CompressionStream(coding as "gzip" | "deflate");
  const encoded = new Blob([body as Uint8Array<ArrayBuffer>]).stream().pipeThrough(compression);
  return new Uint8Array(await new Response(encoded).arrayBuffer());
}
