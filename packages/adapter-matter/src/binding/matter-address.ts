/** What a `matter:` URI says: a cluster of a node, or an attribute, command or event of it. */
export interface MatterAddress {
  /** Compressed fabric identifier, 16 hexadecimal digits in lower case; absent when any fabric will do. */
  readonly fabric?: string;
  /** Operational node id, 16 hexadecimal digits in lower case. */
  readonly node: string;
  readonly endpoint: number;
  /** Id or name. */
  readonly cluster: number | string;
  /** Id or name of an attribute, command or event: the operation says which. Absent for the cluster as a whole. */
  readonly element?: number | string;
}

const syntax =
  /^matter:\/\/(?:([0-9a-f]{16})-)?([0-9a-f]{1,16})\/(\d{1,5})\/([A-Za-z0-9_$]{1,64})(?:\/([A-Za-z0-9_$]{1,64}))?$/i;

/**
 * Reads `matter://FABRIC-NODE/ENDPOINT/CLUSTER/ELEMENT`. The authority is the node's operational instance name (Matter Core
 * §4.3.2.1); the fabric may be left out. `undefined` when `href` is nothing of the kind.
 */
export function parseMatterAddress(href: string): MatterAddress | undefined {
  const match = href.length > 512 ? null : syntax.exec(href);
  if (match === null) return undefined;
  const [, fabric, node, endpoint, cluster, element] = match;
  const number = Number(endpoint);
  if (number > maxEndpoint) return undefined;
  return {
    ...(fabric !== undefined && { fabric: fabric.toLowerCase() }),
    node: node!.toLowerCase().padStart(16, "0"),
    endpoint: number,
    cluster: idOrName(cluster!),
    ...(element !== undefined && { element: idOrName(element) }),
  };
}

/** 0xFFFF is no endpoint (Matter Core §7.5.1). */
const maxEndpoint = 0xfffe;

const idOrName = (text: string): number | string =>
  /^(?:0x[0-9a-f]{1,8}|\d{1,10})$/i.test(text) ? Number(text) : text;

/** The URI of a cluster of a node, without an element. */
export const clusterUri = (fabric: string, node: string, endpoint: number, cluster: string): string =>
  `matter://${fabric}-${node}/${endpoint}/${cluster}`;
