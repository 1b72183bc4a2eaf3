import { type DataSchema, type EffectiveForm, escapePointer } from "@thingwright/td";
import type { JsonObject, LossList } from "../conversion.js";
import { isCredentialName } from "../href/public-href.js";
import { schemaOf } from "../json-schema/schema-of.js";
import type { TargetParameter } from "./target.js";

/** A URI variable's DataSchema and where it stands. */
export type PlacedVariables = ReadonlyMap<string, { readonly schema: DataSchema; readonly pointer: string }>;

/** The `uriVariables` of `holders`, of which a later one wins. */
export function variablesOf(
  holders: readonly {
    readonly variables?: Readonly<Record<string, DataSchema>> | undefined;
    readonly pointer: string;
  }[],
): PlacedVariables {
  return new Map(
    holders.flatMap(({ variables, pointer }) =>
      Object.entries(variables ?? {}).map(([name, schema]) => [
        name,
        { schema, pointer: `${pointer}/uriVariables/${escapePointer(name)}` },
      ]),
    ),
  );
}

/** The Parameter Objects of a Form: URI variables, fixed query parameters and `htv:headers`. */
export function parametersOf(
  form: EffectiveForm,
  target: readonly TargetParameter[],
  variables: PlacedVariables,
  losses: LossList,
  credentials: ReadonlySet<string>,
): readonly JsonObject[] {
  const used = new Set(target.map(({ variable }) => variable));
  for (const [name, { pointer }] of variables) {
    if (!used.has(name)) losses.add(pointer, `the URI Template at ${form.pointer} does not use this variable`);
  }
  return [
    ...target.map((parameter) => parameterOf(parameter, variables, losses)),
    ...headersOf(form, losses, credentials),
  ];
}

function parameterOf(parameter: TargetParameter, variables: PlacedVariables, losses: LossList): JsonObject {
  const { in: place, name, variable, value, explode } = parameter;
  const required = place === "path" || value !== undefined;
  const common = { name, in: place, ...(required ? { required } : {}), ...(variable && !explode ? { explode } : {}) };
  if (variable === undefined) return { ...common, schema: { type: "string", const: value } };
  const declared = variables.get(variable);
  if (declared === undefined) return { ...common, schema: { type: "string" } };
  const { description } = declared.schema;
  return {
    ...common,
    ...(description === undefined ? {} : { description }),
    schema: schemaOf(declared.schema, declared.pointer, losses),
  };
}

/** OpenAPI ignores header parameters of these names (OpenAPI 3.1 "Parameter Object"). */
const ignoredHeaders = new Set(["accept", "content-type", "authorization"]);

function headersOf(
  { form, pointer }: EffectiveForm,
  losses: LossList,
  credentials: ReadonlySet<string>,
): readonly JsonObject[] {
  const written = ([form["htv:headers"] ?? []] as unknown[]).flat() as readonly JsonObject[];
  return written.flatMap((header, index) => {
    const name = header?.["htv:fieldName"];
    const value = header?.["htv:fieldValue"];
    if (typeof name === "string" && isCredentialName(name, credentials)) {
      losses.add(`${pointer}/htv:headers/${index}`, "a field that carries a credential is not published");
      return [];
    }
    if (typeof name === "string" && !ignoredHeaders.has(name.toLowerCase())) {
      const schema = { type: "string", ...(typeof value === "string" ? { const: value } : {}) };
      return [{ name, in: "header", required: true, schema }];
    }
    losses.add(`${pointer}/htv:headers/${index}`, "OpenAPI cannot fix this header field");
    return [];
  });
}
