import { InternalError } from "@thingwright/errors";
import type { Finding } from "./finding.js";

export function validateThingDescription(_doc: unknown): readonly Finding[] {
  throw new InternalError("WOT_INTERNAL", "not built yet");
}
