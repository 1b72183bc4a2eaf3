export { type CborOptions, cbor } from "./cbor/cbor.js";
export { type CodecsOptions, codecs } from "./codecs.js";
export { defaultCodecs } from "./default-codecs.js";
export { type JsonOptions, json } from "./json/json.js";
export { type MediaType, parseMediaType } from "./media-type.js";
export { binary } from "./octet-stream/binary.js";
export { octetStream } from "./octet-stream/octet-stream.js";
export { senmlCbor, senmlJson } from "./senml/senml.js";
export { text } from "./text/text.js";
