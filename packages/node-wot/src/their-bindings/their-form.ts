import type { EffectiveForm } from "@thingwright/td";
import type { TheirForm } from "../plug-in/interfaces.js";

/**
 * A Form as a binding of theirs takes it: an object of its own, which it may change, with all defaults in place. Terms of its
 * protocol keep the prefixes of the document: bindings of theirs know the usual ones (`modv:`, `htv:`, `opcua:`) and no others.
 *
 * @param href - absolute, with variables filled in
 */
export function theirForm({ form, contentType, op, subprotocol, security }: EffectiveForm, href: string): TheirForm {
  const copy = structuredClone(form) as unknown as TheirForm;
  return {
    ...copy,
    href,
    contentType,
    op: [...op],
    security: [...security],
    ...(subprotocol === undefined ? {} : { subprotocol }),
  };
}

/** `href` with more in its query. */
export function withQuery(href: string, query: Readonly<Record<string, string>> = {}): string {
  const added = Object.entries(query).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  );
  if (added.length === 0) return href;
  const [address = "", fragment] = href.split("#", 2);
  const joined = `${address}${address.includes("?") ? "&" : "?"}${added.join("&")}`;
  return fragment === undefined ? joined : `${joined}#${fragment}`;
}
