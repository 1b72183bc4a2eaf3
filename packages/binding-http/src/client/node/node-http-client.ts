import type { ClientBinding } from "@thingwright/contracts";
import { callbackSettingsOf } from "../callbacks/callback-options.js";
import { CallbackServer } from "../callbacks/callback-server.js";
import { clientSettingsOf } from "../client-options.js";
import { HttpClient } from "../http-client.js";
import { defaultSubprotocols } from "./default-subprotocols.js";
import type { NodeHttpClientOptions } from "./node-client-options.js";
import { NodeTransport } from "./node-transport.js";

/**
 * A client for Things over HTTP: requests, event streams, long polls, WebSockets, webhooks, WebSub. Opens nothing before the first request.
 *
 * @throws {UsageError} WOT_RANGE for a limit out of range, WOT_ARGUMENT for callbacks that no peer could reach
 */
export function httpClient(options: NodeHttpClientOptions = {}): ClientBinding {
  const settings = clientSettingsOf(options);
  const { subprotocols = defaultSubprotocols, callbacks } = options;
  const receiver = callbacks && new CallbackServer(callbackSettingsOf(callbacks), settings.limits);
  return new HttpClient(settings, new NodeTransport(settings), subprotocols, receiver);
}
