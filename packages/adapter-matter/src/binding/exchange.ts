import type { Patience } from "@thingwright/contracts";
import { DataSchemaError } from "@thingwright/errors";
import { objectOf } from "./json-body.js";
import type { MatterRequest } from "./matter-form.js";
import { elementName, type Target } from "./target.js";

type Values = Readonly<Record<string, unknown>>;

/** The value of an attribute, or of all attributes of the cluster. */
export async function readValue(
  { node, cluster, place }: Target,
  { address: { element } }: MatterRequest,
  patience: Patience,
): Promise<unknown> {
  const name = element === undefined ? undefined : elementName(cluster, "attributes", element);
  return picked(await node.read(place, name === undefined ? [] : [name], patience), name);
}

/** The same as the node's subscription has it; `undefined` when it does not. */
export function keptValue({ cluster }: Target, { address: { element } }: MatterRequest): unknown {
  return picked(cluster.values, element === undefined ? undefined : elementName(cluster, "attributes", element));
}

/** What a subscriber of an attribute, or of all attributes of the cluster, is told; `undefined` when it is not known. */
export const picked = (values: Values, name: string | undefined): unknown =>
  name === undefined ? values : Object.hasOwn(values, name) ? values[name] : undefined;

/** Writes an attribute, or those that the body has by their names. */
export async function writeValue(
  { node, cluster, place }: Target,
  { address: { element } }: MatterRequest,
  value: unknown,
  patience: Patience,
): Promise<void> {
  if (value === undefined) throw new DataSchemaError("WOT_DATA_INVALID", "a write needs a value");
  const given =
    element === undefined ? Object.entries(objectOf(value, "what is written to a cluster")) : [[element, value]];
  const named = given.map(([name, each]) => [elementName(cluster, "attributes", name as number | string), each]);
  if (named.length === 0) throw new DataSchemaError("WOT_DATA_INVALID", "the body names no attribute");
  await node.write(place, Object.fromEntries(named), patience);
}

/** Invokes a command, or the one that is the only member of the body. @returns its answer */
export async function invokeCommand(
  { node, cluster, place }: Target,
  { address: { element }, fields }: MatterRequest,
  value: unknown,
  patience: Patience,
): Promise<unknown> {
  const [name, given] = element === undefined ? onlyMember(value) : [element, value];
  const command = elementName(cluster, "commands", name);
  const own = given === undefined || given === null ? {} : objectOf(given, "the input of a command");
  return node.invoke(place, command, { ...fields, ...own }, patience);
}

function onlyMember(value: unknown): readonly [string, unknown] {
  const members = Object.entries(objectOf(value, "the input"));
  if (members.length === 1) return members[0]!;
  throw new DataSchemaError("WOT_DATA_INVALID", "the input has one member: the command, with its fields");
}
