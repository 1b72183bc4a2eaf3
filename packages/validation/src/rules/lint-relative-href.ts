import { isThingModel } from "@thingwright/td";
import { type Place, pointerOf } from "../place.js";
import { memberOf } from "./any-object.js";
import { inOtherPlaces } from "./other-places.js";
import { hasPlaceholder } from "./placeholder.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";

/** Relative URIs in Forms without a `base`: nobody knows where they lead. Said once, since one `base` mends all. */
export const relativeHref: Rule = {
  id: "lint-relative-href",
  level: "lint",
  *check(doc) {
    if (isThingModel(doc) || memberOf(doc, "base") !== undefined) return;
    const places: Place[] = [];
    for (const { object, place } of surveyOf(doc).forms) {
      if (isRelative(memberOf(object, "href"))) places.push({ name: "href", parent: place });
    }
    if (places.length === 0) return;
    const phrase = `has a relative URI, and there is no "base" to resolve it against${inOtherPlaces(places.length - 1)}`;
    yield { pointer: pointerOf(places[0]), phrase };
  },
};

const isRelative = (href: unknown): boolean =>
  typeof href === "string" && !/^(?:[A-Za-z][A-Za-z\d+.-]*:|\{)/.test(href) && !hasPlaceholder(href);
