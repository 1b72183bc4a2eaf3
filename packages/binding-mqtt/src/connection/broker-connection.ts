import { type Clock, type Logger, type ReconnectLimits, reconnectDelayMs, type Timer } from "@thingwright/contracts";
import { AbortError, asWotError, CredentialsError, NetworkError, type WotError } from "@thingwright/errors";
import type { QoS } from "../form/form-terms.js";
import type { ConnectionIdentity } from "./connection-identity.js";
import type { Deadline } from "./deadline.js";
import type { Listening, MessageListener } from "./listener.js";
import type { OutboundMessage } from "./message.js";
import { type MqttVersionChoice, openBestSession, type VersionMemory } from "./open-best-session.js";
import type { Session, SessionListener } from "./session.js";
import type { SessionOptions } from "./session-options.js";
import { SubscriptionTable } from "./subscription-table.js";

/** How a connection to a broker behaves over time. */
export interface ConnectionOptions extends SessionOptions, ReconnectLimits {
  readonly protocolVersion: MqttVersionChoice;
  readonly versions: VersionMemory;
  /** Messages that wait for the connection, and those that wait for the broker's acknowledgement. */
  readonly maxQueuedMessages: number;
  /** Bytes of messages that the socket has not taken yet. */
  readonly maxQueuedBytes: number;
  /**
   * Who it is made as by now, which is asked for whenever the connection is made again; and with the `refusal` of the broker for
   * one more try, where `undefined` sees no point in that. Default: always the same.
   */
  readonly renewIdentity?: (refusal?: CredentialsError) => Promise<ConnectionIdentity | undefined>;
  /** Reconnects also when nobody listens. */
  readonly persistent: boolean;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly logger: Logger;
}

/** Hears of a connection's fate. */
export interface ConnectionWatcher {
  opened?(session: Session): void;
  lost?(error: WotError): void;
}

/**
 * A connection to a broker that is made when it is first needed and made again when it is lost, with all of its
 * subscriptions.
 */
export class BrokerConnection {
  readonly options: ConnectionOptions;
  readonly #table = new SubscriptionTable();
  readonly #watcher: ConnectionWatcher;
  #session: Session | undefined;
  #opening: Promise<Session> | undefined;
  #retry: Timer | undefined;
  #failures = 0;
  #waiting = 0;
  #interrupted = false;
  #wasTried = false;
  #closed = false;

  constructor(options: ConnectionOptions, watcher: ConnectionWatcher = {}) {
    this.options = options;
    this.#watcher = watcher;
  }

  get url(): string {
    return this.options.address.url;
  }

  get clientId(): string {
    return this.options.clientId;
  }

  /** The open session, if there is one. */
  get session(): Session | undefined {
    return this.#session;
  }

  /** Number of filters that are subscribed to. */
  get subscriptions(): number {
    return this.#table.size;
  }

  /** Whether `session` can take another message within the limits. */
  hasRoom(session: Session): boolean {
    const { maxQueuedMessages, maxQueuedBytes } = this.options;
    return session.pending < maxQueuedMessages && session.bufferedBytes < maxQueuedBytes;
  }

