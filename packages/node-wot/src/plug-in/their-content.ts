import { Readable } from "node:stream";
import type { Content } from "@thingwright/contracts";
import type { TheirContent } from "./interfaces.js";

/**
 * `content` as their bindings and their runtime take it. The stream is made when somebody asks for it: whoever takes the bytes
 * whole never pays for one. Unlike theirs it may be read any number of times.
 */
export class WholeContent implements TheirContent {
  type: string;
  readonly #bytes: Buffer;
  #stream: NodeJS.ReadableStream | undefined;

  constructor({ contentType, body }: Content) {
    this.type = contentType;
    this.#bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  }

  get body(): NodeJS.ReadableStream {
    this.#stream ??= Readable.from(this.#bytes.length === 0 ? [] : [this.#bytes], { objectMode: false });
    return this.#stream;
  }

  async toBuffer(): Promise<Buffer> {
    return this.#bytes;
  }
}
