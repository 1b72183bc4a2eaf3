import { resolveHref } from "@thingwright/td";
import { type AnyObject, memberOf } from "./any-object.js";

/** A `base` that is longer is left out, since it would be read again for every Form. */
const longestBase = 2000;

/** Finds the URI of a Form of `doc`, templates in it as they are; `undefined` for a Form without. */
export function formUris(doc: AnyObject): (form: AnyObject) => string | undefined {
  const base = memberOf(doc, "base");
  const usable = typeof base === "string" && base.length <= longestBase ? base : undefined;
  return (form) => {
    const href = memberOf(form, "href");
    if (typeof href !== "string") return undefined;
    return usable === undefined ? href : resolveHref(usable, href);
  };
}
