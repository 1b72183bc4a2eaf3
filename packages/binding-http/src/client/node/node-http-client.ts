import type { ClientBinding } from "@thingwright/contracts";
import { clientSettingsOf, type HttpClientOptions } from "../client-options.js";
import { HttpClient } from "../http-client.js";
import { defaultSubprotocols } from "./default-subprotocols.js";
import { NodeTransport } from "./node-transport.js";

/**
 * A client for Things over HTTP: requests, event streams, long polls. Opens nothing before the first request.
 *
 * @throws {UsageError} WOT_RANGE for a limit out of range
 */
export function httpClient(options: HttpClientOptions = {}): ClientBinding {
  const settings = clientSettingsOf(options);
  return new HttpClient(settings, new NodeTransport(settings), options.subprotocols ?? defaultSubprotocols);
}
