/** Where a broker is. */
export interface BrokerAddress {
  /**
   * `mqtt://host:port` or `mqtts://host:port`, of a WebSocket `ws://host:port/path` or `wss:`; without user and query, so that
   * it may be shown.
   */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** Whether it is reached by TLS. */
  readonly secure: boolean;
  /** Path and query that are asked for, when it is reached by a WebSocket (MQTT 5.0 §6). The query may hold secrets. */
  readonly webSocketTarget?: string;
}

/** A broker and what follows its authority in a URL. */
export interface BrokerUrl extends BrokerAddress {
  /** The path as a topic: without the first slash, percent-decoded; empty when there is none, or it is that of a WebSocket. */
  readonly topic: string;
  /** Empty when there is none, or it is that of a WebSocket. */
  readonly query: string;
}

interface Transport {
  readonly scheme: "mqtt" | "mqtts" | "ws" | "wss";
  readonly port: number;
}

const overTls: Transport = { scheme: "mqtts", port: 8883 };
const overWebSocket: Transport = { scheme: "ws", port: 80 };
const overSecureWebSocket: Transport = { scheme: "wss", port: 443 };

/** What is meant by the schemes in use. Those with a plus are no standard, but descriptions have them. */
const transports: ReadonlyMap<string, Transport> = new Map([
  ["mqtt", { scheme: "mqtt", port: 1883 }],
  ["mqtts", overTls],
  ["ws", overWebSocket],
  ["wss", overSecureWebSocket],
  ["mqtt+ws", overWebSocket],
  ["mqtt+wss", overSecureWebSocket],
  ["mqtts+ws", overSecureWebSocket],
  ["ws+mqtt", overWebSocket],
  ["wss+mqtt", overSecureWebSocket],
]);

/** The schemes of brokers' URLs. */
export const brokerSchemes: readonly string[] = [...transports.keys()];

/**
 * The parts of a broker's URL; `undefined` when it is none.
 *
 * The W3C's MQTT binding has only the authority in a URL; older descriptions name the topic in the path, which a WebSocket
 * needs for itself. A user in the URL is ignored: credentials do not come from a Thing Description.
 */
export function parseBrokerUrl(href: string): BrokerUrl | undefined {
  const match = pattern.exec(href);
  if (match === null) return undefined;
  const [, schemeText, hostText, portText, path = "", query = ""] = match;
  const transport = transports.get(schemeText!.toLowerCase());
  if (transport === undefined) return undefined;
  const { scheme } = transport;
  const host = hostText!.toLowerCase();
  const port = portText === undefined || portText === "" ? transport.port : Number(portText);
  const topic = decodePath(path.slice(1));
  if (port > 65_535 || topic === undefined) return undefined;
  const url = `${scheme}://${host}:${port}`;
  const at = { host: host.replace(/^\[|\]$/g, ""), port, secure: scheme === "mqtts" || scheme === "wss" };
  if (scheme === "mqtt" || scheme === "mqtts") return { ...at, url, topic, query };
  const target = path === "" ? "/" : path;
  const webSocketTarget = query === "" ? target : `${target}?${query}`;
  return { ...at, url: target === "/" ? url : url + target, webSocketTarget, topic: "", query: "" };
}

const pattern =
  /^([a-z]+(?:\+[a-z]+)?):\/\/(?:[^@/?#]*@)?(\[[0-9a-f:.]+\]|[^:/?#[\]\s]+)(?::(\d{0,5}))?(\/[^?#\s]*)?(?:\?([^#\s]*))?(?:#.*)?$/i;

function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
