import type { DataSchema, ThingDescription } from "@thingwright/td";
import { uavNamespace } from "./binding/manifest.js";
import { opcuaAddress } from "./binding/opcua-address.js";
import type { UaNode } from "./browse/ua-node.js";
import type { Served } from "./recognition/served.js";
import type { SecurityMode } from "./stack/ua-session.js";

/** Where a server is, and how it is spoken to. */
export interface ServerAddress {
  /** `opc.tcp://host:port/path`, without a slash at its end. */
  readonly url: string;
  /** Of its southbound descriptions: the Servient's credentials are found by it. */
  readonly id: string;
  readonly mode: SecurityMode | "secure";
  readonly policy?: string;
  readonly user: "Anonymous" | "UserName" | "Certificate";
  /** Whether values are asked for with the times at which they were measured. */
  readonly hasTimes?: boolean;
}

/** Name of the security definition that credentials are kept under. */
export const userDefinition = "user";

/** What is known of a served node beside its recognition: the schema of its value, or of its arguments. */
export interface NodeSchema {
  readonly value?: DataSchema;
  /** Whether OPC 10000-6 writes it otherwise together with its type: integers of 64 bits, and what may contain some. */
  readonly isExact?: boolean;
  readonly input?: DataSchema;
  readonly output?: DataSchema;
  /** The object that has a method. */
  readonly ownerId: string;
}

/** How a Thing of a server is spoken to, and what of it serves what. */
export function southboundOf(
  served: readonly Served[],
  schemas: ReadonlyMap<UaNode, NodeSchema>,
  server: ServerAddress,
  object: UaNode,
): ThingDescription {
  const nodes = [...new Set(served.map(({ node }) => node))];
  const of = (kind: UaNode["kind"], make: (node: UaNode, own: readonly Served[]) => object) =>
    Object.fromEntries(
      nodes
        .filter((node) => node.kind === kind)
        .map((node) => [
          node.nodeId,
          make(
            node,
            served.filter((each) => each.node === node),
          ),
        ]),
    );
  return {
    "@context": [
      "https://www.w3.org/2022/wot/td/v1.1",
      {
        "@language": "en",
        map: "https://thingwright.org/ns/map#",
        qudtUnit: "http://qudt.org/vocab/unit/",
        uav: uavNamespace,
      },
    ],
    "@type": ["uav:object"],
    id: server.id,
    title: object.displayName || object.name,
    "uav:id": object.nodeId,
    ...securityOf(server),
    properties: of("variable", (node, own) => propertyOf(node, own, schemas.get(node), server)),
    actions: of("method", (node, own) => actionOf(node, own, schemas.get(node), server)),
    events: of("object", (node, own) => eventOf(node, own, schemas.get(node), server)),
  } as unknown as ThingDescription;
}

function propertyOf(
  node: UaNode,
  served: readonly Served[],
  schema: NodeSchema | undefined,
  { url, hasTimes }: ServerAddress,
): object {
  const { isReadable = true } = node.variable ?? {};
  const isWritten = served.some(({ isReadOnly }) => isReadOnly !== true);
  const op = [
    ...(isReadable ? ["readproperty", "observeproperty", "unobserveproperty"] : []),
    ...(isWritten ? ["writeproperty"] : []),
  ];
  const isTimed = hasTimes === true && isReadable && schema?.isExact !== true;
  return {
    "@type": "uav:variable",
    title: node.displayName || node.name,
    ...(isTimed ? timed(schema?.value) : schema?.value),
    ...(isReadable ? { observable: true } : { writeOnly: true }),
    ...(!isWritten && { readOnly: true }),
    "map:serves": served.map(({ name, terms }) => ({
      "map:property": name,
      ...(isTimed ? { ...terms, ...placed(terms) } : terms),
    })),
    forms: [form(url, node, op, isTimed ? dataValue : "application/json")],
  };
}

function actionOf(
  node: UaNode,
  served: readonly Served[],
  schema: NodeSchema | undefined,
  { url }: ServerAddress,
): object {
  return {
    "@type": "uav:method",
    title: node.displayName || node.name,
    ...(schema?.input !== undefined && { input: schema.input }),
    ...(schema?.output !== undefined && { output: schema.output }),
    ...(schema !== undefined && { "uav:componentOf": [schema.ownerId] }),
    "map:serves": served.map(({ name, terms }) => ({ "map:action": name, ...terms })),
    forms: [form(url, node, ["invokeaction"])],
  };
}

const eventOf = (
  node: UaNode,
  served: readonly Served[],
  schema: NodeSchema | undefined,
  { url }: ServerAddress,
): object => ({
  title: node.displayName || node.name,
  data: schema?.value ?? { type: "object" },
  "map:serves": served.map(({ name, terms }) => ({ "map:event": name, ...terms })),
  forms: [form(url, node, ["subscribeevent", "unsubscribeevent"])],
});

const form = (url: string, { nodeId }: UaNode, op: readonly string[], contentType = "application/json"): object => ({
  href: opcuaAddress(url, nodeId),
  op,
  contentType,
});

/** A value with its status and its times (OPC 10000-6 §5.4.2.18). */
const dataValue = "application/opcua+json;type=DataValue;version=1.05";

const timed = (value: DataSchema = {}): DataSchema => ({
  type: "object",
  properties: { Value: value, SourceTimestamp: { type: "string", format: "date-time" } },
});

const placed = ({ "map:pick": pick = "", "map:put": put = pick }: Readonly<Record<string, unknown>>): object => ({
  "map:pick": `/Value${String(pick)}`,
  "map:put": `/Value${String(put)}`,
  "map:time": "/SourceTimestamp",
});

/** @see OPC 10101 §6.3 */
function securityOf({ mode, policy, user }: ServerAddress): object {
  const authentication = { scheme: "uav:authentication", "uav:userIdentityToken": user };
  if (mode === "None" && user === "Anonymous") {
    return { securityDefinitions: { [userDefinition]: { scheme: "nosec" } }, security: userDefinition };
  }
  if (mode === "secure") return { securityDefinitions: { [userDefinition]: authentication }, security: userDefinition };
  const channel = {
    scheme: "uav:channelsec",
    "uav:securityMode": mode,
    ...(mode === "None" ? { "uav:securityPolicy": "None" } : policy !== undefined && { "uav:securityPolicy": policy }),
  };
  return {
    securityDefinitions: { channel, [userDefinition]: authentication },
    security: ["channel", userDefinition],
  };
}
