import type { ReadableStream } from "node:stream/web";

/** Where an output comes from. One of the three is asked, once; but for the bytes, which are asked for after the value, too. */
export interface OutputSource {
  /** Throws where there can be no value, before anything is read: bytes and stream are still to be had then. */
  expectValue?(): void;
  value(): Promise<unknown>;
  bytes(): Promise<Buffer>;
  stream(): ReadableStream<Uint8Array>;
}
