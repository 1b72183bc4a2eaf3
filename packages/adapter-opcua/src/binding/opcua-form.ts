import type { FormRequest } from "@thingwright/contracts";
import { isObject } from "@thingwright/mapping";
import { type ChannelSecurity, channelOf } from "./channel-security.js";
import { isNodeId, parseOpcuaAddress } from "./opcua-address.js";
import { type ValueFormat, valueFormatOf } from "./value-format.js";

/** One Form × operation as a service of OPC UA. */
export interface OpcuaRequest {
  readonly url: string;
  readonly nodeId: string;
  readonly service: "read" | "write" | "monitor" | "call" | "events";
  /** The object whose method is called; `undefined` where the server has to be asked. */
  readonly objectId: string | undefined;
  readonly format: ValueFormat;
  readonly channel: ChannelSecurity;
}

const services: Readonly<Record<string, OpcuaRequest["service"]>> = {
  readproperty: "read",
  writeproperty: "write",
  observeproperty: "monitor",
  invokeaction: "call",
  subscribeevent: "events",
};

/**
 * Reads a Form's address and terms. The node is in the address, or in `opcua:nodeId` as node-wot has it; the object of a method is in
 * `uav:componentOf`, of the Form or of its affordance, or the node of `opcua:nodeId` where `opcua:method` names the method.
 *
 * @returns a reason, for a person, when the Form cannot be used
 */
export function readOpcuaForm(
  { form, operation, thing, affordance }: FormRequest,
  href: string,
): OpcuaRequest | string {
  const address = parseOpcuaAddress(href);
  if (address === undefined) return `${href} is no opc.tcp://host:port/path/?id=nodeId`;
  const service = Object.hasOwn(services, operation) ? services[operation]! : undefined;
  if (service === undefined) return `OPC UA has no ${operation}`;
  const format = valueFormatOf(form.contentType);
  if (typeof format === "string") return format;
  const named = nodeIdIn(form.form, "opcua:nodeId");
  const method = nodeIdIn(form.form, "opcua:method");
  const nodeId = service === "call" ? (method ?? address.nodeId ?? named) : (address.nodeId ?? named);
  if (nodeId === undefined) return "neither the address nor opcua:nodeId has a node id";
  const action = service === "call" ? affordanceOf(thing.actions, affordance) : undefined;
  const objectId =
    service !== "call"
      ? undefined
      : method !== undefined
        ? (named ?? address.nodeId)
        : (nodeIdIn(form.form, "uav:componentOf") ?? nodeIdIn(action, "uav:componentOf"));
  const channel = channelOf(thing, form.security);
  if (typeof channel === "string") return channel;
  return { url: address.url, nodeId, service, objectId, format, channel };
}

function affordanceOf(all: unknown, name: string | undefined): unknown {
  return name !== undefined && isObject(all) && Object.hasOwn(all, name) ? all[name] : undefined;
}

/** A node id, alone or first in a list. */
function nodeIdIn(holder: unknown, term: string): string | undefined {
  if (!isObject(holder) || !Object.hasOwn(holder, term)) return undefined;
  const value: unknown = holder[term];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === "string" && isNodeId(first) ? first : undefined;
}
