import type { Content } from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import type { DataSchema, Form } from "@thingwright/td";
import type * as WoT from "wot-typescript-definitions";
import type { ValueCodec } from "./value-codec.js";

/** Where an InteractionOutput gets its value and its bytes from. */
interface Source {
  readonly schema: DataSchema | undefined;
  value(): unknown;
  bytes(): Uint8Array;
}

/**
 * A value on its way, read once: as a value, as bytes or as a stream (Scripting API, `InteractionOutput`).
 *
 * `value()` is `undefined` when there was no content.
 */
export class InteractionOutput implements WoT.InteractionOutput {
  dataUsed = false;
  readonly form?: Form;
  readonly #source: Source;

  constructor(source: Source, form?: Form) {
    this.#source = source;
    if (form !== undefined) this.form = form;
  }

  get schema(): DataSchema | undefined {
    return this.#source.schema;
  }

  /** The bytes as a stream; reading this member uses the output up. */
  get data(): ReadableStream<Uint8Array> {
    const bytes = this.#use().bytes();
    return new ReadableStream({
      start(controller) {
        if (bytes.length > 0) controller.enqueue(bytes);
        controller.close();
      },
    });
  }

  /** @throws {UsageError} WOT_STATE when the output was used before */
  async arrayBuffer(): Promise<ArrayBuffer> {
    return new Uint8Array(this.#use().bytes()).buffer;
  }

  /**
   * The decoded and validated value.
   *
   * @throws {UsageError} WOT_STATE when the output was used before
   * @throws {DataSchemaError} when the bytes cannot be read or the value does not match its schema
   */
  // biome-ignore lint/suspicious/noExplicitAny: the Scripting API says so for InteractionData
  async value(): Promise<any> {
    return this.#use().value();
  }

  #use(): Source {
    if (this.dataUsed) throw new UsageError("WOT_STATE", "this InteractionOutput has been read already");
    this.dataUsed = true;
    return this.#source;
  }
}

/** An output over received content. */
export function outputOfContent(content: Content, codec: ValueCodec, fallbackType: string, form?: Form) {
  return new InteractionOutput(
    {
      schema: codec.schema,
      value: () => (content.body.length === 0 ? undefined : codec.decode(content, fallbackType)),
      bytes: () => content.body,
    },
    form,
  );
}

/** An output over a value that is decoded already, for example a member of a larger content. */
export function outputOfValue(value: unknown, codec: ValueCodec, form?: Form) {
  return new InteractionOutput(
    {
      schema: codec.schema,
      value: () => value,
      bytes: () => codec.encode(value, "application/json").body,
    },
    form,
  );
}
