import { truncate } from "@thingwright/td";
import { type Place, pointerOf } from "../place.js";
import { activeSchemes } from "./active-security.js";
import { type AnyObject, memberOf } from "./any-object.js";
import { inOtherPlaces } from "./other-places.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";
import { words } from "./words.js";

/**
 * A password, key or token that goes over a connection where everybody on the way can read it (RFC 7617 §4, RFC 6750 §5.3).
 * Each scheme is said once.
 */
export const clearTextCredentials: Rule = {
  id: "lint-clear-text-credentials",
  level: "lint",
  words: words.basic | words.apikey | words.bearer | words.oauth2,
  *check(doc) {
    for (const [name, { place, count }] of exposed(doc)) {
      const phrase = `sends the credential of ${truncate(JSON.stringify(name))} without TLS, for all on the way to read`;
      yield { pointer: pointerOf(place), phrase: `${phrase}${inOtherPlaces(count - 1)}` };
    }
  },
};

interface Exposed {
  readonly place: Place;
  count: number;
}

/** The names of the schemes that Forms without TLS send, with the first place of each. */
function exposed(doc: AnyObject): ReadonlyMap<string, Exposed> {
  const found = new Map<string, Exposed>();
  if (!hasReadable(doc)) return found;
  const schemesOf = activeSchemes(doc);
  const base = memberOf(doc, "base");
  for (const { object, place: parent } of surveyOf(doc).forms) {
    const href = memberOf(object, "href");
    if (typeof href !== "string") continue;
    // The scheme is all that matters, and no resolving is needed for that (RFC 3986 §5.2.2).
    const uri = typeof base === "string" && !hasScheme.test(href) ? base : href;
    if (!withoutTls.test(uri)) continue;
    for (const { name, scheme } of schemesOf(object)) {
      if (!readable.has(memberOf(scheme, "scheme"))) continue;
      const known = found.get(name);
      if (known === undefined) found.set(name, { place: { name: "href", parent }, count: 1 });
      else known.count++;
    }
  }
  return found;
}

const hasScheme = /^[a-z][a-z\d+.-]*:/i;

const withoutTls = /^(?:http|ws|mqtt|coap|coap\+tcp|coap\+ws):/i;

/** Schemes whose credential can be used by whoever has read it. */
const readable: ReadonlySet<unknown> = new Set(["basic", "apikey", "bearer", "oauth2"]);

const hasReadable = (doc: AnyObject): boolean =>
  surveyOf(doc).schemes.some(({ object }) => readable.has(memberOf(object, "scheme")));
