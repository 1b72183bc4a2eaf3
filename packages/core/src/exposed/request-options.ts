import type { InboundRequest, Principal } from "@thingwright/contracts";
import { DataSchemaError } from "@thingwright/errors";
import { compileDataSchema, type DataSchema } from "@thingwright/td";

/** What a handler learns of the request that it serves. */
export interface HandlerOptions {
  /** Values of the affordance's `uriVariables`, converted and validated. */
  readonly uriVariables?: Readonly<Record<string, unknown>>;
  /** Who asks; absent where the Thing asks for no credentials. */
  readonly principal?: Principal;
  /** Aborted when the peer has gone. */
  readonly signal?: AbortSignal;
}

const noOptions: HandlerOptions = Object.freeze({});

/**
 * The options for one call of a handler.
 *
 * @throws {DataSchemaError} WOT_DATA_INVALID when a URI variable does not match its schema
 */
export function handlerOptions(
  request: InboundRequest,
  declared: ReadonlyMap<string, DataSchema>,
  principal: Principal | undefined,
): HandlerOptions {
  const variables = request.variables;
  if (principal === undefined && (variables === undefined || declared.size === 0)) return noOptions;
  return {
    ...(variables === undefined ? {} : { uriVariables: convertVariables(variables, declared) }),
    ...(principal === undefined ? {} : { principal }),
  };
}

function convertVariables(
  variables: Readonly<Record<string, string>>,
  declared: ReadonlyMap<string, DataSchema>,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, schema] of declared) {
    const text = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (text === undefined) continue;
    const value = fromText(text, schema);
    const finding = compileDataSchema(schema).check(value)[0];
    if (finding !== undefined) {
      const pointer = `/${name}${finding.pointer}`;
      throw new DataSchemaError("WOT_DATA_INVALID", `URI variable "${name}": ${finding.message}`, { pointer, schema });
    }
    values[name] = value;
  }
  return values;
}

/** The value that a text stands for under `schema`; the text itself where it stands for none. */
function fromText(text: string, schema: DataSchema): unknown {
  switch (schema.type) {
    case "integer":
    case "number":
      return text.trim() === "" || Number.isNaN(Number(text)) ? text : Number(text);
    case "boolean":
      return text === "true" ? true : text === "false" ? false : text;
    case "array":
      return text === "" ? [] : text.split(",").map((item) => fromText(item, itemSchema(schema.items)));
    default:
      return text;
  }
}

function itemSchema(items: DataSchema | readonly DataSchema[] | undefined): DataSchema {
  return items === undefined || Array.isArray(items) ? {} : (items as DataSchema);
}
