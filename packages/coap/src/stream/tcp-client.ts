import { createConnection, type Socket } from "node:net";
import { connect, type TLSSocket } from "node:tls";
import { AbortError, CredentialsError, NetworkError, ProtocolError, type WotError } from "@thingwright/errors";
import { DEFAULT_SECURE_PORT } from "../uri/coap-uri.js";
import type { ByteStream, StreamTarget, StreamTransport } from "./byte-stream.js";
import { certificateName, SocketStream } from "./socket-stream.js";
import type { StreamLimits } from "./stream-limits.js";
import { ALPN_COAP, connectionOptions, type TcpClientTls } from "./tls-options.js";

export interface TcpClientOptions {
  /** Set, connections are secured: URIs are then `coaps+tcp`. */
  readonly tls?: TcpClientTls;
  readonly limits?: Partial<StreamLimits>;
}

/**
 * What a client needs for `coap+tcp` URIs, or `coaps+tcp` ones with `tls`: `coapClient({ transport: tcpClient() })`.
 *
 * @see RFC 8323 §3, §9.1
 */
export function tcpClient({ tls, limits = {} }: TcpClientOptions = {}): StreamTransport {
  return {
    kind: "stream",
    scheme: tls === undefined ? "coap+tcp" : "coaps+tcp",
    limits,
    connect: (target, signal) => (tls === undefined ? connectPlain(target, signal) : connectTls(tls, target, signal)),
    close: async () => undefined,
  };
}

async function connectPlain({ address, port }: StreamTarget, signal: AbortSignal): Promise<ByteStream> {
  const socket = createConnection({ host: address, port });
  await opened(socket, "connect", signal, `cannot connect to ${address}:${port}`);
  return new SocketStream(socket);
}

async function connectTls(tls: TcpClientTls, target: StreamTarget, signal: AbortSignal): Promise<ByteStream> {
  const { address, port, host } = target;
  const socket = connect({ ...connectionOptions(tls, host), host: address, port });
  await opened(socket, "secureConnect", signal, `cannot connect to ${host}:${port}`);
  if (tls.alpn !== "optional") assertProtocol(socket, port);
  return new SocketStream(socket, certificateName(socket));
}

/** At its own port CoAP goes without saying (RFC 8323 §8.2). One that names another protocol has refused already. */
function assertProtocol(socket: TLSSocket, port: number): void {
  if (socket.alpnProtocol === ALPN_COAP || (port === DEFAULT_SECURE_PORT && !socket.alpnProtocol)) return;
  socket.destroy();
  const message = `the server at port ${port} does not say that it speaks CoAP (ALPN)`;
  throw new ProtocolError("WOT_PROTOCOL", message, { section: "RFC 8323 §8.2" });
}

function opened(socket: Socket, event: string, signal: AbortSignal, message: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      socket.destroy();
      reject(new AbortError("WOT_ABORTED", "the connection is not wanted any more"));
    };
    const settle = () => signal.removeEventListener("abort", onAbort);
    signal.addEventListener("abort", onAbort, { once: true });
    socket.once(event, () => {
      settle();
      resolve();
    });
    socket.once("error", (cause) => {
      settle();
      reject(connectError(message, cause));
    });
    socket.once("close", () => {
      settle();
      reject(new NetworkError("WOT_NETWORK", `${message}: the peer closed the connection`, { sent: false }));
    });
  });
}

/** Alerts of a server that does not take what it was shown (RFC 8446 §6.2). */
const REFUSALS =
  /ALERT_(UNKNOWN_PSK_IDENTITY|(BAD|NO|UNSUPPORTED|REVOKED)_CERTIFICATE|CERTIFICATE_|UNKNOWN_CA|ACCESS_DENIED|DECRYPT_ERROR|BAD_RECORD_MAC)/i;

function connectError(message: string, cause: Error): WotError {
  const { code = "", reason = "" } = cause as { code?: string; reason?: string };
  const isRefusal = REFUSALS.test(code) || REFUSALS.test(reason.replaceAll(" ", "_"));
  const text = `${message}: ${cause.message}`;
  if (isRefusal) return new CredentialsError("WOT_CREDENTIALS_REFUSED", text, { cause });
  return new NetworkError("WOT_NETWORK", text, { cause, sent: false });
}
