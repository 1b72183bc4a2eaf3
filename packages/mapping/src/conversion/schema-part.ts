import type { DataSchema } from "@thingwright/td";

/** The schema of the part at `pointer` of a value that `schema` describes; `undefined` where it says nothing. */
export function schemaPart(schema: DataSchema | undefined, pointer: string): DataSchema | undefined {
  if (pointer === "") return schema;
  let part: DataSchema | undefined = schema;
  for (const token of pointer.slice(1).split("/")) {
    part = memberSchema(part, token.replaceAll("~1", "/").replaceAll("~0", "~"));
  }
  return part;
}

function memberSchema(schema: DataSchema | undefined, name: string): DataSchema | undefined {
  if (schema?.type === "array") {
    const items = schema.items;
    return Array.isArray(items) ? (items as readonly DataSchema[])[Number(name)] : (items as DataSchema | undefined);
  }
  if (schema?.type !== "object" || schema.properties === undefined) return undefined;
  return Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
}
