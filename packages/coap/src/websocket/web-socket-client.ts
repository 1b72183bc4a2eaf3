import type { IncomingMessage } from "node:http";
import { isIPv6, type LookupFunction } from "node:net";
import { type ConnectionOptions, checkServerIdentity } from "node:tls";
import { AbortError, CredentialsError, NetworkError } from "@thingwright/errors";
import { type ClientOptions, WebSocket } from "ws";
import type { ByteStream, StreamTarget, StreamTransport } from "../stream/byte-stream.js";
import { defaultStreamLimits, type StreamLimits } from "../stream/stream-limits.js";
import { type Pem, pemList, type TlsIdentity } from "../stream/tls-options.js";
import { defaultPortOf } from "../uri/coap-uri.js";
import { ENDPOINT_PATH, SUBPROTOCOL, WebSocketStream } from "./web-socket-stream.js";

export interface WebSocketClientOptions {
  /** Set, connections are secured: URIs are then `coaps+ws`. Servers prove who they are by certificates for the host of the URI. */
  readonly tls?: {
    /** Certificate authorities to trust in place of the system's; PEM. */
    readonly ca?: Pem | readonly Pem[];
    /** Shown to servers that ask. */
    readonly identity?: TlsIdentity;
    /** Takes any certificate of the server, forged ones too. For test benches. Default `false`. */
    readonly allowUntrusted?: boolean;
  };
  readonly limits?: Partial<StreamLimits>;
}

/**
 * What a client needs for `coap+ws` URIs, or `coaps+ws` ones with `tls`: `coapClient({ transport: webSocketClient() })`.
 *
 * @see RFC 8323 §4, §8.3
 */
export function webSocketClient({ tls, limits = {} }: WebSocketClientOptions = {}): StreamTransport {
  const scheme = tls === undefined ? "coap+ws" : "coaps+ws";
  const maxPayload = limits.maxMessageBytes ?? defaultStreamLimits.maxMessageBytes;
  return {
    kind: "stream",
    scheme,
    limits,
    connect: ({ address, port, host }: StreamTarget, signal: AbortSignal) => {
      const portPart = port === defaultPortOf(scheme) ? "" : `:${port}`;
      const authority = `${isIPv6(host) ? `[${host}]` : host}${portPart}`;
      const url = `${tls === undefined ? "ws" : "wss"}://${authority}${ENDPOINT_PATH}`;
      const options: ClientOptions = { maxPayload, perMessageDeflate: false, followRedirects: false };
      Object.assign(options, connectionOptions(address), tls && tlsOptions(tls, host));
      return connected(url, { address, port }, signal, options);
    },
    close: async () => undefined,
  };
}

/** `ws` hands its options on to `node:net` and `node:tls`, though its types do not say so. The address is looked up already. */
const connectionOptions = (address: string): { readonly lookup: LookupFunction } => ({
  lookup: (_host, { all }, callback) => {
    const family = isIPv6(address) ? 6 : 4;
    if (all === true) callback(null, [{ address, family }]);
    else callback(null, address, family);
  },
});

function tlsOptions(
  { ca, identity, allowUntrusted = false }: NonNullable<WebSocketClientOptions["tls"]>,
  host: string,
): ConnectionOptions {
  return {
    rejectUnauthorized: !allowUntrusted,
    checkServerIdentity: (_host, certificate) => (allowUntrusted ? undefined : checkServerIdentity(host, certificate)),
    ...(ca !== undefined && { ca: pemList(ca) }),
    ...(identity !== undefined && {
      cert: pemList(identity.cert),
      key: pemList(identity.key),
      ...(identity.passphrase !== undefined && { passphrase: identity.passphrase }),
    }),
  };
}

function connected(
  url: string,
  remote: { readonly address: string; readonly port: number },
  signal: AbortSignal,
  options: ClientOptions,
): Promise<ByteStream> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, SUBPROTOCOL, options);
    const onAbort = () => {
      socket.terminate();
      reject(new AbortError("WOT_ABORTED", "the connection is not wanted any more"));
    };
    signal.addEventListener("abort", onAbort, { once: true });
    socket.once("open", () => {
      signal.removeEventListener("abort", onAbort);
      resolve(new WebSocketStream(socket, remote));
    });
    socket.on("error", (cause) => {
      signal.removeEventListener("abort", onAbort);
      reject(new NetworkError("WOT_NETWORK", `cannot connect to ${url}: ${cause.message}`, { cause, sent: false }));
    });
    socket.once("unexpected-response", (_request, response: IncomingMessage) => {
      signal.removeEventListener("abort", onAbort);
      const { statusCode = 0 } = response;
      socket.terminate();
      const text = `${url} answers ${statusCode} in place of a WebSocket`;
      const isRefusal = statusCode === 401 || statusCode === 403;
      reject(
        isRefusal
          ? new CredentialsError("WOT_CREDENTIALS_REFUSED", text)
          : new NetworkError("WOT_NETWORK", text, { sent: false }),
      );
    });
  });
}
