import { NetworkError, ProtocolError, type WotError } from "@thingwright/errors";
import { encodeMessage } from "../../websocket/encode-message.js";
import type { MessageHead, NotificationMessage, ResponseMessage } from "../../websocket/message.js";
import { parseAnswer } from "../../websocket/parse-answer.js";
import type { SubprotocolHost } from "../client-subprotocol.js";
import type { Deadline } from "../deadline.js";
import type { OpenSocket, RawReply, SocketRequest } from "../transport.js";
import { refusalIn } from "./thing-answer.js";

/** Hears what a socket brings beside answers. */
export interface ThingSocketListener {
  notified(message: NotificationMessage): void;
  /** An error response that answers no request that still waits: the subscription of `correlationID` has failed. */
  failed(correlationID: string, error: WotError): void;
  /** It was open and is so no longer; whoever waited for an answer has been told. */
  lost(error: WotError): void;
}

/** A request that waits for its answer. */
interface Pending {
  resolve(response: ResponseMessage): void;
  reject(error: WotError): void;
}

/** One WebSocket that speaks the Web Thing Protocol. */
export class ThingSocket {
  /** Resolves with `undefined` once it is open, with the answer of a peer that refuses it; rejects for anything else. */
  readonly opened: Promise<RawReply | undefined>;
  readonly #host: SubprotocolHost;
  readonly #listener: ThingSocketListener;
  readonly #socket: OpenSocket;
  readonly #pending = new Map<string, Pending>();
  #isOpen = false;

  constructor(request: SocketRequest, host: SubprotocolHost, listener: ThingSocketListener) {
    this.#host = host;
    this.#listener = listener;
    let settle!: { resolve(refusal: RawReply | undefined): void; reject(error: WotError): void };
    this.opened = new Promise((resolve, reject) => {
      settle = { resolve, reject };
    });
    this.#socket = host.transport.connect(request, {
      opened: () => {
        this.#isOpen = true;
        settle.resolve(undefined);
      },
      refused: (reply) => settle.resolve(reply),
      message: (text) => this.#receive(text),
      closed: (error) => {
        settle.reject(error);
        this.#lose(error);
      },
    });
  }

  /** Requests that wait for their answers. */
  get inFlight(): number {
    return this.#pending.size;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /**
   * The answer to `message`, be it an error or not.
   *
   * @throws {NetworkError} WOT_NETWORK when it is lost, or has too much to do already (`sent: false`)
   */
  async request(
    message: MessageHead & { readonly correlationID: string } & Readonly<Record<string, unknown>>,
    deadline: Deadline,
  ): Promise<ResponseMessage> {
    this.#checkRoom();
    const { correlationID } = message;
    try {
      return await deadline.race(
        new Promise<ResponseMessage>((resolve, reject) => {
          this.#pending.set(correlationID, { resolve, reject });
          this.#socket.send(encodeMessage(message));
        }),
      );
    } finally {
      this.#pending.delete(correlationID);
    }
  }

  /** Closes it; whoever waits for an answer is told `error`. */
  close(error: WotError): void {
    this.#socket.close();
    this.#lose(error);
  }

  #checkRoom(): void {
    const { maxRequestsPerSocket, maxQueuedBytesPerSocket } = this.#host.settings.limits;
    if (!this.#isOpen) throw unsent("the WebSocket is closed");
    if (this.#pending.size >= maxRequestsPerSocket) throw unsent("too many requests wait for answers on the WebSocket");
    if (this.#socket.bufferedBytes > maxQueuedBytesPerSocket) throw unsent("the WebSocket takes no more messages");
  }

  #receive(text: string): void {
    try {
      const message = parseAnswer(text);
      if (message.messageType === "notification") this.#listener.notified(message);
      else this.#answered(message);
    } catch (error) {
      this.close(error instanceof ProtocolError ? error : brokenMessage(error));
    }
  }

  /** One that nobody waits for any more is passed over, unless it is the end of a subscription. */
  #answered(response: ResponseMessage): void {
    const { correlationID, error } = response;
    if (correlationID === undefined) return;
    const pending = this.#pending.get(correlationID);
    if (pending !== undefined) pending.resolve(response);
    else if (error !== undefined) this.#listener.failed(correlationID, refusalIn(error));
  }

  #lose(error: WotError): void {
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#listener.lost(error);
  }
}

const unsent = (message: string): NetworkError => new NetworkError("WOT_NETWORK", message, { sent: false });

const brokenMessage = (cause: unknown): ProtocolError =>
  new ProtocolError("WOT_PROTOCOL", "a message of the WebSocket cannot be used", { cause });
