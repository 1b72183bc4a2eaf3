import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { Server } from "node:net";
import type { Duplex } from "node:stream";
import type { TLSSocket } from "node:tls";
import { createWebSocketStream, WebSocketServer } from "ws";
import { overheadBytes } from "../connection/session-transport.js";
import { mqttSubprotocol } from "../form/form-transport.js";
import type { EmbeddedBrokerLimits } from "./broker-limits.js";
import type { BrokerWebSocket } from "./broker-options.js";
import type { TlsDesk } from "./broker-tls.js";
import type { Accept } from "./stream-server.js";

type Limits = Pick<EmbeddedBrokerLimits, "maxBodyBytes" | "connectTimeoutMs">;

/**
 * Clients by WebSocket (MQTT 5.0 §6), on any path. Of a page in a browser only those origins may connect that are listed: any
 * page could reach a broker on loopback otherwise.
 */
export function webSocketServer(
  desk: TlsDesk | undefined,
  { origins = [] }: BrokerWebSocket,
  { maxBodyBytes, connectTimeoutMs }: Limits,
  accept: Accept,
): Server {
  const timeouts = { headersTimeout: connectTimeoutMs, requestTimeout: connectTimeoutMs };
  const server =
    desk === undefined
      ? createServer({ ...timeouts, noDelay: true }, answerRequest)
      : createSecureServer({ ...desk.options, ...timeouts, handshakeTimeout: connectTimeoutMs }, answerRequest);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxBodyBytes + overheadBytes,
    perMessageDeflate: false,
    clientTracking: false,
    handleProtocols: () => mqttSubprotocol,
  });
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal = refusalOf(request, origins);
    if (refusal !== undefined) return refuse(socket, refusal);
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const identity = desk?.identityOf(socket as TLSSocket);
      accept(createWebSocketStream(webSocket), identity);
    });
  });
  return server;
}

function refusalOf({ headers }: IncomingMessage, origins: NonNullable<BrokerWebSocket["origins"]>): string | undefined {
  const { origin } = headers;
  if (origin !== undefined && origins !== "all" && !origins.includes(origin)) return "403 Forbidden";
  const offered = (headers["sec-websocket-protocol"] ?? "").split(",").map((name) => name.trim());
  return offered.includes(mqttSubprotocol) ? undefined : "400 Bad Request";
}

function refuse(socket: Duplex, status: string): void {
  socket.on("error", () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

/** RFC 9110 §15.5.22 */
function answerRequest(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(426, { upgrade: "websocket", connection: "upgrade, close" }).end();
}
