import { type AffordanceDifference, affordanceDifferences } from "../affordance/affordance-differences.js";
import type { AffordanceMap } from "../affordance/affordance-kinds.js";
import type { JsonObject } from "../json-object.js";
import type { Difference } from "../schema/difference.js";

/**
 * Where `definition` allows or lacks what `origin` rules out or promises: values that are not possible there, or an
 * operation or a unit that is no longer. To narrow is no deviation (TD 1.1 §9.3.2, figure 6).
 */
export const deviations = (
  map: AffordanceMap,
  origin: JsonObject,
  definition: JsonObject,
  pointer: string,
): readonly AffordanceDifference[] => [...affordanceDifferences(map, origin, definition, pointer)].filter(isDeviation);

export const isDeviation = ({ effect, term }: Difference): boolean => deviating.has(effect) && !harmless.has(term);

/** Whether no value of the one `type` is one of the other. */
export const isContradiction = ({ effect, term }: Difference): boolean => term === "type" && effect === "changed";

const deviating: ReadonlySet<string> = new Set(["wider", "changed", "removed"]);

/** What no value depends on. */
const harmless: ReadonlySet<string> = new Set(["default", "@type"]);
