/** Longest body that a transcript quotes, in bytes. */
export const maxTranscriptBodyBytes = 2_048;

/** A body as a transcript keeps it. */
export interface RecordedBody {
  /** The beginning of the body. */
  readonly text: string;
  readonly encoding: "utf-8" | "base64";
  /** Length of the whole body. */
  readonly bytes: number;
  readonly truncated: boolean;
}

/** The body, cut to {@link maxTranscriptBodyBytes}; what is not UTF-8 is in base64. */
export function recordBody(body: Uint8Array): RecordedBody {
  const quote = body.subarray(0, maxTranscriptBodyBytes);
  const about = { bytes: body.byteLength, truncated: quote.byteLength < body.byteLength };
  try {
    // A character that the limit cuts in two is left out, and nothing else is forgiven.
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(quote, { stream: about.truncated });
    return { text, encoding: "utf-8", ...about };
  } catch {
    return { text: Buffer.from(quote).toString("base64"), encoding: "base64", ...about };
  }
}
