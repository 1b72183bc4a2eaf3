import { InternalError } from "@thingwright/errors";
import type { JsonValue } from "../types/data-schema.js";
import type { PartialThingDescription, ThingModel } from "../types/thing.js";

/** What a Thing Model does not say and its instance needs. */
export interface InstantiateOptions {
  /** Values for `{{NAME}}`; a string that is a placeholder and nothing else becomes the value itself, with its type. */
  readonly placeholders?: Readonly<Record<string, JsonValue>>;
  /** Terms to set, replace or (with `null`) remove in the result, merged as RFC 7396 says. */
  readonly overrides?: Readonly<Record<string, unknown>>;
  /** JSON Pointers of the affordances in `tm:optional` that this Thing has; the others are left out. */
  readonly optional?: readonly string[];
  readonly id?: string;
  readonly base?: string;
  /** Where the model can be found: becomes a link of the relation `type`. */
  readonly modelHref?: string;
}

export function instantiate(_model: ThingModel, _options: InstantiateOptions = {}): PartialThingDescription {
  throw new InternalError("WOT_INTERNAL", "not built yet");
}
