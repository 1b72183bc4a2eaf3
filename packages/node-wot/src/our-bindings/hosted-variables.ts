import { DataSchemaError } from "@thingwright/errors";
import { compileDataSchema, type DataSchema, escapePointer } from "@thingwright/td";

/**
 * URI variables as their handlers take them: those that are declared, converted.
 *
 * @throws {DataSchemaError} WOT_DATA_INVALID when one does not match its schema
 */
export function handlerVariables(
  texts: Readonly<Record<string, string>> | undefined,
  declared: ReadonlyMap<string, DataSchema>,
): Record<string, unknown> | undefined {
  if (texts === undefined || declared.size === 0) return undefined;
  const values: [string, unknown][] = [];
  for (const [name, schema] of declared) {
    if (Object.hasOwn(texts, name)) values.push([name, converted(name, texts[name] as string, schema)]);
  }
  return Object.fromEntries(values);
}

function converted(name: string, text: string, schema: DataSchema): unknown {
  const value = fromText(text, schema);
  const finding = compileDataSchema(schema).check(value)[0];
  if (finding === undefined) return value;
  const pointer = `/${escapePointer(name)}${finding.pointer}`;
  throw new DataSchemaError("WOT_DATA_INVALID", `URI variable "${name}": ${finding.message}`, { pointer, schema });
}

/** The value that a text stands for under `schema`; the text itself where it stands for none. */
function fromText(text: string, { type }: DataSchema): unknown {
  if (type === "integer" || type === "number") return text.trim() === "" || Number.isNaN(+text) ? text : +text;
  if (type === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
}
