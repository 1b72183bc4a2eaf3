import type { DataSchema } from "@thingwright/td";
import type { UaArgument, UaMethod, UaNode } from "../browse/ua-node.js";
import type { ValueSchemas } from "../browse/value-schema.js";
import { builtInType } from "../stack/built-in-type.js";
import { eventFields } from "../stack/event-fields.js";
import type { DeviceNode } from "./device-objects.js";
import type { Reading } from "./reading.js";
import type { Served } from "./served.js";

/** The name of an affordance that a node has of its own: its path, in letters that need no escape. */
export const plainName = (path: readonly string[]): string =>
  path.map((name) => name.replace(/[^\p{L}\p{N}-]+/gu, "_")).join("_") || "notified";

/** A variable as a property of its own. */
export function plainProperty(reading: Reading): Served {
  const { node, path, schema, states, unit, builtIn, isList } = reading;
  const texts = states === undefined || builtIn === builtInType.boolean || isList ? [] : [...states.values()];
  const isChoice = texts.length > 0 && new Set(texts).size === texts.length;
  const value: DataSchema = isChoice ? { type: "string", enum: texts } : schema;
  return {
    kind: "property",
    name: plainName(path),
    affordance: {
      ...titled(node),
      ...value,
      ...(unit !== undefined && { unit: unit.qudt === undefined ? unit.sign : `qudtUnit:${unit.qudt}` }),
      ...(reading.node.variable?.isReadable === false && { writeOnly: true }),
      ...(!reading.isWritable && { readOnly: true }),
      ...(reading.node.variable?.isReadable !== false && { observable: true }),
    },
    node,
    terms: isChoice
      ? { "map:enum": Object.fromEntries([...states!].map(([number, text]) => [String(number), text])) }
      : {},
    isReadOnly: !reading.isWritable,
  };
}

/** A method as an action of its own. */
export async function plainAction({ node, path }: DeviceNode, schemas: ValueSchemas): Promise<Served> {
  return {
    kind: "action",
    name: plainName(path),
    affordance: { ...titled(node), ...(await methodSchemas(node.method, schemas)) },
    node,
    terms: {},
  };
}

/** Input and output of a method; neither where it has none. */
export async function methodSchemas(
  method: UaMethod | undefined,
  schemas: ValueSchemas,
): Promise<{ readonly input?: DataSchema; readonly output?: DataSchema }> {
  const { input = [], output = [] } = method ?? {};
  return {
    ...(input.length > 0 && { input: await argumentsSchema(input, schemas) }),
    ...(output.length > 0 && { output: await argumentsSchema(output, schemas) }),
  };
}

async function argumentsSchema(list: readonly UaArgument[], schemas: ValueSchemas): Promise<DataSchema> {
  const properties: Record<string, DataSchema> = {};
  for (const { name, description, dataType, valueRank } of list) {
    const schema = await schemas.of(dataType, valueRank);
    properties[name] = { ...schema, ...(description !== undefined && { description }) };
  }
  return { type: "object", properties, required: list.map(({ name }) => name) };
}

/** An object that notifies, as an event of its own. */
export const plainEvent = ({ node, path }: DeviceNode): Served => ({
  kind: "event",
  name: path.length === 0 ? "notified" : `${plainName(path)}_notified`,
  affordance: { ...titled(node), title: `Notification of ${node.displayName}`, data: eventSchema },
  node,
  terms: {},
});

/** What is told of an event; what an event does not have is left out. */
export const eventSchema: DataSchema = {
  type: "object",
  properties: Object.fromEntries(Object.entries(eventFields).map(([name, { schema }]) => [name, schema])),
} as DataSchema;

const titled = ({ displayName, name, description }: UaNode): object => ({
  title: displayName || name,
  ...(description !== undefined && { description }),
});
