import { type DataSchema, isRecord } from "@thingwright/td";
import type { JsonObject } from "../../conversion.js";
import { isCredentialName } from "../../href/public-href.js";
import { isTemplate, percentEncoded, variableName } from "../../href/template-text.js";
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

interface TemplateTask {
  readonly source: Source;
  readonly schemas: SchemaReader;
  /** Where the operation stands. */
  readonly pointer: string;
}

/** `path` and `parameters` as a URI Template with its variables; `undefined`, with a loss, where they make none. */
export function templateOf(path: string, parameters: readonly Placed[], task: TemplateTask): Template | undefined {
  const parts = new TemplateParts(task.source);
  for (const { value, pointer } of parameters) {
    task.source.losses.addOthers(value, pointer, carriedTerms, "a URI variable");
    parts.add(value, pointer, schemaOf(value, pointer, task.schemas));
  }
  const whole = parts.toTemplate(path);
  if (isTemplate(whole)) return { path: whole, uriVariables: parts.uriVariables, headers: parts.headers };
  task.source.losses.add(task.pointer, "the path and its parameters make no URI Template");
  return undefined;
}

class TemplateParts {
  readonly uriVariables = new Map<string, DataSchema>();
  readonly headers: JsonObject[] = [];
  readonly #source: Source;
  /** Expressions of the path, by the name of the parameter. */
  readonly #inPath = new Map<string, string>();
  /** `key=value` and `key={variable}`. */
  readonly #pairs: string[] = [];
  /** Variables of `{?a,b}`. */
  readonly #listed: string[] = [];

  constructor(source: Source) {
    this.#source = source;
  }

  add(parameter: JsonObject, pointer: string, schema: DataSchema): void {
    if (parameter.in === "path") this.#addPath(parameter, pointer, schema);
    else if (parameter.in === "query") this.#addQuery(parameter, pointer, schema);
    else this.#addHeader(parameter, pointer, schema);
  }

  #addPath(parameter: JsonObject, pointer: string, schema: DataSchema): void {
    const name = parameter.name as string;
    this.#inPath.set(name, `{${variableName(name)}${parameter.explode === true ? "*" : ""}}`);
    this.#addVariable(parameter, pointer, schema, "simple");
  }

  #addQuery(parameter: JsonObject, pointer: string, schema: DataSchema): void {
    const name = parameter.name as string;
    const fixed = parameter.required === true ? scalarOf(schema.const) : undefined;
    if (fixed !== undefined && isCredentialName(name))
      this.#source.losses.add(pointer, "a credential is not published");
    else if (fixed !== undefined) this.#pairs.push(`${percentEncoded(name, true)}=${percentEncoded(fixed, true)}`);
    else {
      const variable = variableName(name);
      if (variable === name) this.#listed.push(`${variable}${isExploded(parameter, schema) ? "*" : ""}`);
      else this.#pairs.push(`${percentEncoded(name, true)}={${variable}}`);
      if (parameter.required === true) {
        this.#source.losses.add(`${pointer}/required`, "a URI variable may always be left out");
      }
      this.#addVariable(parameter, pointer, schema, "form");
    }
  }

  #addHeader({ name, in: place }: JsonObject, pointer: string, { const: value }: DataSchema): void {
    const fixed = scalarOf(value);
    if (place === "header" && fixed !== undefined && !isCredentialName(name as string)) {
      this.headers.push({ "htv:fieldName": name, "htv:fieldValue": fixed });
    } else this.#source.losses.add(pointer, `a Form has no variable in "${place}"`);
  }

  #addVariable({ name, style }: JsonObject, pointer: string, schema: DataSchema, usual: string): void {
    if (isText(style) && style !== usual) this.#source.losses.add(`${pointer}/style`, `this style is read as ${usual}`);
    const variable = variableName(name as string);
    if (schema.type !== "array" && schema.type !== "object" && schema.type !== "null") {
      this.uriVariables.set(variable, schema);
      return;
    }
    // `td-vocab-uriVariables--InteractionAffordance`
    this.#source.losses.add(pointer, `a URI variable is no ${schema.type}; it reads "string"`);
    const described = schema.description === undefined ? {} : { description: schema.description };
    this.uriVariables.set(variable, { type: "string", ...described });
  }

  toTemplate(path: string): string {
    const template = path.replace(/\{([^{}]*)\}/g, (_, name: string) => {
      const declared = this.#inPath.get(name);
      if (declared === undefined) this.uriVariables.set(variableName(name), { type: "string" });
      return declared ?? `{${variableName(name)}}`;
    });
    const query = this.#pairs.length === 0 ? "" : `?${this.#pairs.join("&")}`;
    const tail = this.#listed.length === 0 ? "" : `{${query === "" ? "?" : "&"}${this.#listed.join(",")}}`;
    return `${percentEncoded(template)}${query}${tail}`;
  }
}

const carriedTerms = new Set(["name", "in", "description", "required", "schema", "content", "style", "explode"]);

function schemaOf(parameter: JsonObject, pointer: string, schemas: SchemaReader): DataSchema {
  const [[, media, at] = []] = entriesOf(parameter.content, `${pointer}/content`);
  const described = isText(parameter.description) ? { description: parameter.description } : {};
  if (isRecord(media) && at !== undefined) return { ...schemas.read(media.schema, `${at}/schema`), ...described };
  return { ...schemas.read(parameter.schema, `${pointer}/schema`), ...described };
}

/** A list or object is written out by default; for anything else it makes no difference. */
const isExploded = ({ explode }: JsonObject, { type }: DataSchema): boolean =>
  explode !== false && (type === "array" || type === "object");

const scalarOf = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
