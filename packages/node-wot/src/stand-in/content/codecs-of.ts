import { defaultCodecs, json } from "@thingwright/codecs";
import type { Codec } from "@thingwright/contracts";
import { isWotError } from "@thingwright/errors";
import { codecOf } from "../../plug-in/their-codec.js";
import { CborCodec, JsonCodec } from "./codecs.js";
import type { ContentCodec } from "./content-codec.js";
import type { ContentSerdes } from "./content-serdes.js";

/** What a runtime of ours speaks: what the program has, then our own. */
export function codecsOf(serdes: ContentSerdes): Codec[] {
  const theirs = serdes
    .getSupportedMediaTypes()
    .map((mediaType) => serdes.codecOf(mediaType))
    .filter((codec) => codec !== undefined && !isPlainCbor(codec)) as ContentCodec[];
  return [
    ...theirs.map((codec) => (codec instanceof JsonCodec ? lenientJson(codec) : codecOf(codec))),
    ...defaultCodecs(),
  ];
}

/** Ours does the same, with bounds. */
const isPlainCbor = (codec: ContentCodec): boolean =>
  codec instanceof CborCodec && codec.getMediaType() === "application/cbor";

/** JSON with our bounds, and with node-wot's indulgence: no value is nothing, and a text that is no JSON stands for itself. */
function lenientJson(codec: JsonCodec): Codec {
  const strict = json();
  return {
    mediaTypes: [codec.getMediaType()],
    encode: (value, schema, parameters) =>
      value === undefined ? new Uint8Array(0) : strict.encode(value, schema, parameters),
    decode(body, schema, parameters) {
      try {
        return strict.decode(body, schema, parameters);
      } catch (error) {
        if (isWotError(error) && error.cause instanceof SyntaxError) return codec.bytesToValue(Buffer.from(body));
        throw error;
      }
    },
  };
}
