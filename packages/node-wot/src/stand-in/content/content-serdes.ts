import { Readable } from "node:stream";
import type { DataSchema } from "../thing/thing-description.js";
import { Base64Codec, CborCodec, JsonCodec, TextCodec } from "./codecs.js";
import { Content } from "./content.js";
import type { CodecParameters, ContentCodec } from "./content-codec.js";
import { NetconfOctetstreamCodecCodec } from "./octet-stream/octet-stream-codec.js";
import { isWebStream, toNodeStream } from "./streams.js";

/** Bytes and their media type. */
export interface ReadContent {
  type: string;
  body: Buffer;
}

/** The codecs that a program may choose from by media type; the program has one for all, as with node-wot. */
export class ContentSerdes {
  static readonly DEFAULT: string = "application/json";
  static readonly TD: string = "application/td+json";
  static readonly JSON_LD: string = "application/ld+json";
  static #instance: ContentSerdes | undefined;

  readonly #codecs = new Map<string, ContentCodec>();
  readonly #offered = new Set<string>();

  /** The program's. It is made at the first call, with the codecs that node-wot has. */
  static get(): ContentSerdes {
    ContentSerdes.#instance ??= withBuiltInCodecs(new ContentSerdes());
    return ContentSerdes.#instance;
  }

  static getMediaType(contentType: string): string {
    return contentType.split(";", 1)[0]!.trim();
  }

  static getMediaTypeParameters(contentType: string): CodecParameters {
    const given = contentType.split(";").slice(1);
    return Object.fromEntries(given.map((parameter) => parameterOf(parameter)));
  }

  /** @param offered - whether Things that are exposed have Forms of its media type */
  addCodec(codec: ContentCodec, offered = false): void {
    this.#codecs.set(codec.getMediaType(), codec);
    if (offered) this.#offered.add(codec.getMediaType());
  }

  getSupportedMediaTypes(): string[] {
    return [...this.#codecs.keys()];
  }

  getOfferedMediaTypes(): string[] {
    return [...this.#offered];
  }

  isSupported(contentType: string): boolean {
    return this.#codecs.has(ContentSerdes.getMediaType(contentType));
  }

  /** The codec of a media type, without its parameters. */
  codecOf(mediaType: string): ContentCodec | undefined {
    return this.#codecs.get(mediaType);
  }

  /** The value that bytes stand for; of a media type without a codec, their text. */
  contentToValue(content: ReadContent, schema: DataSchema | undefined): unknown {
    if (content.type === undefined) {
      if (content.body.byteLength === 0) return undefined;
      content.type = ContentSerdes.DEFAULT;
    }
    const codec = this.#codecs.get(ContentSerdes.getMediaType(content.type));
    if (codec === undefined) return content.body.toString();
    return codec.bytesToValue(content.body, schema, ContentSerdes.getMediaTypeParameters(content.type));
  }

  /** The content of a value, or of a stream as it is; in a media type without a codec, the value's text. */
  valueToContent(value: unknown, schema: DataSchema | undefined, contentType: string = ContentSerdes.DEFAULT): Content {
    if (isWebStream(value)) return new Content(contentType, toNodeStream(value));
    const codec = this.#codecs.get(ContentSerdes.getMediaType(contentType));
    const parameters = ContentSerdes.getMediaTypeParameters(contentType);
    const bytes = codec?.valueToBytes(value, schema, parameters) ?? Buffer.from(String(value ?? ""));
    return new Content(contentType, Readable.from([bytes]));
  }
}

function parameterOf(parameter: string): [string, string | undefined] {
  const equals = parameter.indexOf("=");
  if (equals < 0) return [parameter.trim(), undefined];
  return [parameter.slice(0, equals).trim(), parameter.slice(equals + 1).trim()];
}

function withBuiltInCodecs(serdes: ContentSerdes): ContentSerdes {
  serdes.addCodec(new JsonCodec(), true);
  for (const type of ["application/senml+json", ContentSerdes.TD, ContentSerdes.JSON_LD]) {
    serdes.addCodec(new JsonCodec(type));
  }
  serdes.addCodec(new CborCodec(), true);
  serdes.addCodec(new TextCodec());
  for (const type of ["text/html", "text/css", "application/xml", "application/xhtml+xml", "image/svg+xml"]) {
    serdes.addCodec(new TextCodec(type));
  }
  for (const type of ["image/png", "image/gif", "image/jpeg"]) serdes.addCodec(new Base64Codec(type));
  serdes.addCodec(new NetconfOctetstreamCodecCodec());
  return serdes;
}
