import type { ExpressionLimits } from "@thingwright/mapping";
import type { ThingDescription, ThingModel } from "@thingwright/td";

/** One Thing of a device, as a judge sees it. */
export interface JudgedPart {
  readonly faults: readonly string[];
  /** Affordances that have their meaning from the common API, by name. */
  readonly features: readonly string[];
}

export function judgedPart(
  part: { readonly southbound: ThingDescription; readonly model: ThingModel },
  limits?: ExpressionLimits,
): JudgedPart;
