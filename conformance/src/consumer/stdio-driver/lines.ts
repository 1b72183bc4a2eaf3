/** Cuts a stream of bytes into lines of UTF-8. */
export class Lines {
  readonly #maxBytes: number;
  #rest: Buffer = Buffer.alloc(0);

  /** @param maxBytes - longest line */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** The lines that `chunk` completes; `undefined` when one is too long: then nothing more can be made of the stream. */
  take(chunk: Uint8Array): readonly string[] | undefined {
    const bytes = Buffer.concat([this.#rest, chunk]);
    const lines: string[] = [];
    let from = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
      if (end - from > this.#maxBytes) return undefined;
      lines.push(bytes.toString("utf8", from, end).trim());
      from = end + 1;
    }
    this.#rest = bytes.subarray(from);
    return this.#rest.byteLength > this.#maxBytes ? undefined : lines;
  }
}
