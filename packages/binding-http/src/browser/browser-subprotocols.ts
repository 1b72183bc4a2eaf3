import type { ClientSubprotocolFactory } from "../client/client-subprotocol.js";
import { longPoll } from "../client/long-poll.js";
import { sse } from "../client/sse.js";
import { webThingProtocol } from "../client/websocket/web-thing-protocol.js";

/** The subprotocols that a client in a browser has unless it is told otherwise: those that need no server of its own. */
export const browserSubprotocols: readonly ClientSubprotocolFactory[] = Object.freeze([
  sse,
  longPoll,
  webThingProtocol,
]);
