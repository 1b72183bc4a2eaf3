import { thing } from "../contexts/thing.js";
import type { Vocabulary } from "../contexts/vocabulary.js";

/** Every term of TD 1.1, wherever its context defines it, and `instanceName` (§9.3), which it does not define. */
export const standardTerms: ReadonlySet<string> = new Set([...termsOf(thing), "instanceName"]);

function* termsOf({ terms }: Vocabulary): Generator<string> {
  for (const [name, , shape] of terms) {
    yield name;
    if (shape?.scope !== undefined) yield* termsOf(shape.scope);
  }
}
