import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { ConnectionOptions } from "node:tls";
import { CredentialsError, NetworkError } from "@thingwright/errors";
import { createWebSocketStream, WebSocket } from "ws";
import type { BrokerAddress } from "../form/broker-address.js";
import { mqttSubprotocol } from "../form/form-transport.js";

export interface WebSocketOptions {
  /** Bytes of one message of the WebSocket, which may hold a part of an MQTT packet or several of them. */
  readonly maxWebSocketMessageBytes: number;
  readonly connectTimeoutMs: number;
  readonly tls: ConnectionOptions;
}

/**
 * Connects to the broker at `address` by a WebSocket. Not extended by compression: a peer could make a small message a large
 * one. The stream fails with a CredentialsError when the broker's web server asks for credentials of its own.
 *
 * @throws {NetworkError} when no WebSocket can be made of the address
 */
export function webSocketStream({ url, webSocketTarget = "" }: BrokerAddress, options: WebSocketOptions): Duplex {
  const socket = openSocket(url.replace(/^(wss?:\/\/[^/]*).*$/, "$1") + webSocketTarget, url, options);
  const stream = createWebSocketStream(socket);
  socket.on("unexpected-response", (_request, response) => {
    response.resume();
    stream.destroy(refused(response, url));
    socket.terminate();
  });
  return stream;
}

function openSocket(href: string, url: string, options: WebSocketOptions): WebSocket {
  try {
    return new WebSocket(href, mqttSubprotocol, {
      ...options.tls,
      maxPayload: options.maxWebSocketMessageBytes,
      handshakeTimeout: options.connectTimeoutMs,
      perMessageDeflate: false,
      followRedirects: false,
    });
  } catch (cause) {
    throw new NetworkError("WOT_NETWORK", `${url} is no address of a WebSocket`, { cause, sent: false });
  }
}

function refused({ statusCode = 0 }: IncomingMessage, url: string): Error {
  const message = `${url} answers ${statusCode} in place of a WebSocket`;
  if (statusCode === 401) return new CredentialsError("WOT_CREDENTIALS_MISSING", message);
  if (statusCode === 403) return new CredentialsError("WOT_CREDENTIALS_REFUSED", message);
  return new NetworkError("WOT_NETWORK", message, { sent: false });
}
