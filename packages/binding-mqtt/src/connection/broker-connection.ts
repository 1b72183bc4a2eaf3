import { AbortError, asWotError, CredentialsError, NetworkError, type WotError } from "@thingwright/errors";
import type { QoS } from "../form/form-terms.js";
import { BrokerLink, type LinkOptions, type LinkOwner } from "./broker-link.js";
import type { Deadline } from "./deadline.js";
import { withinGrace } from "./grace.js";
import type { Listening, MessageListener } from "./listener.js";
import type { OutboundMessage } from "./message.js";
import { noDeadline, type Outgoing, type Sending } from "./outgoing.js";
import type { QueueLimits } from "./queue-limits.js";
import { type QueueStatus, SendQueue } from "./send-queue.js";
import type { Session } from "./session.js";
import { SubscriptionTable } from "./subscription-table.js";

/** What becomes of a message while a connection that was there is lost: it waits for the next one, or fails. */
export type WhileDisconnected = "wait" | "fail";

/** How a connection to a broker behaves over time. */
export interface ConnectionOptions extends LinkOptions, QueueLimits {
  readonly whileDisconnected: WhileDisconnected;
  /** Reconnects also when nobody listens. */
  readonly persistent: boolean;
}

/** Hears of a connection's fate. */
export interface ConnectionWatcher {
  opened?(session: Session): void;
  lost?(error: WotError): void;
  /** Messages need not wait. */
  hasRoom?(): void;
}

/**
 * A connection to a broker that is made when it is first needed and made again when it is lost, with all of its
 * subscriptions and with the messages that the broker has not acknowledged.
 */
export class BrokerConnection {
  readonly options: ConnectionOptions;
  readonly #table = new SubscriptionTable();
  readonly #queue: SendQueue;
  readonly #link: BrokerLink;
  readonly #watcher: ConnectionWatcher;
  #waiting = 0;
  #isClosed = false;

  constructor(options: ConnectionOptions, watcher: ConnectionWatcher = {}) {
    this.options = options;
    this.#watcher = watcher;
    this.#link = new BrokerLink(options, this.#linkOwner());
    this.#queue = new SendQueue(options, options.clock);
    this.#queue.onRoom = () => this.#watcher.hasRoom?.();
  }

  get url(): string {
    return this.options.address.url;
  }

  /** The one that the broker knows now; another one after somebody else has connected with it. */
  get clientId(): string {
    return this.#link.state.clientId;
  }

  /** The open session, if there is one. */
  get session(): Session | undefined {
    return this.#link.session;
  }

  /** Number of filters that are subscribed to. */
  get subscriptions(): number {
    return this.#table.size;
  }

  /** What waits to be sent, or for an acknowledgement. */
  get queued(): QueueStatus {
    return this.#queue.status;
  }

