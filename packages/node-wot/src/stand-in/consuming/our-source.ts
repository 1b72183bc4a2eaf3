import type { ReadableStream } from "node:stream/web";
import { InteractionOutput } from "@thingwright/core";
import type { OutputSource } from "./output-source.js";

/** Takes what an output of our runtime brings. */
export class OurSource implements OutputSource {
  readonly #output: InteractionOutput;

  constructor(output: InteractionOutput) {
    this.#output = output;
  }

  value(): Promise<unknown> {
    return this.#output.value();
  }

  async bytes(): Promise<Buffer> {
    const { buffer, byteOffset, byteLength } = await InteractionOutput.bytesOf(this.#output);
    return Buffer.from(buffer, byteOffset, byteLength);
  }

  stream(): ReadableStream<Uint8Array> {
    return this.#output.data as ReadableStream<Uint8Array>;
  }
}
