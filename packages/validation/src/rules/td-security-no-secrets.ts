import { pointerOf } from "../place.js";
import { secretsOnce } from "./leaves-once.js";
import type { Rule } from "./rule.js";
import { secretPhrase } from "./secret-phrase.js";

/** No key, password or token is in the document (TD 1.1 §5.3.3.1). Those that show by their form; for others there is `lint-secret`. */
export const noSecrets: Rule = {
  id: "td-security-no-secrets",
  level: "error",
  *check(doc) {
    for (const { certain, kind, place } of secretsOnce(doc))
      if (certain) yield { pointer: pointerOf(place), phrase: secretPhrase(kind) };
  },
};
