import { compileUriTemplate, type DataSchema, isRecord } from "@thingwright/td";
import type { JsonObject } from "../../conversion.js";
import { isCredentialName } from "../../href/public-href.js";
import type { SchemaReader } from "../../json-schema/schema-reader.js";
import { entriesOf, isText, itemsOf } from "../../read/entries.js";
import type { Placed, Source } from "../../read/source.js";

/** What the path and parameters of an operation become in a Form. */
export interface Template {
  /** A URI Template that starts with `/`. */
  readonly path: string;
  readonly uriVariables: ReadonlyMap<string, DataSchema>;
  /** `htv:headers` of the Form. */
  readonly headers: readonly JsonObject[];
}

/** The parameters of an operation and of its path, of which the operation's count. */
export function parametersOf(lists: readonly { readonly value: unknown; readonly pointer: string }[], source: Source) {
  const parameters = new Map<string, Placed>();
  for (const { value, pointer } of lists) {
    for (const [item, at] of itemsOf(value, pointer)) {
      const parameter = source.follow(item, at);
      if (parameter === undefined) continue;
      const { name, in: place } = parameter.value;
      if (isText(name) && isText(place)) parameters.set(`${place} ${name}`, parameter);
      else source.losses.add(at, "this parameter has no name or no place");
    }
  }
  return [...parameters.values()];
}

/** `path` and `parameters` as a URI Template with its variables; `undefined`, with a loss, where they make none. */
export function templateOf(
  path: string,
  parameters: readonly Placed[],
  { source, schemas, pointer }: { readonly source: Source; readonly schemas: SchemaReader; readonly pointer: string },
): Template | undefined {
  const { losses } = source;
  const uriVariables = new Map<string, DataSchema>();
  const headers: JsonObject[] = [];
  const query: string[] = [];
  const listed: string[] = [];
  const inPath = new Map<string, string>();
  for (const { value, pointer: at } of parameters) {
    const name = value.name as string;
    const variable = variableName(name);
    const schema = schemaOf(value, at, schemas);
    losses.addOthers(value, at, carriedTerms, "a URI variable");
    if (value.in === "path") {
      const isExploded = value.explode === true;
      inPath.set(name, `{${variable}${isExploded ? "*" : ""}}`);
      if (isText(value.style) && value.style !== "simple") losses.add(`${at}/style`, "this style is read as simple");
      uriVariables.set(variable, schema);
    } else if (value.in === "query") {
      const fixed = value.required === true ? scalarOf(schema.const) : undefined;
      if (fixed !== undefined && isCredentialName(name)) losses.add(at, "a credential is not published");
      else if (fixed !== undefined) query.push(`${encoded(name, true)}=${encoded(fixed, true)}`);
      else {
        if (variable !== name) query.push(`${encoded(name, true)}={${variable}}`);
        else listed.push(`${variable}${isExploded(value, schema) ? "*" : ""}`);
        if (value.required === true) losses.add(`${at}/required`, "a URI variable may always be left out");
        if (isText(value.style) && value.style !== "form") losses.add(`${at}/style`, "this style is read as form");
        uriVariables.set(variable, schema);
      }
    } else if (value.in === "header" && scalarOf(schema.const) !== undefined && !isCredentialName(name)) {
      headers.push({ "htv:fieldName": name, "htv:fieldValue": scalarOf(schema.const) });
    } else losses.add(at, `a Form has no variable in ${value.in === "header" ? "a header field" : `"${value.in}"`}`);
  }
  const template = path.replace(/\{([^{}]*)\}/g, (_, name: string) => {
    const declared = inPath.get(name);
    if (declared === undefined) uriVariables.set(variableName(name), { type: "string" });
    return declared ?? `{${variableName(name)}}`;
  });
  const tail = listed.length === 0 ? "" : `{${query.length === 0 ? "?" : "&"}${listed.join(",")}}`;
  const whole = `${encoded(template)}${query.length === 0 ? "" : `?${query.join("&")}`}${tail}`;
  if (isTemplate(whole)) return { path: whole, uriVariables, headers };
  losses.add(pointer, "the path and its parameters make no URI Template");
  return undefined;
}

const carriedTerms = new Set(["name", "in", "description", "required", "schema", "content", "style", "explode"]);

function schemaOf(parameter: JsonObject, pointer: string, schemas: SchemaReader): DataSchema {
  const [[, media, at] = []] = entriesOf(parameter.content, `${pointer}/content`);
  const described = isText(parameter.description) ? { description: parameter.description } : {};
  if (isRecord(media) && at !== undefined) return { ...schemas.read(media.schema, `${at}/schema`), ...described };
  return { ...schemas.read(parameter.schema, `${pointer}/schema`), ...described };
}

const isExploded = ({ explode }: JsonObject, { type }: DataSchema): boolean =>
  explode === true || (explode !== false && (type === "array" || type === "object"));

/** Names of variables have letters, digits and `_` (RFC 6570 §2.3). */
const variableName = (name: string): string => name.replace(/\W/g, "_");

const scalarOf = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;

/** `text` with what no URI contains percent-encoded; in a part of a query, also what would end it. */
function encoded(text: string, isPart = false): string {
  const others = isPart ? /[^\w.~!$'()*,;:@/%-]/gu : /[^\w.~!$&'()*+,;=:@/%{}-]/gu;
  return text.replace(others, (character) => encodeURIComponent(/\p{Cs}/u.test(character) ? "\uFFFD" : character));
}

function isTemplate(text: string): boolean {
  try {
    compileUriTemplate(text);
    return true;
  } catch {
    return false;
  }
}
