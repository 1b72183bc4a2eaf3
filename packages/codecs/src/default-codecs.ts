import type { Codec } from "@thingwright/contracts";
import { cbor } from "./cbor/cbor.js";
import { json } from "./json/json.js";
import { binary } from "./octet-stream/binary.js";
import { octetStream } from "./octet-stream/octet-stream.js";
import { senmlCbor, senmlJson } from "./senml/senml.js";
import { text } from "./text/text.js";

/** A new list of all codecs of this package with their defaults: JSON, CBOR, SenML, text, octet streams, pictures and sound. */
export function defaultCodecs(): Codec[] {
  return [json(), cbor(), senmlJson(), senmlCbor(), text(), octetStream(), binary(["image/*", "audio/*", "video/*"])];
}
