import { type DataSchema, isRecord } from "@thingwright/td";
import type { SchemaReader } from "../../json-schema/schema-reader.js";
import { entriesOf, isText } from "../../read/entries.js";
import type { Placed, Source } from "../../read/source.js";
import type { Channel, Server } from "./exchange.js";
import type { SecurityReader } from "./security-reader.js";
import { readServer } from "./server-reader.js";

/** What the readers of both versions of AsyncAPI share. */
export interface AsyncReaders {
  readonly source: Source;
  readonly schemas: SchemaReader;
  readonly security: SecurityReader;
  readonly servers: ReadonlyMap<string, Server>;
  serverAt(value: unknown, pointer: string): Server | undefined;
  /** A channel with `named` servers, or with all where it names none. */
  channelOf(key: string, address: string, place: Placed, named: readonly Server[]): Channel;
}

export function asyncReaders(source: Source, schemas: SchemaReader, security: SecurityReader): AsyncReaders {
  const byPointer = new Map<string, Server>();
  const serverAt = (value: unknown, pointer: string): Server | undefined => {
    const place = source.follow(value, pointer);
    if (place === undefined) return undefined;
    const server = byPointer.get(place.pointer) ?? readServer(place, security, source);
    byPointer.set(place.pointer, server);
    return server;
  };
  const servers = new Map<string, Server>();
  for (const [name, value, pointer] of entriesOf(source.document.servers, "/servers")) {
    const server = serverAt(value, pointer);
    if (server !== undefined) servers.set(name, server);
  }
  const all = [...servers.values()];
  const channelOf = (key: string, address: string, { value, pointer }: Placed, named: readonly Server[]): Channel => ({
    key,
    address,
    value,
    pointer,
    servers: named.length > 0 ? named : all,
    uriVariables: new Map([
      ...undeclaredIn(address),
      ...variablesOf(value.parameters, `${pointer}/parameters`, source, schemas),
    ]),
  });
  return { source, schemas, security, servers, serverAt, channelOf };
}

/** Each variable of an address, as a text: one that cannot be read is there all the same. */
const undeclaredIn = (address: string): readonly (readonly [string, DataSchema])[] =>
  [...address.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => [name!, { type: "string" }] as const);

const carriedTerms = new Set(["schema", "description", "enum", "default"]);

/** Channel parameters: a schema in AsyncAPI 2; `enum` and `default` of texts in AsyncAPI 3. */
function variablesOf(
  parameters: unknown,
  pointer: string,
  source: Source,
  schemas: SchemaReader,
): ReadonlyMap<string, DataSchema> {
  const variables = new Map<string, DataSchema>();
  for (const [name, value, at] of entriesOf(parameters, pointer)) {
    const place = source.follow(value, at);
    if (place === undefined) continue;
    source.losses.addOthers(place.value, place.pointer, carriedTerms, "a URI variable");
    const { schema, description, enum: values, default: usual } = place.value;
    const texts = Array.isArray(values) ? [...new Set(values.filter(isText))] : [];
    const read = isRecord(schema) ? schemas.read(schema, `${place.pointer}/schema`) : undefined;
    const isScalar = read !== undefined && read.type !== "array" && read.type !== "object" && read.type !== "null";
    if (read !== undefined && !isScalar) source.losses.add(place.pointer, `a URI variable is no ${read.type}`);
    variables.set(name, {
      ...(isScalar ? read : { type: "string" as const }),
      ...(texts.length === 0 ? {} : { enum: texts }),
      ...(isText(usual) ? { default: usual } : {}),
      ...(isText(description) ? { description } : {}),
    } as DataSchema);
  }
  return variables;
}
