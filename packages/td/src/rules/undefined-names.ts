import { truncate } from "../truncate.js";
import type { ThingDescription } from "../types/thing.js";
import type { RuleViolation } from "./rule.js";

/** A violation for each name at `pointer`, one or a list, that `securityDefinitions` does not define. */
export function* undefinedNames(
  doc: ThingDescription,
  names: string | readonly string[] | undefined,
  pointer: string,
): Generator<RuleViolation> {
  if (names === undefined) return;
  const isList = typeof names !== "string";
  for (const [index, name] of (isList ? names : [names]).entries()) {
    if (Object.hasOwn(doc.securityDefinitions, name)) continue;
    const phrase = `names ${truncate(JSON.stringify(name))}, which "securityDefinitions" does not define`;
    yield { pointer: isList ? `${pointer}/${index}` : pointer, phrase };
  }
}
