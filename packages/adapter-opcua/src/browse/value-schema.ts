import { isObject, membersOf, textOf } from "@thingwright/mapping";
import type { DataSchema } from "@thingwright/td";
import { attribute, builtInType } from "../stack/built-in-type.js";
import { BuiltInTypes } from "../stack/built-in-types.js";
import { isUsable, type UaSession } from "../stack/ua-session.js";

/** Values of an enumeration, with their names. */
export type EnumerationNames = ReadonlyMap<number, string>;

/** Structures within structures that are described. */
const maxDepth = 5;

const schemas: ReadonlyMap<number, DataSchema> = new Map<number, DataSchema>([
  [builtInType.boolean, { type: "boolean" }],
  [builtInType.sByte, whole(-128, 127)],
  [builtInType.byte, whole(0, 255)],
  [builtInType.int16, whole(-32_768, 32_767)],
  [builtInType.uInt16, whole(0, 65_535)],
  [builtInType.int32, whole(-2_147_483_648, 2_147_483_647)],
  [builtInType.uInt32, whole(0, 4_294_967_295)],
  [builtInType.int64, { type: "integer" }],
  [builtInType.uInt64, { type: "integer", minimum: 0 }],
  [builtInType.float, { type: "number" }],
  [builtInType.double, { type: "number" }],
  [builtInType.dateTime, { type: "string", format: "date-time" }],
  [builtInType.byteString, { type: "string", contentEncoding: "base64" }],
  ...[
    builtInType.string,
    builtInType.guid,
    builtInType.xmlElement,
    builtInType.nodeId,
    builtInType.expandedNodeId,
    builtInType.statusCode,
    builtInType.qualifiedName,
    builtInType.localizedText,
  ].map((type) => [type, { type: "string" } as DataSchema] as const),
]);

function whole(minimum: number, maximum: number): DataSchema {
  return { type: "integer", minimum, maximum };
}

/** Data schemas of the data types of one server, each asked once. */
export class ValueSchemas {
  readonly #session: UaSession;
  readonly #builtIn: BuiltInTypes;
  readonly #definitions = new Map<string, Promise<unknown>>();

  constructor(session: UaSession) {
    this.#session = session;
    this.#builtIn = new BuiltInTypes((id) => session.superTypeOf(id));
  }

  /** The schema of a value of a data type, with its array around it. */
  async of(dataType: string, valueRank: number, depth = 0): Promise<DataSchema> {
    const scalar = await this.#scalar(dataType, depth);
    if (valueRank === -1) return scalar;
    if (valueRank < 0) return valueRank === -3 ? { oneOf: [scalar, { type: "array", items: scalar }] } : {};
    let schema = scalar;
    for (let rank = 0; rank < Math.max(1, Math.min(valueRank, 8)); rank++) schema = { type: "array", items: schema };
    return schema;
  }

  /** The names of the values of an enumeration; `undefined` for another type. */
  async namesOf(dataType: string): Promise<EnumerationNames | undefined> {
    if (isBuiltIn(dataType)) return undefined;
    const { Fields } = membersOf(await this.#definition(dataType));
    const fields = (Array.isArray(Fields) ? Fields : []).filter(isObject);
    if (fields.length === 0 || !fields.every((field) => "Value" in field)) return undefined;
    return new Map(
      fields.map(({ Value, DisplayName, Name }) => [Number(Value), textOf(DisplayName) || String(Name)] as const),
    );
  }

  builtInTypeOf(dataType: string): Promise<number> {
    return this.#builtIn.of(dataType);
  }

  async #scalar(dataType: string, depth: number): Promise<DataSchema> {
    const names = await this.namesOf(dataType);
    if (names !== undefined) {
      return { oneOf: [...names].map(([value, title]) => ({ title, type: "integer", const: value })) } as DataSchema;
    }
    const builtIn = await this.#builtIn.of(dataType);
    if (builtIn !== builtInType.extensionObject) return schemas.get(builtIn) ?? {};
    return depth >= maxDepth ? { type: "object" } : this.#structure(dataType, depth);
  }

  async #structure(dataType: string, depth: number): Promise<DataSchema> {
    const { Fields, StructureType } = membersOf(await this.#definition(dataType));
    const fields = (Array.isArray(Fields) ? Fields : []).filter(isObject);
    const properties: Record<string, DataSchema> = {};
    const required: string[] = [];
    for (const { Name, DataType, ValueRank, IsOptional } of fields) {
      const name = textOf(Name);
      const type = textOf(DataType);
      if (name === undefined || name === "__proto__" || type === undefined) continue;
      properties[name] = await this.of(type, typeof ValueRank === "number" ? ValueRank : -1, depth + 1);
      if (IsOptional !== true && StructureType !== union) required.push(name);
    }
    return {
      type: "object",
      ...(fields.length > 0 && { properties }),
      ...(required.length > 0 && { required }),
    };
  }

  #definition(dataType: string): Promise<unknown> {
    const known = this.#definitions.get(dataType);
    if (known !== undefined) return known;
    const asked = this.#ask(dataType);
    this.#definitions.set(dataType, asked);
    asked.catch(() => this.#definitions.delete(dataType));
    return asked;
  }

  async #ask(dataType: string): Promise<unknown> {
    const [value] = await this.#session.read([{ nodeId: dataType, attribute: attribute.dataTypeDefinition }]);
    return value !== undefined && isUsable(value.status) ? value.value : undefined;
  }
}

/** A structure of which one member is there (OPC 10000-3 §8.49). */
const union = 2;

const isBuiltIn = (dataType: string): boolean => {
  const number = /^i=(\d+)$/.exec(dataType)?.[1];
  return number !== undefined && Number(number) <= 25;
};
