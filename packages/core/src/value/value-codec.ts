import type { BoundCodec, Codecs, Content } from "@thingwright/contracts";
import { DataSchemaError, UnsupportedError } from "@thingwright/errors";
import { compileDataSchema, type DataSchema, type DataSchemaValidator } from "@thingwright/td";

/**
 * Carries values of one DataSchema to bytes and back, and validates them on both ways.
 *
 * The codec of the content type used last is kept, so that a Thing that always speaks one type costs no look-up.
 */
export class ValueCodec {
  readonly schema: DataSchema | undefined;
  readonly #codecs: Codecs;
  readonly #trusts: boolean;
  #validator: DataSchemaValidator | undefined;
  #takesNothing: boolean | undefined;
  #last: BoundCodec | undefined;

  /** @param trusts - whether what this program gives itself is not validated; what comes from elsewhere always is */
  constructor(codecs: Codecs, schema: DataSchema | undefined, trusts = false) {
    this.#codecs = codecs;
    this.#trusts = trusts;
    this.schema = schema;
  }

  /** @throws {DataSchemaError} WOT_DATA_INVALID when `value` does not match the schema */
  validate(value: unknown): void {
    if (this.schema === undefined) return;
    this.#validator ??= compileDataSchema(this.schema);
    this.#validator.validate(value);
  }

  /** Like `validate`, for what this program gives itself. */
  validateOwn(value: unknown): void {
    if (!this.#trusts) this.validate(value);
  }

  /** Whether there may be no value: where no schema describes one, and where it would take any. */
  takesNothing(): boolean {
    if (this.schema === undefined) return true;
    this.#takesNothing ??= this.#isValid(undefined);
    return this.#takesNothing;
  }

  #isValid(value: unknown): boolean {
    try {
      this.validate(value);
      return true;
    } catch {
      return false;
    }
  }

  /** Whether `value`, which this program gives itself, is that there is none. */
  isNothing(value: unknown): boolean {
    return value === undefined && (this.#trusts || this.schema === undefined);
  }

  /**
   * Validates and encodes.
   *
   * @throws {DataSchemaError} when `value` does not match or cannot be written in `contentType`
   * @throws {UnsupportedError} WOT_CONTENT_TYPE when no codec takes `contentType`
   */
  encode(value: unknown, contentType: string): Content {
    this.validateOwn(value);
    return { contentType, body: this.#codec(contentType).encode(value, this.schema) };
  }

  /**
   * Decodes and validates; `fallbackType` counts when the content does not say its type.
   *
   * @throws {DataSchemaError} when the bytes cannot be read or the value does not match
   * @throws {UnsupportedError} WOT_CONTENT_TYPE when no codec takes the content's type
   */
  decode(content: Content, fallbackType: string): unknown {
    if (content.body.length === 0 && content.contentType === "") {
      throw new DataSchemaError("WOT_DATA_SYNTAX", "there is no content where a value is expected");
    }
    const codec = this.#codec(content.contentType === "" ? fallbackType : content.contentType);
    const value = codec.decode(content.body, this.schema);
    this.validate(value);
    return value;
  }

  /**
   * Like `decode`, and `undefined` where there is no content: an empty body without a type, or of any type where no
   * schema expects a value. An empty body of a type is a value otherwise: the empty text, no bytes.
   */
  decodeOptional(content: Content, fallbackType: string): unknown {
    if (content.body.length === 0 && (content.contentType === "" || this.schema === undefined)) return undefined;
    return this.decode(content, fallbackType);
  }

  #codec(contentType: string): BoundCodec {
    if (this.#last?.contentType === contentType) return this.#last;
    const codec = this.#codecs.for(contentType);
    if (codec === undefined) {
      throw new UnsupportedError("WOT_CONTENT_TYPE", `no codec is installed for "${contentType}"`);
    }
    this.#last = codec;
    return codec;
  }
}
