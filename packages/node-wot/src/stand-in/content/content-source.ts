import type { ReadableStream } from "node:stream/web";
import { DataSchemaError, UnsupportedError } from "@thingwright/errors";
import { compileDataSchema, type DataSchema as OurSchema } from "@thingwright/td";
import type { OutputSource } from "../consuming/output-source.js";
import type { DataSchema } from "../thing/thing-description.js";
import type { Content } from "./content.js";
import { ContentSerdes } from "./content-serdes.js";
import { toWebStream } from "./streams.js";

/** Content of the plug-in contract, as an output is made from it. */
export class ContentSource implements OutputSource {
  readonly #content: Content;
  readonly #schema: DataSchema | undefined;
  readonly #isChecked: boolean;
  #buffer: Promise<Buffer> | undefined;

  /** @param isChecked - whether the value is held against the schema */
  constructor(content: Content, schema: DataSchema | undefined, isChecked: boolean) {
    this.#content = content;
    this.#schema = schema;
    this.#isChecked = isChecked;
  }

  stream(): ReadableStream<Uint8Array> {
    return toWebStream(this.#content.body);
  }

  bytes(): Promise<Buffer> {
    this.#buffer ??= this.#content.toBuffer();
    return this.#buffer;
  }

  /** @throws {UnsupportedError} WOT_CONTENT_TYPE */
  expectValue(): void {
    const { type } = this.#content;
    if (ContentSerdes.get().isSupported(type)) return;
    throw new UnsupportedError("WOT_CONTENT_TYPE", `Content type ${type} not supported`);
  }

  /** @throws {DataSchemaError} WOT_DATA_INVALID */
  async value(): Promise<unknown> {
    const { type } = this.#content;
    const value = ContentSerdes.get().contentToValue({ type, body: await this.bytes() }, this.#schema);
    if (this.#isChecked) check(value, this.#schema as OurSchema | undefined);
    return value;
  }
}

function check(value: unknown, schema: OurSchema | undefined): void {
  const finding = schema === undefined ? undefined : compileDataSchema(schema).check(value)[0];
  if (finding === undefined || schema === undefined) return;
  const { pointer, message } = finding;
  throw new DataSchemaError("WOT_DATA_INVALID", `Invalid value according to DataSchema: ${message}`, {
    pointer,
    schema,
  });
}
