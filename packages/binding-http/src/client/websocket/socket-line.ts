import { type MaybePromise, newUuid, reconnectDelayMs, type Timer } from "@thingwright/contracts";
import { AbortError, asWotError, type WotError } from "@thingwright/errors";
import type { MessageHead, ResponseMessage } from "../../websocket/message.js";
import type { SubprotocolHost } from "../client-subprotocol.js";
import { Deadline } from "../deadline.js";
import { refusalOf } from "../refusal.js";
import type { RawReply, SocketRequest } from "../transport.js";
import { refusalIn } from "./thing-answer.js";
import { ThingSocket } from "./thing-socket.js";
import type { Topic, TopicListener, TopicName } from "./topic.js";
import { Topics } from "./topics.js";

/** Where a line goes, with credentials that are read anew for each connection. */
export interface LineTarget {
  request(deadline: Deadline): MaybePromise<SocketRequest>;
  /** Whether there are better credentials after this refusal. */
  hasBetter(refusal: RawReply, deadline: Deadline): Promise<boolean>;
}

/** A request without what its connection adds. */
export type LineRequest = Omit<MessageHead, "messageID" | "messageType" | "correlationID"> &
  Readonly<Record<string, unknown>>;

/**
 * The connection to one WebSocket endpoint with one set of credentials: opened when it is needed, got back while there are
 * subscriptions, closed when nobody has used it for a while.
 */
export class SocketLine {
  readonly #target: LineTarget;
  readonly #host: SubprotocolHost;
  readonly #onIdle: () => void;
  readonly #topics: Topics;
  #socket: ThingSocket | undefined;
  #opening: Promise<ThingSocket> | undefined;
  #attempts = 0;
  #timer: Timer | undefined;
  #uses = 0;
  #stopped = false;

  /** @param onIdle - told when it has closed because nobody uses it */
  constructor(target: LineTarget, host: SubprotocolHost, onIdle: () => void) {
    this.#target = target;
    this.#host = host;
    this.#onIdle = onIdle;
    this.#topics = new Topics({
      subscribe: (topic) => this.#subscribe(topic),
      unsubscribe: (topic) => this.#unsubscribe(topic),
    });
  }

  /** The answer to one request. @throws {WotError} also for an answer that is an error */
  ask(request: LineRequest, deadline: Deadline): Promise<ResponseMessage> {
    return this.#using(() => this.#send(request, newUuid(), deadline));
  }

  /** Resolves when the Thing has agreed. */
  listen(named: TopicName, timeoutMs: number, listener: TopicListener): Promise<void> {
    return this.#using(() => this.#topics.add(named, timeoutMs, listener));
  }

  unlisten(named: TopicName, listener: TopicListener): Promise<void> {
    return this.#using(() => this.#topics.remove(named, listener));
  }

  /** Closes it for good. Idempotent. */
  stop(): void {
    const error = new AbortError("WOT_ABORTED", "the client has been stopped");
    this.#stopped = true;
    this.#timer?.cancel();
    this.#topics.fail(error);
    this.#socket?.close(error);
  }

  async #send(request: LineRequest, correlationID: string, deadline: Deadline): Promise<ResponseMessage> {
    const socket = await deadline.race(this.#open());
    const message = { ...request, messageID: newUuid(), messageType: "request" as const, correlationID };
    const response = await socket.request(message, deadline);
    if (response.error !== undefined) throw refusalIn(response.error);
    return response;
  }

  /** The open socket; several that want it at once wait for the same one. */
  #open(): Promise<ThingSocket> {
    if (this.#socket?.isOpen === true) return Promise.resolve(this.#socket);
    this.#opening ??= this.#connect().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  async #connect(): Promise<ThingSocket> {
    const { clock, limits } = this.#host.settings;
    const deadline = new Deadline(clock, limits.connectTimeoutMs, undefined);
    try {
      for (let mayAuthenticateAgain = true; ; mayAuthenticateAgain = false) {
        if (this.#stopped) throw new AbortError("WOT_ABORTED", "the client has been stopped");
        const request = await this.#target.request(deadline);
        const socket = new ThingSocket(request, this.#host, {
          notified: (message) => this.#topics.notified(message),
          failed: (correlationID, error) => void this.#using(() => this.#topics.failed(correlationID, error)),
          lost: (error) => this.#lost(error),
        });
        this.#socket = socket;
        const refusal = await deadline.race(socket.opened).catch((error: WotError) => {
          socket.close(error);
          throw error;
        });
        if (refusal === undefined) return socket;
        if (!mayAuthenticateAgain || !(await this.#target.hasBetter(refusal, deadline))) throw refusalOf(refusal);
      }
    } finally {
      deadline.release();
    }
  }

  #lost(error: WotError): void {
    this.#topics.lost(error);
    if (!this.#stopped && !this.#topics.isEmpty) this.#reconnectLater();
  }

  #reconnectLater(): void {
    const { clock, limits, random } = this.#host.settings;
    this.#timer?.cancel();
    this.#timer = clock.after(reconnectDelayMs(this.#attempts++, limits, random), () => void this.#reconnect());
  }

  async #reconnect(): Promise<void> {
    try {
      await this.#open();
      this.#attempts = 0;
      await this.#topics.restore();
    } catch (error) {
      // What a repetition would not mend ends those who listen.
      this.#topics.lost(asWotError(error));
    }
    if (this.#stopped || this.#topics.isEmpty) this.#rest();
    else if (this.#socket?.isOpen !== true) this.#reconnectLater();
  }

  async #subscribe(topic: Topic): Promise<void> {
    const { thingID, operation, name } = topic.named;
    const { correlationID, lastNotificationID } = topic;
    await this.#within(topic.timeoutMs, (deadline) =>
      this.#send({ thingID, operation, name, lastNotificationID }, correlationID as string, deadline),
    );
  }

  /** A connection that is gone has taken the subscription along. */
  async #unsubscribe({ named: { thingID, name }, undo, timeoutMs }: Topic): Promise<void> {
    if (this.#socket?.isOpen !== true) return;
    await this.#within(timeoutMs, (deadline) => this.#send({ thingID, operation: undo, name }, newUuid(), deadline));
  }

  async #within<T>(timeoutMs: number, work: (deadline: Deadline) => Promise<T>): Promise<T> {
    const deadline = new Deadline(this.#host.settings.clock, timeoutMs, undefined);
    try {
      return await work(deadline);
    } finally {
      deadline.release();
    }
  }

  async #using<T>(work: () => Promise<T>): Promise<T> {
    this.#uses += 1;
    try {
      return await work();
    } finally {
      this.#uses -= 1;
      this.#rest();
    }
  }

  /** Closes it after a while, unless somebody uses it until then. */
  #rest(): void {
    if (this.#stopped || this.#uses > 0 || !this.#topics.isEmpty) return;
    const { clock, limits } = this.#host.settings;
    this.#timer?.cancel();
    this.#timer = clock.after(limits.idleTimeoutMs, () => {
      if (this.#uses > 0 || !this.#topics.isEmpty) return;
      this.#stopped = true;
      this.#onIdle();
      this.#socket?.close(new AbortError("WOT_ABORTED", "the WebSocket was not used any more"));
    });
  }
}
