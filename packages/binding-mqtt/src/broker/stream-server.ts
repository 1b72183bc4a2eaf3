import { createServer, type Server } from "node:net";
import type { Duplex } from "node:stream";
import { createServer as createTlsServer } from "node:tls";
import type { TlsDesk } from "./broker-tls.js";

/** Takes a client's connection. */
export type Accept = (stream: Duplex, identity: string | undefined) => void;

/** Clients by TCP, or by TLS. */
export function streamServer(desk: TlsDesk | undefined, handshakeTimeoutMs: number, accept: Accept): Server {
  if (desk === undefined) return createServer({ noDelay: true }, (socket) => accept(socket, undefined));
  const options = { ...desk.options, handshakeTimeout: handshakeTimeoutMs, noDelay: true };
  return createTlsServer(options, (socket) => accept(socket, desk.identityOf(socket)));
}
