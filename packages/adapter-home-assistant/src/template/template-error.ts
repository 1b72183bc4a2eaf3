import { UnsupportedError } from "@thingwright/errors";

/** A template that is none, or that needs what no mapping has. Its message is a part of a sentence. */
export const templateError = (message: string): UnsupportedError => new UnsupportedError("WOT_OPERATION", message);
