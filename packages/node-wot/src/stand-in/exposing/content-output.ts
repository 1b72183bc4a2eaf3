import type { ReadableStream } from "node:stream/web";
import { DataSchemaError, UnsupportedError, UsageError } from "@thingwright/errors";
import { compileDataSchema, type DataSchema as OurSchema } from "@thingwright/td";
import type { OutputSource } from "../consuming/interaction-output.js";
import type { Content } from "../content/content.js";
import { ContentSerdes } from "../content/content-serdes.js";
import { toWebStream } from "../content/streams.js";
import type { DataSchema, Form } from "../thing/thing-description.js";

/** What a server of node-wot's plug-in contract hands over, as an output is made from it. */
export class ContentOutput implements OutputSource {
  dataUsed = false;
  readonly form: Form | undefined;
  readonly schema: DataSchema | undefined;
  readonly #content: Content;
  #buffer: Promise<Buffer> | undefined;
  #value: Promise<unknown> | undefined;

  constructor(content: Content, form: Form | undefined, schema: DataSchema | undefined) {
    this.#content = content;
    this.form = form;
    this.schema = schema;
  }

  get data(): ReadableStream<Uint8Array> {
    this.#use();
    return toWebStream(this.#content.body);
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    this.#buffer ??= this.#read();
    return new Uint8Array(await this.#buffer).buffer;
  }

  /** @throws {DataSchemaError} WOT_DATA_INVALID; {UnsupportedError} WOT_CONTENT_TYPE */
  value(): Promise<unknown> {
    this.#value ??= this.#decode();
    return this.#value;
  }

  async #decode(): Promise<unknown> {
    const { type } = this.#content;
    if (!ContentSerdes.get().isSupported(type)) {
      throw new UnsupportedError("WOT_CONTENT_TYPE", `Content type ${type} not supported`);
    }
    this.#buffer = this.#read();
    const value = ContentSerdes.get().contentToValue({ type, body: await this.#buffer }, this.schema);
    const schema = this.schema as OurSchema | undefined;
    const finding = schema === undefined ? undefined : compileDataSchema(schema).check(value)[0];
    if (finding === undefined || schema === undefined) return value;
    const { pointer, message } = finding;
    throw new DataSchemaError("WOT_DATA_INVALID", `Invalid value according to DataSchema: ${message}`, {
      pointer,
      schema,
    });
  }

  async #read(): Promise<Buffer> {
    this.#use();
    return this.#content.toBuffer();
  }

  #use(): void {
    if (this.dataUsed) throw new UsageError("WOT_STATE", "Can't read the stream once it has been already used");
    this.dataUsed = true;
  }
}
