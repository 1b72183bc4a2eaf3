import { compileUriTemplate, isRecord } from "@thingwright/td";
import { type AnyObject, memberOf } from "./any-object.js";

/**
 * The names of the variables in `href`; `undefined` when it has a placeholder that may bring others. Of what is no URI Template,
 * of which `lint-uri-template` speaks, what stands between braces.
 */
export function variablesIn(href: unknown): readonly string[] | undefined {
  if (typeof href !== "string" || href.includes("{{")) return undefined;
  if (!href.includes("{")) return none;
  const read = readTemplate(href);
  return (
    read.variables ??
    [...href.matchAll(/\{[+#./;?&]?([^{}]*)\}/g)].flatMap(([, names]) => names!.split(",").map(withoutModifier))
  );
}

/** What a text is as a URI Template: its variables, or why it is none. */
export interface ReadTemplate {
  readonly variables?: readonly string[];
  readonly reason?: string;
}

/** Reads a URI Template; the Forms of a Thing have the same ones again and again, and several rules ask. */
export function readTemplate(text: string): ReadTemplate {
  const known = templates.get(text);
  if (known !== undefined) return known;
  const read = reading(text);
  if (templates.size >= mostTemplates) templates.clear();
  if (text.length <= longestTemplate) templates.set(text, read);
  return read;
}

function reading(text: string): ReadTemplate {
  try {
    return { variables: compileUriTemplate(text).variables };
  } catch (error) {
    return { reason: (error as Error).message };
  }
}

const templates = new Map<string, ReadTemplate>();
/** Templates that are remembered, and the longest of them. */
const mostTemplates = 1_000;
const longestTemplate = 500;

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
