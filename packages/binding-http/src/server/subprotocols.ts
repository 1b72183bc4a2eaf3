import { longpoll } from "./long-poll/longpoll.js";
import type { HttpServerSettings } from "./server-options.js";
import { sse } from "./sse/sse.js";
import type { ServerSubprotocol } from "./subprotocol.js";

/** The subprotocols of a server, in the order of their Forms. To add one, add it here. */
export function subprotocolsFor(_settings: HttpServerSettings): readonly ServerSubprotocol[] {
  return [sse, longpoll];
}
