import { type DescribedPart, partModel } from "@thingwright/adapter-core";
import type { DataSchema } from "@thingwright/td";
import type { UaNode } from "./browse/ua-node.js";
import { unitOf } from "./browse/unit.js";
import type { EnumerationNames, ValueSchemas } from "./browse/value-schema.js";
import { chosen } from "./recognition/chosen.js";
import type { DeviceNode, DeviceObject } from "./recognition/device-objects.js";
import { measuredRows } from "./recognition/measured.js";
import { modelsOf } from "./recognition/models.js";
import { eventSchema, methodSchemas, plainAction, plainEvent, plainProperty } from "./recognition/plain.js";
import { type Reading, wordsOf } from "./recognition/reading.js";
import type { Served } from "./recognition/served.js";
import { stateRows } from "./recognition/states.js";
import type { ThingTemplate } from "./recognition/template.js";
import { templated } from "./recognition/templated.js";
import { type NodeSchema, type ServerAddress, southboundOf } from "./southbound.js";
import { builtInType } from "./stack/built-in-type.js";
import { isUsable } from "./stack/ua-session.js";

/** A Thing of a server, and what of it is not offered. */
export interface DescribedObject {
  readonly part: DescribedPart;
  readonly problems: readonly string[];
}

/**
 * The Thing that an object of a server is: in words of the common API where its template or its names say so, and each other node beside as
 * the server has it.
 *
 * @param id - of the Thing
 */
export async function describeObject(
  device: DeviceObject,
  id: string,
  template: ThingTemplate | undefined,
  schemas: ValueSchemas,
  server: ServerAddress,
): Promise<DescribedObject> {
  const { object, parts } = device;
  const title = object.displayName || object.name;
  const readings = await Promise.all(
    parts.filter(({ node }) => node.kind === "variable").map((each) => readingOf(each, schemas)),
  );
  const told = templated(template, parts, readings);
  const taken = new Set(told.served.map(({ node }) => node));
  const guessed = readings
    .filter(({ node }) => !taken.has(node))
    .flatMap((reading) => [...measuredRows, ...stateRows].flatMap((row) => guess(row(reading), reading)));
  const words = wordsOf([object.name, object.typeName ?? ""]);
  const plain = new Map<UaNode, Served>();
  for (const reading of readings) plain.set(reading.node, plainProperty(reading));
  for (const each of parts) {
    if (each.node.kind === "method") plain.set(each.node, await plainAction(each, schemas));
    if (each.node.kind === "object") plain.set(each.node, plainEvent(each));
  }
  const candidates = template?.model === undefined ? modelsOf(words) : [{ model: template.model }];
  const { model, modelName, served } = await partModel<Served>({
    title,
    served: await chosen(told.served, guessed, candidates),
    candidates,
    beside: (fitting) => {
      const known = new Set(fitting.map(({ node }) => node));
      return [...plain].flatMap(([node, own]) => (known.has(node) ? [] : [own]));
    },
  });
  const missed =
    template?.model !== undefined && modelName === undefined
      ? [`${title} lacks what the model ${template.model} requires`]
      : [];
  return {
    part: {
      id,
      title,
      modelName,
      model,
      southbound: southboundOf(served, await schemasOf(parts, readings, schemas), server, object),
    },
    problems: [...told.problems, ...missed],
  };
}

const guess = (result: ReturnType<(typeof measuredRows)[number]>, { node }: Reading): readonly Served[] =>
  result === undefined ? [] : [{ ...result, node }];

async function schemasOf(
  parts: readonly DeviceNode[],
  readings: readonly Reading[],
  schemas: ValueSchemas,
): Promise<ReadonlyMap<UaNode, NodeSchema>> {
  const values = new Map(
    readings.map(({ node, schema, builtIn }) => [node, { value: schema, isExact: exactTypes.has(builtIn) }]),
  );
  const entries = parts.map(async ({ node, owner }): Promise<readonly [UaNode, NodeSchema]> => {
    if (node.kind === "method")
      return [node, { ...(await methodSchemas(node.method, schemas)), ownerId: owner.nodeId }];
    return [node, { ...(node.kind === "object" ? { value: eventSchema } : values.get(node)), ownerId: owner.nodeId }];
  });
  return new Map(await Promise.all(entries));
}

/** Types that are text together with their type, or may contain some that are. */
const exactTypes: ReadonlySet<number> = new Set([
  builtInType.int64,
  builtInType.uInt64,
  builtInType.extensionObject,
  builtInType.variant,
]);

/** What a variable says of itself. */
async function readingOf({ node, path }: DeviceNode, schemas: ValueSchemas): Promise<Reading> {
  const { dataType, valueRank, isWritable } = node.variable!;
  const property = (name: string): unknown => {
    const value = node.properties.get(name);
    return value !== undefined && isUsable(value.status) ? value.value : undefined;
  };
  const builtIn = await schemas.builtInTypeOf(dataType);
  const schema = await schemas.of(dataType, valueRank);
  return {
    node,
    path,
    words: wordsOf(path),
    builtIn,
    schema:
      builtIn >= builtInType.sByte && builtIn <= builtInType.double ? within(schema, property("EURange")) : schema,
    isList: valueRank !== -1,
    unit: unitOf(property("EngineeringUnits")),
    states: statesOf(property) ?? (await schemas.namesOf(dataType)),
    isWritable,
  };
}

/** Limits that a value is said to have (OPC 10000-8 §5.3.2.3). */
function within(schema: DataSchema, range: unknown): DataSchema {
  const { Low: low, High: high } = (range ?? {}) as Readonly<Record<string, unknown>>;
  const isRange = typeof low === "number" && typeof high === "number" && low < high;
  const { type } = schema as { readonly type?: string };
  if (!isRange || (type !== "number" && type !== "integer")) return schema;
  const [minimum, maximum] = type === "integer" ? [Math.ceil(low), Math.floor(high)] : [low, high];
  return { ...schema, minimum, maximum } as DataSchema;
}

/** @see OPC 10000-8 §5.3.3 */
function statesOf(property: (name: string) => unknown): EnumerationNames | undefined {
  const strings = property("EnumStrings");
  if (Array.isArray(strings)) return new Map(strings.map((text, index) => [index, String(text)]));
  const values = property("EnumValues");
  if (Array.isArray(values)) {
    return new Map(values.map(({ Value, DisplayName }) => [Number(Value), String(DisplayName)] as const));
  }
  const [off, on] = [property("FalseState"), property("TrueState")];
  return typeof off === "string" && typeof on === "string"
    ? new Map([
        [0, off],
        [1, on],
      ])
    : undefined;
}
