import { CallbackClient } from "../callbacks/callback-client.js";
import type { CallbackMeans } from "../callbacks/callback-means.js";
import { longpoll } from "../long-poll/longpoll.js";
import type { HttpServerSettings } from "../server-options.js";
import { sse } from "../sse/sse.js";
import { webhook } from "../webhook/webhook.js";
import { webthingprotocol } from "../websocket/webthingprotocol.js";
import { websub } from "../websub/websub.js";
import type { ServerSubprotocol } from "./subprotocol.js";

/**
 * The subprotocols of a server, in the order of their Forms. To add one, add it here.
 *
 * @param base - base URI of the server, once it listens
 */
export function subprotocolsFor(settings: HttpServerSettings, base: () => string): readonly ServerSubprotocol[] {
  return [
    longpoll,
    sse,
    ...(settings.webSocket ? [webthingprotocol(settings)] : []),
    ...callbackSubprotocols(settings, base),
  ];
}

function callbackSubprotocols(
  { callbacks, limits, clock }: HttpServerSettings,
  base: () => string,
): readonly ServerSubprotocol[] {
  if (callbacks === undefined) return [];
  const client = new CallbackClient(callbacks, limits, clock);
  const means: CallbackMeans = { policy: callbacks, client, base };
  return [webhook(means), websub(means)];
}
