import type { InboundRequest, MaybePromise, Principal } from "@thingwright/contracts";
import { DataSchemaError } from "@thingwright/errors";
import { type AnyVariables, compileDataSchema, type DataSchema, escapePointer } from "@thingwright/td";

/** What a handler learns of the request that it serves. */
export interface HandlerOptions<Variables = AnyVariables> {
  /** Values of the affordance's `uriVariables`, converted and validated. */
  readonly uriVariables?: Variables;
  /** Who asks; absent where the Thing asks for no credentials. */
  readonly principal?: Principal;
  /** Aborted when the peer has gone; for an action that goes on by itself, when it is cancelled. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * What a handler returns, at once or later: a value, the bytes of one as a stream, or nothing where nothing is expected.
 */
export type HandlerAnswer<Value> = MaybePromise<
  // biome-ignore lint/suspicious/noConfusingVoidType: a handler without a return statement returns nothing
  Value | ReadableStream<Uint8Array> | (undefined extends Value ? void : never)
>;

const noVariables: ReadonlyMap<string, DataSchema> = new Map();

/** Options over a request. The signal is asked for only when the handler does: to make one costs as much as a read. */
class RequestOptions implements HandlerOptions {
  // `declare`: scripts look with `in` whether there are variables, so what is not given must not be a member.
  declare readonly uriVariables?: Readonly<Record<string, unknown>>;
  declare readonly principal?: Principal;
  readonly #request: InboundRequest;

  constructor(
    request: InboundRequest,
    uriVariables: Readonly<Record<string, unknown>> | undefined,
    principal: Principal | undefined,
  ) {
    this.#request = request;
    if (uriVariables !== undefined) this.uriVariables = uriVariables;
    if (principal !== undefined) this.principal = principal;
  }

  get signal(): AbortSignal | undefined {
    return this.#request.signal;
  }
}

/**
 * The options for one call of a handler.
 *
 * @throws {DataSchemaError} WOT_DATA_INVALID when a URI variable does not match its schema
 */
export function handlerOptions(
  request: InboundRequest,
  declared: ReadonlyMap<string, DataSchema> = noVariables,
  principal?: Principal,
): HandlerOptions {
  const { variables } = request;
  const converted = declared.size === 0 || variables === undefined ? undefined : convertVariables(variables, declared);
  return new RequestOptions(request, converted, principal);
}

function convertVariables(
  variables: Readonly<Record<string, string>>,
  declared: ReadonlyMap<string, DataSchema>,
): Record<string, unknown> {
  const values: [string, unknown][] = [];
  for (const [name, schema] of declared) {
    const text = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (text !== undefined) values.push([name, convert(name, text, schema)]);
  }
  return Object.fromEntries(values);
}

function convert(name: string, text: string, schema: DataSchema): unknown {
  const value = fromText(text, schema);
  const finding = compileDataSchema(schema).check(value)[0];
  if (finding === undefined) return value;
  const pointer = `/${escapePointer(name)}${finding.pointer}`;
  throw new DataSchemaError("WOT_DATA_INVALID", `URI variable "${name}": ${finding.message}`, { pointer, schema });
}

/** A decimal number as RFC 8259 §6 writes it, with the plus sign and leading zeros that people type. */
const decimal = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** The value that a text stands for under `schema`; the text itself where it stands for none. */
function fromText(text: string, schema: DataSchema): unknown {
  switch (schema.type) {
    case "integer":
    case "number":
      return decimal.test(text) ? Number(text) : text;
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
