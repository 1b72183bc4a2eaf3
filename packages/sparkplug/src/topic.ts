/** Types of messages of edge nodes and devices (Sparkplug 3.0 §4). */
export const messageTypes = ["NBIRTH", "NDATA", "NCMD", "NDEATH", "DBIRTH", "DDATA", "DCMD", "DDEATH"] as const;

export type MessageType = (typeof messageTypes)[number];

export const namespace = "spBv1.0";

/** What a topic says: `device` is empty for the edge node itself. */
export interface SparkplugTopic {
  readonly type: MessageType;
  readonly device: string;
}

/** An edge node, within its group. */
export interface EdgeNodeId {
  readonly group: string;
  readonly edgeNode: string;
}

/** Everything that an edge node and its devices say, and what they are told. */
export const filterOf = ({ group, edgeNode }: EdgeNodeId): string => `${namespace}/${group}/+/${edgeNode}/#`;

/** Where the edge node, or one of its devices, takes commands. */
export const commandTopic = ({ group, edgeNode }: EdgeNodeId, device: string): string =>
  device === "" ? `${namespace}/${group}/NCMD/${edgeNode}` : `${namespace}/${group}/DCMD/${edgeNode}/${device}`;

/** `undefined` for a topic that is none of an edge node. */
export function parseTopic(topic: string): SparkplugTopic | undefined {
  const [first, , type, , device = "", ...more] = topic.split("/");
  const isKnown = first === namespace && more.length === 0 && (messageTypes as readonly unknown[]).includes(type);
  return isKnown && type!.startsWith("D") === (device !== "") ? { type: type as MessageType, device } : undefined;
}

/** Ids have no character of topics, and are not empty (Sparkplug 3.0 §4.1). */
export const isId = (text: unknown): text is string => typeof text === "string" && /^[^+#/\0]+$/u.test(text);
