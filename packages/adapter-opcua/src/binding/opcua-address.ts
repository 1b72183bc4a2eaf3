/** What an address says: which server, and which of its nodes. */
export interface OpcuaAddress {
  /** `opc.tcp://host:port/path`, without a slash at its end. */
  readonly url: string;
  /** As text, with `nsu=` or `ns=`; absent in the address of a server alone. */
  readonly nodeId?: string;
}

const syntax = /^(opc\.tcp:\/\/(?:\[[0-9a-f:.%]+\]|[^/?#[\]@:\s]+)(?::\d{1,5})?(?:\/[^?#\s]*)?)(?:\?([^#]*))?$/i;

/** Reads `opc.tcp://host:port/path/?id=<nodeId>` (OPC 10101 §6.2); `undefined` when `href` is nothing of the kind. */
export function parseOpcuaAddress(href: string): OpcuaAddress | undefined {
  const match = href.length > 4096 ? null : syntax.exec(href);
  if (match === null) return undefined;
  const [, place = "", query] = match;
  const url = place.replace(/\/+$/, "");
  if (query === undefined || query === "") return { url };
  const written = query.split("&").find((part) => part.startsWith("id="));
  const nodeId = written === undefined ? undefined : decoded(written.slice(3));
  return nodeId !== undefined && isNodeId(nodeId) ? { url, nodeId } : undefined;
}

/** Whether `text` is the id of a node, as OPC 10000-6 §5.1.12 writes it. */
export const isNodeId = (text: string): boolean =>
  /^(?:nsu=[^;]+;|ns=\d{1,5};)?(?:i=\d{1,10}|s=.+|g=[0-9a-f-]{36}|b=[A-Za-z0-9+/=]+)$/is.test(text);

/**
 * The address of a node. Encoded is what OPC 10101 §6.2 says, and what an address or a URI Template cannot have as it is.
 *
 * @param url - of the server, without a slash at its end
 */
export const opcuaAddress = (url: string, nodeId: string): string =>
  `${url}/?id=${nodeId.replace(/[^A-Za-z0-9\-._~:/?@!$'()*+,;=[\]]/gu, encoded)}`;

const encoded = (sign: string): string => {
  try {
    return encodeURIComponent(sign);
  } catch {
    return "%EF%BF%BD";
  }
};

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
