import type { IncomingMessage } from "node:http";
import { constants } from "node:http2";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { Clock } from "@thingwright/contracts";
import { Http2Message } from "./http2-message.js";

/** What a client keeps open: a socket, or the session that many requests of HTTP/2 share. */
export interface Connection {
  destroy(): void;
}

/** The connection that `message` came over; for a session that has ended, the stream that is left of it. */
export const connectionOf = (message: IncomingMessage): Connection =>
  message instanceof Http2Message ? (message.session ?? message.stream) : message.socket;

/** The socket of that connection; `undefined` when it is gone. */
export function socketOf(message: IncomingMessage): Socket | TLSSocket | undefined {
  if (!(message instanceof Http2Message)) return message.socket;
  const { session } = message;
  return session === undefined || session.destroyed ? undefined : session.socket;
}

/**
 * Receives nothing more of `message`. Over HTTP/1.1 the connection is closed `lingerMs` later, when the peer has had time to
 * read the answer; over HTTP/2 the stream alone, at once (RFC 9113 §8.1).
 */
export function stopReceiving(message: IncomingMessage, lingerMs: number, clock: Clock): void {
  if (message instanceof Http2Message) {
    message.stream.close(constants.NGHTTP2_NO_ERROR);
    return;
  }
  message.pause();
  const timer = clock.after(lingerMs, () => message.socket.destroySoon());
  message.socket.once("close", () => timer.cancel());
}
