import type { Codec } from "@thingwright/contracts";
import { decodePayload } from "./payload/decode-payload.js";
import { encodePayload } from "./payload/encode-payload.js";
import type { Payload } from "./payload/payload.js";

/** The media type of a payload here; Sparkplug itself has none, its topics tell. */
export const sparkplugMediaType = "application/x-sparkplug-b";

/** A codec for whole payloads, whatever carries them: `{"timestamp": …, "seq": …, "metrics": […]}`. */
export const sparkplug = (): Codec => ({
  mediaTypes: [sparkplugMediaType],
  encode: (value) => encodePayload((value ?? {}) as Payload),
  decode: (body) => decodePayload(body),
});
