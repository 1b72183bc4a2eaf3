import { CredentialsError, isWotError, NetworkError, ProtocolError, type WotError } from "@thingwright/errors";
import type { OpenSocket, SocketListener, SocketRequest } from "../client/transport.js";
import type { WebSocketConstructor, WebSocketLike } from "./web-socket.js";

/**
 * A WebSocket of the page. A browser tells neither why it could not be opened nor lets a page ping, so a peer that falls
 * silent is noticed when the browser notices.
 */
export class PageSocket implements OpenSocket {
  readonly #request: SocketRequest;
  readonly #listener: SocketListener;
  readonly #onEnd: () => void;
  #socket: WebSocketLike | undefined;
  #wasOpen = false;
  #isOver = false;

  constructor(request: SocketRequest, listener: SocketListener, onEnd: () => void) {
    this.#request = request;
    this.#listener = listener;
    this.#onEnd = onEnd;
  }

  get bufferedBytes(): number {
    return this.#socket?.bufferedAmount ?? 0;
  }

  /** Connects. @param Platform - `undefined` where there is none */
  open(Platform: WebSocketConstructor | undefined): void {
    if (this.#isOver) return;
    try {
      this.#socket = this.#connect(Platform);
    } catch (error) {
      // The caller has its socket before it hears of it.
      queueMicrotask(() => this.giveUp(unopened(error)));
    }
  }

  #connect(Platform: WebSocketConstructor | undefined): WebSocketLike {
    const { origin, path, protocol, headers } = this.#request;
    if (headers.length > 0) throw unsendable();
    if (Platform === undefined) throw new NetworkError("WOT_NETWORK", "there is no WebSocket here", { sent: false });
    const socket = new Platform(origin + path, protocol);
    socket.onopen = () => this.#opened();
    socket.onmessage = ({ data }: { readonly data: unknown }) => this.#received(data);
    // It says nothing, and "close" follows; but the `ws` of Node.js throws what nobody listens to.
    socket.onerror = () => {};
    socket.onclose = ({ code }: { readonly code: number }) => this.giveUp(this.#closedWith(code));
    return socket;
  }

  send(text: string): void {
    if (!this.#isOver) this.#socket?.send(text);
  }

  close(): void {
    this.#end(() => {});
  }

  /** Closes it, and says why. */
  giveUp(error: WotError): void {
    this.#end(({ closed }) => closed(error));
  }

  #opened(): void {
    if (this.#isOver) return;
    const { protocol } = this.#request;
    this.#wasOpen = true;
    if (this.#socket?.protocol === protocol) this.#listener.opened();
    else this.giveUp(broken(`the peer of the WebSocket does not speak ${protocol}`));
  }

  #received(data: unknown): void {
    if (this.#isOver) return;
    if (typeof data !== "string") this.giveUp(broken("a message of the WebSocket is binary"));
    else if (isLonger(data, this.#request.maxMessageBytes))
      this.giveUp(broken("a message of the WebSocket is too long"));
    else this.#listener.message(data);
  }

  #closedWith(code: number): NetworkError {
    if (this.#wasOpen) return new NetworkError("WOT_NETWORK", `the WebSocket was closed with code ${code}`);
    const message = "the WebSocket cannot be opened: the device is not there, or refuses this page";
    return new NetworkError("WOT_NETWORK", message, { sent: false });
  }

  #end(tell: (listener: SocketListener) => void): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#onEnd();
    this.#socket?.close(1000);
    tell(this.#listener);
  }
}

/** A UTF-16 code unit makes one to three bytes of UTF-8: they are counted only where it matters. */
const isLonger = (text: string, maxBytes: number): boolean =>
  text.length > maxBytes || (3 * text.length > maxBytes && new TextEncoder().encode(text).length > maxBytes);

const broken = (what: string): ProtocolError => new ProtocolError("WOT_PROTOCOL", what, { section: "RFC 6455" });

const unsendable = (): CredentialsError =>
  new CredentialsError("WOT_CREDENTIALS_MISSING", "no web page can send credentials in headers with a WebSocket");

/** The constructor throws for an address that a page may not connect to: `ws:` from a page of `https:`. */
const unopened = (cause: unknown): WotError =>
  isWotError(cause)
    ? cause
    : new NetworkError("WOT_NETWORK", "the browser does not let this page open the WebSocket", { cause, sent: false });
