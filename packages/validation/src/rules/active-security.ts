import { isRecord } from "@thingwright/td";
import { type AnyObject, listOf, memberOf } from "./any-object.js";

/** A scheme of `securityDefinitions` and its name there. */
export interface NamedScheme {
  readonly name: string;
  readonly scheme: AnyObject;
}

/** Finds the schemes that lists of names lead to in `doc`. What was found for equal lists is kept, since most Forms share one. */
export function activeSchemes(doc: AnyObject): (form: AnyObject) => readonly NamedScheme[] {
  const definitions = memberOf(doc, "securityDefinitions");
  const known = new Map<string, readonly NamedScheme[]>();
  return (form) => {
    const security = memberOf(form, "security") ?? memberOf(doc, "security");
    const names = listOf(security).filter((name) => typeof name === "string");
    const key = JSON.stringify(names);
    const found = known.get(key) ?? (isRecord(definitions) ? reached(definitions, names) : []);
    known.set(key, found);
    return found;
  };
}

/** The schemes of those names, and of those that combos among them name; each once. */
function reached(definitions: AnyObject, names: readonly string[]): readonly NamedScheme[] {
  const found = new Map<string, AnyObject>();
  const open = [...names];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const scheme = memberOf(definitions, name);
    if (found.has(name) || !isRecord(scheme)) continue;
    found.set(name, scheme);
    if (memberOf(scheme, "scheme") === "combo") open.push(...namesIn(scheme));
  }
  return [...found]
    .map(([name, scheme]) => ({ name, scheme }))
    .filter(({ scheme }) => memberOf(scheme, "scheme") !== "combo");
}

/** The names in the lists of a combo. */
export const namesIn = (scheme: AnyObject): readonly string[] =>
  ["oneOf", "allOf"].flatMap((term) => listOf(memberOf(scheme, term))).filter((name) => typeof name === "string");
