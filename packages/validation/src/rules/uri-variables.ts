import { compileUriTemplate, isRecord } from "@thingwright/td";
import { type AnyObject, memberOf } from "./any-object.js";

/**
 * The names of the variables in `href`; `undefined` when it has a placeholder that may bring others. Of what is no URI Template,
 * of which `lint-uri-template` speaks, what stands between braces.
 */
export function variablesIn(href: unknown): readonly string[] | undefined {
  if (typeof href !== "string" || href.includes("{{")) return undefined;
  if (!href.includes("{")) return none;
  try {
    return compileUriTemplate(href).variables;
  } catch {
    return [...href.matchAll(/\{[+#./;?&]?([^{}]*)\}/g)].flatMap(([, names]) => names!.split(",").map(withoutModifier));
  }
}

const withoutModifier = (name: string): string => name.replace(/(?:\*|:\d{1,4})$/, "");

const none: readonly string[] = [];

/** Whether `holder` declares the variable `name`. */
export function declares(holder: AnyObject, name: string): boolean {
  const variables = memberOf(holder, "uriVariables");
  return isRecord(variables) && Object.hasOwn(variables, name);
}

/** The names under which security schemes put a credential into a URI. */
export function securityVariables(doc: AnyObject): ReadonlySet<string> {
  const definitions = memberOf(doc, "securityDefinitions");
  const schemes = isRecord(definitions) ? Object.values(definitions).filter(isRecord) : [];
  const names = schemes.filter((scheme) => memberOf(scheme, "in") === "uri").map((scheme) => memberOf(scheme, "name"));
  return new Set(names.filter((name) => typeof name === "string"));
}
