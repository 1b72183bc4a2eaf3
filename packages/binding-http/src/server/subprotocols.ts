import { longpoll } from "./long-poll/longpoll.js";
import type { HttpServerSettings } from "./server-options.js";
import { sse } from "./sse/sse.js";
import type { ServerSubprotocol } from "./subprotocol.js";
import { webthingprotocol } from "./websocket/webthingprotocol.js";

/** The subprotocols of a server, in the order of their Forms. To add one, add it here. */
export function subprotocolsFor(settings: HttpServerSettings): readonly ServerSubprotocol[] {
  return [sse, longpoll, ...(settings.webSocket ? [webthingprotocol(settings)] : [])];
}
