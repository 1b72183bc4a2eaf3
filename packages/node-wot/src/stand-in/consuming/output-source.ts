import type { ReadableStream } from "node:stream/web";

/** Where an output comes from. One of the three is asked, once; but for the bytes, which are asked for after the value, too. */
export interface OutputSource {
  value(): Promise<unknown>;
  bytes(): Promise<Buffer>;
  stream(): ReadableStream<Uint8Array>;
}