  /** The open session, after connecting if need be. */
  async open(deadline: Deadline): Promise<Session> {
    if (this.#session !== undefined) return this.#session;
    if (this.#waiting >= this.options.maxQueuedMessages) throw this.#full();
    this.#waiting += 1;
    try {
      return await deadline.guard(this.#connect());
    } finally {
      this.#waiting -= 1;
    }
  }

  /** Resolves when the broker has acknowledged the message, or with QoS 0 when the socket has taken it. */
  async publish(message: OutboundMessage, deadline: Deadline): Promise<void> {
    const session = this.#session ?? (await this.open(deadline));
    if (!this.hasRoom(session)) throw this.#full();
    await deadline.guard(session.publish(message));
  }

  /** Listens to `filters`; resolves when the broker has granted all of them. */
  async listen(
    filters: readonly string[],
    qos: QoS,
    listener: MessageListener,
    deadline: Deadline,
  ): Promise<Listening> {
    const session = await this.open(deadline);
    const listening: Listening = { stop: () => this.#table.remove(this.#session, filters, listener) };
    try {
      await deadline.guard(Promise.all(filters.map((filter) => this.#table.add(session, filter, qos, listener))));
    } catch (error) {
      void listening.stop();
      throw error;
    }
    return listening;
  }

  /** Ends everything, gracefully within `graceMs`; whoever still listens fails with an AbortError. Idempotent. */
  async close(graceMs = 1000): Promise<void> {
    this.#closed = true;
    this.#retry?.cancel();
    const listeners = this.#table.listeners();
    this.#table.clear();
    for (const listener of listeners) listener.failed(new AbortError("WOT_ABORTED", "the connection was closed"));
    const session = this.#session;
    this.#session = undefined;
    if (session === undefined) return;
    let timer: Timer | undefined;
    const late = new Promise<void>((resolve) => {
      timer = this.options.clock.after(graceMs, resolve);
    });
    await Promise.race([session.end(), late]);
    timer?.cancel();
    session.destroy();
  }

  #connect(): Promise<Session> {
    if (this.#closed) {
      return Promise.reject(new NetworkError("WOT_NETWORK", `${this.url}: this binding was stopped`, { sent: false }));
    }
    this.#retry?.cancel();
    this.#retry = undefined;
    this.#opening ??= this.#tryConnect().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  async #tryConnect(): Promise<Session> {
    try {
      const { protocolVersion, versions } = this.options;
      let session: Session | undefined;
      const listener: SessionListener = {
        message: (message) => this.#guarded(message.topic, () => this.#table.dispatch(message)),
        oversize: (topic, sizeBytes) => {
          this.options.logger.warn("a message over the payload limit was left out", { topic, sizeBytes });
          this.#guarded(topic, () => this.#table.oversize(topic, sizeBytes));
        },
        closed: (error) => this.#lost(session, error),
      };
      session = await this.#openAsAllowed((options) => openBestSession(options, protocolVersion, versions, listener));
      return await this.#opened(session);
    } catch (error) {
      this.#failures += 1;
      this.#scheduleRetry();
      throw error;
    }
  }

  /** Once more when the broker refuses the credentials and there are others by now, such as a new token. */
  async #openAsAllowed(open: (options: SessionOptions) => Promise<Session>): Promise<Session> {
    const isFirst = !this.#wasTried;
    this.#wasTried = true;
    try {
      return await open(isFirst ? this.options : ((await this.#renewed()) ?? this.options));
    } catch (error) {
      if (!(error instanceof CredentialsError)) throw error;
      const others = await this.#renewed(error);
      if (others === undefined) throw error;
      return open(others);
    }
  }

  async #renewed(refusal?: CredentialsError): Promise<SessionOptions | undefined> {
    const identity = await this.options.renewIdentity?.(refusal);
    if (identity === undefined) return undefined;
    const { user: _user, certificate: _certificate, psk: _psk, ...others } = this.options;
    return { ...others, ...identity };
  }

  async #opened(session: Session): Promise<Session> {
    if (this.#closed) {
      session.destroy();
      throw new NetworkError("WOT_NETWORK", `${this.url}: this binding was stopped`, { sent: false });
    }
    try {
      await this.#table.renew(session);
    } catch (error) {
      session.destroy();
      throw error;
    }
    if (!session.isOpen) throw new NetworkError("WOT_NETWORK", `${this.url} closed the connection`, { sent: false });
    this.#session = session;
    this.#failures = 0;
    this.#watcher.opened?.(session);
    if (this.#interrupted) for (const listener of this.#table.listeners()) listener.resumed();
    this.#interrupted = false;
    return session;
  }

  #lost(session: Session | undefined, error: WotError): void {
    if (this.#closed || session === undefined || session !== this.#session) return;
    this.#session = undefined;
    this.#interrupted = true;
    this.#watcher.lost?.(error);
    for (const listener of this.#table.listeners()) listener.interrupted(error);
    this.#scheduleRetry();
  }

  #scheduleRetry(): void {
    if (this.#closed || this.#retry !== undefined) return;
    if (!this.#isWanted()) return;
    this.#retry = this.options.clock.after(reconnectDelayMs(this.#failures, this.options, this.options.random), () => {
      this.#retry = undefined;
      if (!this.#isWanted()) return;
      this.#connect().catch((error: unknown) => {
        this.options.logger.debug("reconnecting failed", { broker: this.url, code: asWotError(error).code });
      });
    });
  }

  #isWanted(): boolean {
    return this.options.persistent || this.#table.size > 0;
  }

  /** MQTT.js calls from inside its parser: an exception there would end the process. */
  #guarded(topic: string, tell: () => void): void {
    try {
      tell();
    } catch (error) {
      this.options.logger.error("a listener failed", { topic, error: asWotError(error).message });
    }
  }

  #full(): NetworkError {
    const message = `${this.url}: too many messages wait (maxQueuedMessages, maxQueuedBytes)`;
    return new NetworkError("WOT_NETWORK", message, { sent: false });
  }
}
