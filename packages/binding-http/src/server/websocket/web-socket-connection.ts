import { randomUUID } from "node:crypto";
import {
  type Content,
  type HostedThing,
  type InboundRequest,
  isPromise,
  type PresentedCredentials,
  within,
} from "@thingwright/contracts";
import { RequestError } from "@thingwright/errors";
import type { WebSocket } from "ws";
import { encodeMessage } from "../../websocket/encode-message.js";
import type { RequestMessage } from "../../websocket/message.js";
import { type MessageObject, messageObject, textMember } from "../../websocket/message-object.js";
import { isOperation } from "../../websocket/operation-members.js";
import { parseRequest } from "../../websocket/parse-request.js";
import type { InboundHttpRequest } from "../requests/inbound-http-request.js";
import type { ServerContext } from "../server-context.js";
import type { MessageEcho } from "./message-channel.js";
import type { MessageContext, MessageResult } from "./message-operation.js";
import { messageOperations } from "./message-operations.js";
import { messageProblem } from "./message-problem.js";
import { MessageSubscriptions } from "./message-subscriptions.js";

/** RFC 6455 §7.4.1, and the registry that it opened. */
export const closeCodes = { goingAway: 1001, unsupportedData: 1003, tryAgainLater: 1013 } as const;

/**
 * One WebSocket on which a Consumer speaks the Web Thing Protocol with a Thing. Every operation is carried out with the
 * credentials of the handshake. A peer that asks faster than it is answered, or than it reads, is not read from.
 */
export class WebSocketConnection implements MessageContext {
  readonly thing: HostedThing;
  readonly context: ServerContext;
  readonly client: string;
  readonly subscriptions: MessageSubscriptions;
  readonly #socket: WebSocket;
  readonly #presented: PresentedCredentials;
  readonly #gone = new AbortController();
  /** Messages that came with others before reading could be stopped. */
  readonly #waiting: string[] = [];
  #inFlight = 0;
  #hasAnsweredPing = true;

  constructor(socket: WebSocket, thing: HostedThing, handshake: InboundHttpRequest) {
    this.#socket = socket;
    this.#presented = handshake.presented;
    this.thing = thing;
    this.context = handshake.context;
    this.client = handshake.client;
    this.subscriptions = new MessageSubscriptions(this);
    socket.on("message", (data, isBinary) => this.#receive(data as Buffer, isBinary));
    socket.on("pong", () => {
      this.#hasAnsweredPing = true;
    });
    // The library closes with the right code; without a listener "error" would end the process.
    socket.on("error", () => {});
    socket.once("close", () => this.#closed());
  }

  inbound({ content, accept }: { readonly content?: Content; readonly accept?: string | undefined }): InboundRequest {
    return {
      presented: this.#presented,
      signal: this.#gone.signal,
      ...(content === undefined ? {} : { content }),
      ...(accept === undefined ? {} : { accept }),
    };
  }

  get isSlow(): boolean {
    return this.#socket.bufferedAmount > this.context.limits.maxQueuedBytesPerSubscriber;
  }

  send(text: string): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(text, this.#sent);
  }

  sendError({ operation, correlationID, name }: MessageEcho, cause: unknown): void {
    const error = messageProblem(cause);
    if (Number(error.status) >= 500) this.context.logger.warn("a message failed", { code: error.code, error: cause });
    this.#respond({ operation, correlationID }, { members: name === undefined ? { error } : { name, error } });
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  closeSlow(): void {
    this.close(closeCodes.tryAgainLater, "the reader is too slow");
  }

  /**
   * Asks whether the peer is still there; cuts the connection when it has not answered the last time. A peer that is not
   * read from, as it waits for answers of ours, could answer nothing that we would see; `handlerTimeoutMs` bounds that.
   */
  ping(): void {
    if (this.#socket.isPaused && this.#inFlight > 0) return;
    if (!this.#hasAnsweredPing) {
      this.#socket.terminate();
      return;
    }
    this.#hasAnsweredPing = false;
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping();
  }

  #receive(data: Buffer, isBinary: boolean): void {
    if (isBinary) {
      this.close(closeCodes.unsupportedData, "messages are text");
      return;
    }
    const text = data.toString("utf8");
    if (!this.#isBusy) {
      this.#handle(text);
      return;
    }
    this.#waiting.push(text);
    this.#socket.pause();
  }

  get #isBusy(): boolean {
    return this.#waiting.length > 0 || this.#isFull;
  }

  get #isFull(): boolean {
    return this.isSlow || this.#inFlight >= this.context.limits.maxPipelinedRequests;
  }

  /** There is room again, perhaps: takes what waits, then reads on. */
  #goOn(): void {
    while (!this.#isFull && this.#waiting.length > 0) this.#handle(this.#waiting.shift()!);
    if (this.#waiting.length > 0 || this.#isFull || !this.#socket.isPaused) return;
    // Its answer to the last ping may be among what is read only now.
    this.#hasAnsweredPing = true;
    this.#socket.resume();
  }

  #handle(text: string): void {
    const object = messageObject(text);
    try {
      if (object === undefined) throw bad("a message is a JSON object that does not nest too deep");
      const message = parseRequest(object);
      if (message.thingID !== this.thing.id)
        throw new RequestError("WOT_NOT_FOUND", "another Thing is at this address");
      this.#perform(message);
    } catch (error) {
      this.sendError(echoOf(object), error);
    }
  }

  #perform(message: RequestMessage): void {
    const operation = messageOperations.get(message.operation);
    if (operation === undefined) throw bad("there is no such operation");
    const result = operation(this, message);
    if (!isPromise(result)) {
      this.#respond(message, result);
      return;
    }
    this.#inFlight++;
    // A subscription that stands after the Consumer was told that it does not would never end.
    const giveUp = (): void => {
      const end = ({ begun = [] }: MessageResult): void => {
        for (const subscription of begun) subscription.end();
      };
      result.then(end).catch(() => {});
    };
    within(result, { timeoutMs: this.context.limits.handlerTimeoutMs }, this.context.clock, giveUp)
      .then(
        (value) => this.#respond(message, value),
        (error: unknown) => this.sendError(message, error),
      )
      .finally(() => {
        this.#inFlight--;
        this.#goOn();
      })
      // What cannot be answered at all would otherwise end the process.
      .catch(() => this.#socket.terminate());
  }

  #respond({ operation, correlationID }: MessageEcho, { members, payload, begun = [] }: MessageResult): void {
    const head = {
      thingID: this.thing.id,
      messageID: randomUUID(),
      messageType: "response",
      operation,
      ...members,
      timestamp: new Date(this.context.clock.now()).toISOString(),
      correlationID,
    };
    this.send(encodeMessage(head, payload));
    for (const subscription of begun) subscription.begin();
  }

  readonly #sent = (): void => {
    if (this.isSlow) return;
    this.subscriptions.drained();
    this.#goOn();
  };

  #closed(): void {
    this.#waiting.length = 0;
    this.#gone.abort();
    this.subscriptions.connectionLost();
  }
}

/** As much of a message as an answer repeats. */
function echoOf(message: MessageObject | undefined): MessageEcho {
  if (message === undefined) return {};
  const operation = textMember(message, "operation");
  const correlationID = textMember(message, "correlationID");
  const name = textMember(message, "name");
  return { operation: operation !== undefined && isOperation(operation) ? operation : undefined, correlationID, name };
}

const bad = (why: string): RequestError => new RequestError("WOT_BAD_REQUEST", why);