  /** Connects if need be, unless a connection that was there is waited for by whatever is published. @throws {WotError} */
  async begin(deadline: Deadline): Promise<void> {
    if (!this.#waits) await this.open(deadline);
  }

  /** The open session, after connecting if need be. */
  async open(deadline: Deadline): Promise<Session> {
    if (this.session !== undefined) return this.session;
    if (this.#waiting >= this.options.maxQueuedMessages) throw this.#full();
    this.#waiting += 1;
    try {
      return await deadline.guard(this.#link.connect());
    } finally {
      this.#waiting -= 1;
    }
  }

  /**
   * Resolves when the broker has acknowledged the message, or with QoS 0 when the socket has it. Once there was a
   * connection, a lost one is waited for, unless `whileDisconnected` is `"fail"`.
   *
   * @throws {NetworkError} when there is no connection, or no room in the queue
   * @throws {TimeoutError} at the deadline; `sent` says whether the broker may have the message
   */
  async publish(message: OutboundMessage, deadline: Deadline): Promise<void> {
    if (this.session === undefined) await this.begin(deadline);
    let outgoing: Outgoing | undefined;
    const settled = new Promise<void>((resolve, reject) => {
      const settle = (error: WotError | undefined): void => (error === undefined ? resolve() : reject(error));
      outgoing = this.#put(message, { untilMs: noDeadline, settle });
    });
    if (outgoing === undefined) throw this.#full();
    const sent = outgoing;
    deadline.follow(sent, () => this.#queue.giveUp(sent));
    await deadline.guard(settled);
  }

  /** Sends a message, now or when there is a connection; `undefined` when there is no room for it. */
  send(message: OutboundMessage, sending: Sending): Outgoing | undefined {
    return this.#put(message, sending);
  }

  /** Forgets a message that nobody waits for any more, in so far as MQTT lets it be forgotten; tells nobody. */
  giveUp(outgoing: Outgoing): void {
    this.#queue.giveUp(outgoing);
  }

  /** Sends a message if it need not wait for anything; whether it could. */
  trySend(message: OutboundMessage, sending: Sending): boolean {
    return !this.#isClosed && this.#queue.trySend(message, sending);
  }

  /** Listens to `filters`; resolves when the broker has granted all of them. */
  async listen(
    filters: readonly string[],
    qos: QoS,
    listener: MessageListener,
    deadline: Deadline,
  ): Promise<Listening> {
    const session = await this.open(deadline);
    const listening: Listening = { stop: () => this.#table.remove(this.session, filters, listener) };
    try {
      await deadline.guard(Promise.all(filters.map((filter) => this.#table.add(session, filter, qos, listener))));
    } catch (error) {
      void listening.stop();
      throw error;
    }
    return listening;
  }

  /**
   * Ends everything, gracefully within `graceMs`: what is queued still goes out. Whoever still listens fails with an
   * AbortError, whoever still waits with a NetworkError. Idempotent.
   */
  async close(graceMs = 1000): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#link.stop();
    const listeners = this.#table.listeners();
    this.#table.clear();
    for (const listener of listeners) listener.failed(new AbortError("WOT_ABORTED", "the connection was closed"));
    const { session } = this;
    if (session !== undefined) {
      const ended = this.#queue.idle().then(() => session.end());
      await withinGrace(ended, graceMs, this.options.clock);
      session.destroy();
    }
    this.#queue.fail((sent) => new NetworkError("WOT_NETWORK", `${this.url}: this binding was stopped`, { sent }));
  }

  get #waits(): boolean {
    return this.options.whileDisconnected === "wait" && this.#link.wasOpen;
  }

  #put(message: OutboundMessage, sending: Sending): Outgoing | undefined {
    if (this.#isClosed) return undefined;
    const outgoing = this.#queue.put(message, sending);
    if (this.session === undefined) this.#link.retry();
    return outgoing;
  }

  #linkOwner(): LinkOwner {
    return {
      isWanted: () => this.options.persistent || this.#table.size > 0 || !this.#queue.isEmpty,
      connected: (session) => this.#guarded("resumed", () => this.#table.connected(session)),
      prepare: (session) => this.#table.renew(session),
      opened: (session) => this.#opened(session),
      message: (message) => {
        try {
          this.#table.dispatch(message);
        } catch (error) {
          this.#failed(message.topic, error);
        }
      },
      oversize: (topic, sizeBytes) => {
        this.options.logger.warn("a message over the payload limit was left out", { topic, sizeBytes });
        this.#guarded(topic, () => this.#table.oversize(topic, sizeBytes));
      },
      lost: (error) => this.#lost(error),
      failed: (error) => {
        if (error instanceof CredentialsError && !this.options.persistent) this.#queue.fail(() => error);
      },
    };
  }

  #opened(session: Session): void {
    this.#table.renewed();
    this.#queue.attach(session, this.#link.state.identifiers);
    this.#watcher.opened?.(session);
  }

  #lost(error: WotError): void {
    this.#queue.detach(this.#link.state.mayResume, error);
    this.#watcher.lost?.(error);
    this.#guarded("interrupted", () => this.#table.interrupted(error));
  }

  /** MQTT.js calls from inside its parser: an exception there would end the process. */
  #guarded(what: string, tell: () => void): void {
    try {
      tell();
    } catch (error) {
      this.#failed(what, error);
    }
  }

  #failed(what: string, error: unknown): void {
    this.options.logger.error("a listener failed", { what, error: asWotError(error).message });
  }

  #full(): NetworkError {
    const message = this.#isClosed
      ? `${this.url}: this binding was stopped`
      : `${this.url}: too many messages wait (maxQueuedMessages, maxQueuedBytes)`;
    return new NetworkError("WOT_NETWORK", message, { sent: false });
  }
}
