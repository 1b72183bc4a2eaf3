import { isRecord, type Operation } from "@thingwright/td";
import type { JsonObject } from "../../conversion.js";
import { isTemplate, percentEncoded, variableName } from "../../href/template-text.js";
import { methodOf } from "../../openapi/method.js";
import { isText } from "../../read/entries.js";
import type { Source } from "../../read/source.js";
import type { AsyncExchange, Server } from "./exchange.js";

/** The Form of `op` at `server`, without `op` and `security`; `undefined`, with a loss, where there is none. */
export function formOf(exchange: AsyncExchange, server: Server, op: Operation, source: Source): JsonObject | undefined {
  const { channel, contentType } = exchange;
  const base = {
    ...(contentType === undefined || contentType === "application/json" ? {} : { contentType }),
  };
  if (server.url === undefined) return undefined;
  const terms =
    server.protocol === "mqtt" ? mqttTerms(exchange, server.url, op, source) : webTerms(exchange, server, op, source);
  if (isTemplate(terms.href)) return { ...terms, ...base };
  source.losses.add(channel.pointer, "the address of this channel makes no URI Template");
  return undefined;
}

/** Bindings of the operation for one protocol. */
const bindingOf = ({ operation }: AsyncExchange, protocol: string): JsonObject => {
  const { bindings } = operation.value;
  return isRecord(bindings) && isRecord(bindings[protocol]) ? bindings[protocol] : {};
};

/** Whether the messages of this exchange are retained by the broker: then they are a state. */
export const isRetained = (exchange: AsyncExchange): boolean => bindingOf(exchange, "mqtt").retain === true;

type Terms = JsonObject & { readonly href: string };

/** A topic with variables stands in the path of the `href`, where a URI Template may be. */
function mqttTerms(exchange: AsyncExchange, url: string, op: Operation, { losses }: Source): Terms {
  const { qos, retain } = bindingOf(exchange, "mqtt");
  const { address } = exchange.channel;
  const isPublish = exchange.action === "receive";
  const standard = op === "invokeaction" || op === "writeproperty";
  const terms = {
    ...(isPublish === standard ? {} : { "mqv:controlPacket": isPublish ? "publish" : "subscribe" }),
    ...(qos === 0 || qos === 1 || qos === 2 ? { "mqv:qos": String(qos) } : {}),
    ...(typeof retain === "boolean" ? { "mqv:retain": retain } : {}),
  };
  if (/[{}]/.test(address)) return { href: `${url}/${encoded(address.replace(/^\//, ""))}`, ...terms };
  if (isPublish && /[+#]/.test(address))
    losses.add(exchange.channel.pointer, "nobody publishes to a topic with wildcards");
  return { href: url, [isPublish ? "mqv:topic" : "mqv:filter"]: address, ...terms };
}

function webTerms(exchange: AsyncExchange, server: Server, op: Operation, { losses }: Source): Terms {
  const { channel, operation } = exchange;
  const href = `${server.url}/${encoded(channel.address.replace(/^\//, ""))}`;
  if (server.protocol === "ws") {
    losses.add(operation.pointer, "how messages follow each other over this WebSocket is not said");
    return { href };
  }
  const said = bindingOf(exchange, "http").method;
  const standard = methodOf({ form: {} } as Parameters<typeof methodOf>[0], op);
  const method = isText(said) && said.toLowerCase() !== standard ? { "htv:methodName": said.toUpperCase() } : {};
  if (exchange.action === "receive") return { href, ...method };
  losses.add(operation.pointer, "how events come over HTTP is not said; it reads long polling");
  return { href, ...method, subprotocol: "longpoll" };
}

/** An address as a URI Template: the names of its variables get the letters that they may have. */
const encoded = (address: string): string =>
  percentEncoded(address.replace(/\{([^{}]*)\}/g, (_, name: string) => `{${variableName(name)}}`));
