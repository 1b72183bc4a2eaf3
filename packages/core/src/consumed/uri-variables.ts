import { DataSchemaError } from "@thingwright/errors";
import { compileDataSchema, type DataSchema } from "@thingwright/td";

/**
 * Validates the values for `uriVariables`; those that nothing declares pass as they are.
 *
 * @throws {DataSchemaError} WOT_DATA_INVALID; the pointer starts with the variable's name
 */
export function checkUriVariables(
  declared: Readonly<Record<string, DataSchema>> | undefined,
  values: Readonly<Record<string, unknown>>,
): void {
  if (declared === undefined) return;
  for (const [name, value] of Object.entries(values)) {
    const schema = Object.hasOwn(declared, name) ? declared[name] : undefined;
    if (schema === undefined) continue;
    const finding = compileDataSchema(schema).check(value)[0];
    if (finding === undefined) continue;
    throw new DataSchemaError("WOT_DATA_INVALID", `URI variable "${name}": ${finding.message}`, {
      pointer: `/${name}${finding.pointer}`,
      schema,
    });
  }
}
