import { isRecord } from "@thingwright/td";
import { type AnyObject, listOf, memberOf } from "./any-object.js";

/** A scheme of `securityDefinitions` and its name there. */
export interface NamedScheme {
  readonly name: string;
  readonly scheme: AnyObject;
}

/** Whether a security definition of `doc` puts its credential there. */
export function hasCredentialIn(doc: AnyObject, location: "uri" | "body"): boolean {
  const definitions = memberOf(doc, "securityDefinitions");
  if (!isRecord(definitions)) return false;
  for (const name of Object.keys(definitions)) {
    const scheme = definitions[name];
    if (isRecord(scheme) && memberOf(scheme, "in") === location) return true;
  }
  return false;
}

/** As many schemes as are looked at on one Form; nobody could satisfy more. */
const mostSchemes = 50;

/**
 * Finds the schemes that are active on a Form of `doc`, the members of combos instead of these. Forms without `security`
 * of their own get one and the same list.
 */
export function activeSchemes(doc: AnyObject): (form: AnyObject) => readonly NamedScheme[] {
  const definitions = memberOf(doc, "securityDefinitions");
  if (!isRecord(definitions)) return () => [];
  const ofThing = reached(definitions, memberOf(doc, "security"));
  return (form) => {
    const own = memberOf(form, "security");
    return own === undefined ? ofThing : reached(definitions, own);
  };
}

/** The schemes that `security` names, and those that combos among them name; each once. */
function reached(definitions: AnyObject, security: unknown): readonly NamedScheme[] {
  const found = new Map<string, AnyObject>();
  const open = listOf(security).slice(0, mostSchemes);
  for (let name = open.pop(); name !== undefined && found.size < mostSchemes; name = open.pop()) {
    const scheme = typeof name === "string" ? memberOf(definitions, name) : undefined;
    if (!isRecord(scheme) || found.has(name as string)) continue;
    found.set(name as string, scheme);
    if (isCombo(scheme)) open.push(...namesIn(scheme).slice(0, mostSchemes));
  }
  return [...found].map(([name, scheme]) => ({ name, scheme })).filter(({ scheme }) => !isCombo(scheme));
}

const isCombo = (scheme: AnyObject): boolean => memberOf(scheme, "scheme") === "combo";

/** The names in the lists of a combo. */
export const namesIn = (scheme: AnyObject): readonly unknown[] =>
  ["oneOf", "allOf"].flatMap((term) => listOf(memberOf(scheme, term)));
