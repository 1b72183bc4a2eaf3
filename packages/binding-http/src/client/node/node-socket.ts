import type { IncomingMessage } from "node:http";
import type { Timer } from "@thingwright/contracts";
import { NetworkError, ProtocolError, type WotError } from "@thingwright/errors";
import { WebSocket } from "ws";
import { GatheredBytes } from "../../gathered-bytes.js";
import type { HttpClientSettings } from "../client-options.js";
import { tlsFor } from "../client-tls.js";
import type { OpenSocket, SocketListener, SocketRequest } from "../transport.js";
import { failureOf } from "./failure.js";
import { connectionOptions } from "./tls-connector.js";
import { UndiciReply } from "./undici-reply.js";

/** Bytes of a refusal that are read for its problem details. */
const maxProblemBytes = 65_536;

/** A WebSocket over the `ws` package. Not extended by compression: a peer could make a small message a large one. */
export class NodeSocket implements OpenSocket {
  readonly #listener: SocketListener;
  readonly #settings: HttpClientSettings;
  readonly #onEnd: () => void;
  readonly #socket: WebSocket;
  #timer: Timer | undefined;
  #isOver = false;

  /** @param onEnd - called when it is over, whoever ended it */
  constructor(request: SocketRequest, listener: SocketListener, settings: HttpClientSettings, onEnd: () => void) {
    this.#listener = listener;
    this.#settings = settings;
    this.#onEnd = onEnd;
    const { limits, tls } = settings;
    this.#socket = new WebSocket(request.origin + request.path, request.protocol, {
      ...connectionOptions(tlsFor(tls, request.origin)),
      headers: headersFrom(request.headers),
      maxPayload: request.maxMessageBytes,
      maxHeaderSize: limits.maxHeaderBytes,
      handshakeTimeout: limits.connectTimeoutMs,
      perMessageDeflate: false,
      followRedirects: false,
    });
    this.#socket
      .on("open", () => this.#opened())
      .on("message", (data, isBinary) => this.#received(data as Buffer, isBinary))
      .on("pong", () => this.#ping())
      .on("unexpected-response", (_, message) => this.#refused(message))
      .on("error", (error) => this.fail(failureOfSocket(error)))
      .on("close", (code) => this.fail(closedWith(code)));
  }

  get bufferedBytes(): number {
    return this.#socket.bufferedAmount;
  }

  send(text: string): void {
    if (!this.#isOver) this.#socket.send(text);
  }

  close(): void {
    this.#end(() => {});
  }

  /** Closes it, and says why. */
  fail(error: WotError): void {
    this.#end((listener) => listener.closed(error));
  }

  #opened(): void {
    if (this.#isOver) return;
    this.#listener.opened();
    this.#ping();
  }

  #received(data: Buffer, isBinary: boolean): void {
    if (this.#isOver) return;
    if (!isBinary) this.#listener.message(data.toString("utf8"));
    else this.fail(new ProtocolError("WOT_PROTOCOL", "a message of the WebSocket is binary"));
  }

  /** Pings after a while; the answer brings it back here. */
  #ping(): void {
    const { clock, limits } = this.#settings;
    this.#timer?.cancel();
    if (this.#isOver) return;
    this.#timer = clock.after(limits.socketPingMs, () => {
      this.#socket.ping();
      this.#timer = clock.after(limits.socketPingMs, () => this.fail(silent()));
    });
  }

  #refused(message: IncomingMessage): void {
    const body = new GatheredBytes();
    const headers = message.rawHeaders.map((text) => Buffer.from(text, "latin1"));
    const end = (): void =>
      this.#end((listener) => listener.refused(new UndiciReply(message.statusCode ?? 0, headers, body.whole)));
    message.on("data", (chunk: Buffer) => (body.size < maxProblemBytes ? body.add(chunk) : end()));
    message.once("end", end).once("close", end);
  }

  #end(tell: (listener: SocketListener) => void): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#timer?.cancel();
    this.#onEnd();
    // `terminate` would leave a peer in doubt; `ws` itself gives up a peer that does not answer the close.
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.close(1000);
    else this.#socket.terminate();
    tell(this.#listener);
  }
}

/** Names and values in turn, as an object; those of the same name are joined (RFC 9110 §5.3). */
function headersFrom(list: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = Object.create(null);
  for (let i = 0; i < list.length; i += 2) {
    const [name, value] = [list[i]!, list[i + 1]!];
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  return headers;
}

const silent = (): NetworkError => new NetworkError("WOT_NETWORK", "the peer of the WebSocket has fallen silent");

function closedWith(code: number): WotError {
  return new NetworkError("WOT_NETWORK", `the WebSocket was closed with code ${code}`);
}

/** What `ws` finds wrong with a peer's frames is the peer's fault; all else is the way there. */
function failureOfSocket(error: Error): WotError {
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (code.startsWith("WS_ERR_")) {
    return new ProtocolError("WOT_PROTOCOL", `the peer of the WebSocket broke its rules: ${error.message}`, {
      cause: error,
      section: "RFC 6455",
    });
  }
  return failureOf(error, false);
}
