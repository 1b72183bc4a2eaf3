import { pointerOf } from "../place.js";
import { secretsOnce } from "./leaves-once.js";
import type { Rule } from "./rule.js";
import { secretPhrase } from "./secret-phrase.js";

/** What has the name of a secret may be one. */
export const possibleSecret: Rule = {
  id: "lint-secret",
  level: "lint",
  *check(doc) {
    for (const { certain, kind, place } of secretsOnce(doc))
      if (!certain) yield { pointer: pointerOf(place), phrase: secretPhrase(kind) };
  },
};
