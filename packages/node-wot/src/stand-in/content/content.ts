import { bufferOf } from "./stream-bytes.js";

/** A body and its media type. Whoever reads `body` has it: it is a stream, and comes once. */
export class Content {
  type: string;
  body: NodeJS.ReadableStream;

  constructor(type: string, body: NodeJS.ReadableStream) {
    this.type = type;
    this.body = body;
  }

  /** All of the body. */
  toBuffer(): Promise<Buffer> {
    return bufferOf(this.body);
  }
}

/** Content of `application/json`. */
export class DefaultContent extends Content {
  constructor(body: NodeJS.ReadableStream) {
    super("application/json", body);
  }
}
