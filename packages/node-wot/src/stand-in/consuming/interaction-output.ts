import type { ReadableStream } from "node:stream/web";
import type { DataSchema, Form } from "../thing/thing-description.js";

/** Where an output comes from: an `InteractionOutput` of `@thingwright/core`. */
export interface OutputSource {
  readonly form?: unknown;
  readonly schema?: unknown;
  readonly dataUsed: boolean;
  readonly data: ReadableStream<Uint8Array>;
  arrayBuffer(): Promise<ArrayBuffer>;
  value(): Promise<unknown>;
}

/**
 * What an interaction brings, to be taken as a value, as bytes or as a stream: in one of the three ways. Bytes are a `Buffer`.
 * The value of what has no schema is `undefined`: its bytes are still there.
 */
export class InteractionOutput {
  readonly #source: OutputSource;
  declare readonly form?: Form;
  declare readonly schema?: DataSchema;

  constructor(source: OutputSource) {
    this.#source = source;
    if (source.form !== undefined) this.form = source.form as Form;
    if (source.schema !== undefined) this.schema = source.schema as DataSchema;
  }

  get dataUsed(): boolean {
    return this.#source.dataUsed;
  }

  get data(): ReadableStream<Uint8Array> {
    return this.#source.data;
  }

  async arrayBuffer(): Promise<Buffer> {
    return Buffer.from(await this.#source.arrayBuffer());
  }

  // biome-ignore lint/suspicious/noExplicitAny: the Scripting API says so for data of which no more is known
  value<T = any>(): Promise<T> {
    return (this.schema === undefined ? Promise.resolve(undefined) : this.#source.value()) as Promise<T>;
  }
}
