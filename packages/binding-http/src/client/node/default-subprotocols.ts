import type { ClientSubprotocolFactory } from "../client-subprotocol.js";
import { longPoll } from "../long-poll.js";
import { sse } from "../sse.js";
import { webhook } from "../webhook/webhook.js";
import { webThingProtocol } from "../websocket/web-thing-protocol.js";
import { webSub } from "../websub/web-sub.js";

/** The subprotocols that a client in Node.js has unless it is told otherwise. */
export const defaultSubprotocols: readonly ClientSubprotocolFactory[] = Object.freeze([
  sse,
  longPoll,
  webThingProtocol,
  webhook,
  webSub,
]);
