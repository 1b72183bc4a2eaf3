import type { Content, MaybePromise } from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import type { DataSchema, Form } from "@thingwright/td";
import type { ValueCodec } from "./value-codec.js";

/** Where an InteractionOutput gets its value, which is asked for once at most, and its bytes from. */
export interface OutputSource {
  readonly schema: DataSchema | undefined;
  value(): unknown;
  bytes(): MaybePromise<Uint8Array>;
}

// biome-ignore lint/suspicious/noExplicitAny: the Scripting API says so for InteractionData of which no more is known
type Given<Value> = unknown extends Value ? any : Value;

/**
 * A value on its way (Scripting API, `InteractionOutput`): taken as a value, as bytes or as a stream, in one of these
 * three ways only. `value()` and `arrayBuffer()` may be repeated and give the same again.
 *
 * `value()` is `undefined` when there was no content.
 */
export class InteractionOutput<Value = unknown> {
  readonly form?: Form;
  /** Where a subscription that has several sources has it from, where the binding can tell: over MQTT the topic. */
  readonly from?: string;
  readonly #source: OutputSource;
  #used = false;
  #value: Promise<unknown> | undefined;
  #buffer: Promise<ArrayBuffer> | undefined;
  #stream: ReadableStream<Uint8Array> | undefined;

  constructor(source: OutputSource, form?: Form, from?: string) {
    this.#source = source;
    if (form !== undefined) this.form = form;
    if (from !== undefined) this.from = from;
  }

  /** The bytes of `output`, whether or not it was taken: for whoever hands it on by rules of its own. They are not to be changed. */
  static bytesOf(output: InteractionOutput): MaybePromise<Uint8Array> {
    return output.#source.bytes();
  }

  get schema(): DataSchema | undefined {
    return this.#source.schema;
  }

  /** Whether the output was taken in one of the three ways. */
  get dataUsed(): boolean {
    return this.#used;
  }

  /** The bytes as a stream, always the same one; reading from it uses the output up. */
  get data(): ReadableStream<Uint8Array> {
    this.#stream ??= new ReadableStream(
      {
        pull: async (controller) => {
          const bytes = await this.#use().bytes();
          if (bytes.length > 0) controller.enqueue(bytes);
          controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    return this.#stream;
  }

  /** A copy of the bytes. @throws {UsageError} WOT_STATE when the output was taken in another way before */
  arrayBuffer(): Promise<ArrayBuffer> {
    this.#buffer ??= this.#take(async (source) => new Uint8Array(await source.bytes()).buffer);
    return this.#buffer;
  }

  /**
   * The decoded and validated value.
   *
   * @throws {UsageError} WOT_STATE when the output was taken in another way before
   * @throws {DataSchemaError} when the bytes cannot be read or the value does not match its schema
   */
  value(): Promise<Given<Value>> {
    this.#value ??= this.#take((source) => source.value());
    return this.#value as Promise<Given<Value>>;
  }

  async #take<T>(how: (source: OutputSource) => MaybePromise<T>): Promise<T> {
    return how(this.#use());
  }

  #use(): OutputSource {
    if (this.#used) throw new UsageError("WOT_STATE", "this InteractionOutput has been read already");
    this.#used = true;
    return this.#source;
  }
}

/** An output over received content. */
export function outputOfContent(
  content: Content,
  codec: ValueCodec,
  fallbackType: string,
  form?: Form,
): InteractionOutput {
  return new InteractionOutput(sourceOfContent(content, codec, fallbackType), form, content.source);
}

/** What an output over received content is made from. */
export function sourceOfContent(content: Content, codec: ValueCodec, fallbackType: string): OutputSource {
  return {
    schema: codec.schema,
    value: () => codec.decodeOptional(content, fallbackType),
    bytes: () => content.body,
  };
}

/** An output over a value that is decoded already, for example a member of a larger content; its bytes are JSON. */
export function outputOfValue(value: unknown, codec: ValueCodec, form?: Form): InteractionOutput {
  const bytes = () => codec.encode(value, "application/json").body;
  return new InteractionOutput({ schema: codec.schema, value: () => value, bytes }, form);
}
