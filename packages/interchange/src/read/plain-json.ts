import { ThingDescriptionError } from "@thingwright/errors";
import type { ReadLimits } from "./read-limits.js";

/**
 * A copy of `value` with nothing in it but JSON: own members of objects, items of lists, and scalars; anything else
 * becomes `null`. What is shared is written out, and counts each time.
 *
 * @throws {ThingDescriptionError} WOT_TD_INVALID for a member named `__proto__`; WOT_TD_LIMIT for more values or deeper nesting than `limits` allow, also of a cycle
 */
export function plainJson(value: unknown, limits: Pick<ReadLimits, "maxDepth" | "maxValues">): unknown {
  let values = 0;
  const copy = (from: unknown, depth: number): unknown => {
    if (++values > limits.maxValues) throw tooLarge(`the document has more than ${limits.maxValues} values`);
    if (typeof from === "string" || typeof from === "boolean") return from;
    if (typeof from === "number") return Number.isFinite(from) ? from : null;
    if (typeof from !== "object" || from === null) return null;
    if (depth >= limits.maxDepth)
      throw tooLarge(`the document nests deeper than ${limits.maxDepth} arrays and objects`);
    if (Array.isArray(from)) return from.map((item) => copy(item, depth + 1));
    return Object.fromEntries(
      Object.entries(from).map(([name, member]) => {
        if (name === "__proto__") throw refused(`a member named "__proto__" is refused for safety`);
        return [name, copy(member, depth + 1)];
      }),
    );
  };
  return copy(value, 0);
}

const tooLarge = (message: string): ThingDescriptionError =>
  new ThingDescriptionError("WOT_TD_LIMIT", message, { pointer: "" });

const refused = (message: string): ThingDescriptionError =>
  new ThingDescriptionError("WOT_TD_INVALID", message, { pointer: "" });
