import { InternalError } from "@thingwright/errors";
import type { ThingDescription } from "../types/thing.js";
import type { ParseOptions, ParseResult } from "./parse-result.js";

export function parseThingDescription(_input: string | Uint8Array | object, _options: ParseOptions = {}): ParseResult {
  throw new InternalError("WOT_INTERNAL", "not built yet");
}
export function parseThingDescriptionOrThrow(_input: string | Uint8Array | object, _options: ParseOptions = {}): ThingDescription {
  throw new InternalError("WOT_INTERNAL", "not built yet");
}
