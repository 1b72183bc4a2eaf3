/** Where a broker is. */
export interface BrokerAddress {
  /** `mqtt://host:port` or `mqtts://host:port`, without user, path and trailing slash. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
}

/** A broker and what follows its authority in a URL. */
export interface BrokerUrl extends BrokerAddress {
  /** The path as a topic: without the first slash, percent-decoded; empty when there is none. */
  readonly topic: string;
  readonly query: string;
}

/**
 * The parts of an `mqtt:` or `mqtts:` URL; `undefined` when it is none.
 *
 * The W3C's MQTT binding has only the authority in a URL; older descriptions name the topic in the path. A user in
 * the URL is ignored: credentials do not come from a Thing Description.
 */
export function parseBrokerUrl(href: string): BrokerUrl | undefined {
  const match = pattern.exec(href);
  if (match === null) return undefined;
  const [, scheme, hostText, portText, path = "", query = ""] = match;
  const secure = scheme!.toLowerCase() === "mqtts";
  const host = hostText!.toLowerCase();
  const port = portText === undefined || portText === "" ? (secure ? 8883 : 1883) : Number(portText);
  const topic = decodePath(path.slice(1));
  if (port > 65_535 || topic === undefined) return undefined;
  const url = `${secure ? "mqtts" : "mqtt"}://${host}:${port}`;
  return { url, host: host.replace(/^\[|\]$/g, ""), port, secure, topic, query };
}

const pattern =
  /^(mqtts?):\/\/(?:[^@/?#]*@)?(\[[0-9a-f:.]+\]|[^:/?#[\]]+)(?::(\d{0,5}))?(\/[^?#]*)?(?:\?([^#]*))?(?:#.*)?$/i;

function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
