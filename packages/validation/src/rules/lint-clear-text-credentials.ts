import { resolveHref } from "@thingwright/td";
import { pointerOf } from "../place.js";
import { activeSchemes } from "./active-security.js";
import { memberOf } from "./any-object.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";

/** A password, key or token that goes over a connection where everybody on the way can read it (RFC 7617 §4, RFC 6750 §5.3). */
export const clearTextCredentials: Rule = {
  id: "lint-clear-text-credentials",
  level: "lint",
  *check(doc) {
    const schemesOf = activeSchemes(doc);
    const base = memberOf(doc, "base");
    for (const { object, place } of surveyOf(doc).forms) {
      const href = memberOf(object, "href");
      if (typeof href !== "string") continue;
      const uri = typeof base === "string" ? resolveHref(base, href) : href;
      if (!withoutTls.test(uri)) continue;
      const open = schemesOf(object).find(({ scheme }) => readable.has(memberOf(scheme, "scheme")));
      if (open === undefined) continue;
      const phrase = `sends the credential of the scheme "${memberOf(open.scheme, "scheme")}" without TLS, for all on the way to read`;
      yield { pointer: pointerOf({ name: "href", parent: place }), phrase };
    }
  },
};

const withoutTls = /^(?:http|ws|mqtt|coap|coap\+tcp|coap\+ws):/i;

/** Schemes whose credential can be used by whoever has read it. */
const readable: ReadonlySet<unknown> = new Set(["basic", "apikey", "bearer", "oauth2"]);
