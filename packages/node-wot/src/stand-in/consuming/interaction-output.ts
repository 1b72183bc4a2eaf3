import type { ReadableStream } from "node:stream/web";
import type { InteractionOutput as OurOutput } from "@thingwright/core";
import { UsageError } from "@thingwright/errors";
import type { Content } from "../content/content.js";
import { ContentSource } from "../content/content-source.js";
import type { DataSchema, Form } from "../thing/thing-description.js";
import { OurSource } from "./our-source.js";
import type { OutputSource } from "./output-source.js";

/**
 * What an interaction brings, to be taken as a value, as bytes or as a stream. A value and bytes may be taken again, and bytes after the value.
 * The value of what has no schema is `undefined`: its bytes are still there.
 */
export class InteractionOutput {
  readonly #source: OutputSource;
  declare readonly form?: Form;
  declare readonly schema?: DataSchema;
  /** Whether it has been taken in one of the three ways. */
  dataUsed = false;
  #value: Promise<unknown> | undefined;
  #buffer: Promise<Buffer> | undefined;
  #stream: ReadableStream<Uint8Array> | undefined;

  /** @param content - as the plug-in contract has it, or from elsewhere */
  constructor(content: Content | OutputSource, form?: Form, schema?: DataSchema, { ignoreValidation = false } = {}) {
    this.#source = "toBuffer" in content ? new ContentSource(content, schema, !ignoreValidation) : content;
    if (form !== undefined) this.form = form;
    if (schema !== undefined) this.schema = schema;
  }

  /** @throws {UsageError} WOT_STATE when it has been taken as a value or as bytes */
  get data(): ReadableStream<Uint8Array> {
    if (this.#stream === undefined) {
      this.#use();
      this.#stream = this.#source.stream();
    }
    return this.#stream;
  }

  /** @throws {UsageError} WOT_STATE when it has been taken as a stream */
  async arrayBuffer(): Promise<ArrayBuffer & Buffer> {
    if (this.#buffer === undefined) {
      if (this.#value === undefined) this.#use();
      else await this.#value.catch(() => {});
      this.#buffer = this.#source.bytes();
    }
    return this.#buffer as Promise<ArrayBuffer & Buffer>;
  }

  /**
   * @throws {UsageError} WOT_STATE when it has been taken in another way
   * @throws {UnsupportedError} WOT_CONTENT_TYPE when no codec reads it; its bytes may still be taken
   * @throws {DataSchemaError} when it does not match its schema
   */
  // biome-ignore lint/suspicious/noExplicitAny: the Scripting API says so for data of which no more is known
  async value<T = any>(): Promise<T> {
    if (this.schema === undefined || this.schema === null) return undefined as T;
    if (this.#value === undefined) {
      this.#refuseUsed();
      this.#source.expectValue?.();
      this.dataUsed = true;
      this.#value = this.#source.value();
    }
    return this.#value as Promise<T>;
  }

  #use(): void {
    this.#refuseUsed();
    this.dataUsed = true;
  }

  #refuseUsed(): void {
    if (this.dataUsed) throw new UsageError("WOT_STATE", "Can't read the stream once it has been already used");
  }
}

/** An output of our runtime as programs of node-wot take it. */
export function outputOf(ours: OurOutput): InteractionOutput {
  return new InteractionOutput(
    new OurSource(ours),
    ours.form as Form | undefined,
    ours.schema as DataSchema | undefined,
  );
}
