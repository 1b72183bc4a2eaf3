import { memberOf, objectsOf } from "./any-object.js";
import type { Rule } from "./rule.js";
import { terms } from "./terms.js";
import { words } from "./words.js";

/** An OAuth2 `client` flow asks no authorization endpoint (TD 1.1 §5.3.3.10). */
export const oauth2ClientFlowNoAuthorization: Rule = {
  id: "td-security-oauth2-client-flow-no-auth",
  level: "error",
  needs: terms.authorization,
  words: words.oauth2,
  *check(doc) {
    for (const { object, pointer } of objectsOf(doc, "securityDefinitions")) {
      if (memberOf(object, "scheme") !== "oauth2" || memberOf(object, "flow") !== "client") continue;
      if (memberOf(object, "authorization") === undefined) continue;
      const phrase = 'has to go: the "client" flow has no such endpoint';
      yield { pointer: `${pointer}/authorization`, phrase, mend: { kind: "remove" } };
    }
  },
};
