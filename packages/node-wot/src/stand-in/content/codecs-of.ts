import { codecs, defaultCodecs } from "@thingwright/codecs";
import type { Codec } from "@thingwright/contracts";
import { codecOf } from "../../plug-in/their-codec.js";
import { CborCodec, JsonCodec, NetconfOctetstreamCodecCodec } from "./codecs.js";
import type { ContentSerdes } from "./content-serdes.js";

/** Codecs that ours carry out, with their bounds: where a program has put another in their place, that one serves. */
const ours = [JsonCodec, CborCodec, NetconfOctetstreamCodecCodec];

/** What a runtime of ours speaks: what the program has added, then our own. */
export function codecsOf(serdes: ContentSerdes): Codec[] {
  const installed = codecs(defaultCodecs());
  const added = serdes
    .getSupportedMediaTypes()
    .map((mediaType) => serdes.codecOf(mediaType))
    .filter((codec) => codec !== undefined)
    .filter(
      (codec) => !ours.some((kind) => codec instanceof kind) || installed.for(codec.getMediaType()) === undefined,
    );
  return [...added.map(codecOf), ...defaultCodecs()];
}
