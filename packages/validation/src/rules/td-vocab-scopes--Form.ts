import { truncate } from "@thingwright/td";
import { pointerOf } from "../place.js";
import { activeSchemes, type NamedScheme } from "./active-security.js";
import { listOf, memberOf } from "./any-object.js";
import { hasPlaceholder } from "./placeholder.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";
import { terms } from "./terms.js";

/** The scopes of a Form are among those of an OAuth2 scheme that is active on it (TD 1.1 §5.3.4.2). */
export const formScopes: Rule = {
  id: "td-vocab-scopes--Form",
  level: "warning",
  needs: terms.scopes,
  *check(doc) {
    const schemesOf = activeSchemes(doc);
    const scopesOf = scopesOfSchemes();
    for (const { object, place } of surveyOf(doc).forms) {
      const scopes = memberOf(object, "scopes");
      if (scopes === undefined) continue;
      const active = schemesOf(object).map(scopesOf);
      for (const [index, scope] of listOf(scopes).entries()) {
        if (typeof scope !== "string" || active.some((defined) => defined.has(scope)) || hasPlaceholder(scope))
          continue;
        const at = pointerOf({ name: "scopes", parent: place });
        const phrase = `is ${truncate(JSON.stringify(scope))}, which no OAuth2 scheme that is active here has among its scopes`;
        yield { pointer: Array.isArray(scopes) ? `${at}/${index}` : at, phrase };
      }
    }
  },
};

/** Finds the scopes of schemes, of each once. */
function scopesOfSchemes(): (scheme: NamedScheme) => ReadonlySet<unknown> {
  const known = new Map<object, ReadonlySet<unknown>>();
  return ({ scheme }) => {
    const isOAuth2 = memberOf(scheme, "scheme") === "oauth2";
    const scopes = known.get(scheme) ?? new Set(isOAuth2 ? listOf(memberOf(scheme, "scopes")) : []);
    known.set(scheme, scopes);
    return scopes;
  };
}
