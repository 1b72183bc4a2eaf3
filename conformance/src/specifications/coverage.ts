import type { CheckDescription } from "../check.js";
import type { Assertion } from "./assertion.js";

/**
 * How an assertion is judged: `automated` by a check of Things or of clients that was written for it, `static` by what
 * `@thingwright/validation` says of the description, `manual` by a person, who answers in a claim.
 */
export type Coverage = "automated" | "static" | "manual";

/** How `assertion` is judged by these checks. */
export function coverageOf({ id, specification }: Assertion, checks: readonly CheckDescription[]): Coverage {
  const areas = checks.filter((check) => check.id === id && check.specification === specification);
  if (areas.length === 0) return "manual";
  return areas.some(({ area }) => area !== "static") ? "automated" : "static";
}
