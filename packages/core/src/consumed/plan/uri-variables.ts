import { DataSchemaError } from "@thingwright/errors";
import { compileDataSchema, type DataSchema, escapePointer } from "@thingwright/td";

/** The `uriVariables` of an affordance or of a Thing. */
export type UriVariables = Readonly<Record<string, DataSchema>> | undefined;

/**
 * Validates the values for `uriVariables`; those that nothing declares pass as they are.
 *
 * @param own - those of the affordance: they go before those of its Thing
 * @throws {DataSchemaError} WOT_DATA_INVALID; the pointer starts with the variable's name
 */
export function checkUriVariables(
  own: UriVariables,
  ofThing: UriVariables,
  values: Readonly<Record<string, unknown>>,
): void {
  for (const [name, value] of Object.entries(values)) {
    const schema = schemaOf(own, name) ?? schemaOf(ofThing, name);
    const finding = schema === undefined ? undefined : compileDataSchema(schema).check(value)[0];
    if (finding === undefined) continue;
    const pointer = `/${escapePointer(name)}${finding.pointer}`;
    throw new DataSchemaError("WOT_DATA_INVALID", `URI variable "${name}": ${finding.message}`, { pointer, schema });
  }
}

function schemaOf(declared: UriVariables, name: string): DataSchema | undefined {
  return declared !== undefined && Object.hasOwn(declared, name) ? declared[name] : undefined;
}
