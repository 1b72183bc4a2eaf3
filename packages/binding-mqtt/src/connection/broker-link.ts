import { type Clock, type Logger, type ReconnectLimits, reconnectDelayMs, type Timer } from "@thingwright/contracts";
import { asWotError, CredentialsError, NetworkError, type WotError } from "@thingwright/errors";
import type { ConnectionIdentity } from "./connection-identity.js";
import type { InboundMessage } from "./message.js";
import { isTakenOver } from "./mqtt-failure.js";
import { type MqttVersionChoice, openBestSession, type VersionMemory } from "./open-best-session.js";
import type { SessionListener } from "./open-session.js";
import type { Session } from "./session.js";
import type { SessionOptions } from "./session-options.js";
import { SessionState } from "./session-state.js";
import { sessionSecondsOf } from "./session-transport.js";

/** How a link is made and made again. */
export interface LinkOptions extends Omit<SessionOptions, "state">, ReconnectLimits {
  /** Of the first session; another one takes its place where somebody else has the same. */
  readonly clientId: string;
  readonly protocolVersion: MqttVersionChoice;
  readonly versions: VersionMemory;
  /**
   * Who it is made as by now, which is asked for whenever the connection is made again; and with the `refusal` of the broker for
   * one more try, where `undefined` sees no point in that. Default: always the same.
   */
  readonly renewIdentity?: (refusal?: CredentialsError) => Promise<ConnectionIdentity | undefined>;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly logger: Logger;
}

/** Whose link it is. */
export interface LinkOwner {
  /** Whether a link that is lost is to be made again now. */
  isWanted(): boolean;
  /** CONNACK has come, and no message yet. */
  connected(session: Session): void;
  /** Makes everything ready on the session; resolves when it may be used. @throws {WotError} */
  prepare(session: Session): Promise<void>;
  /** The session may be used. */
  opened(session: Session): void;
  message(message: InboundMessage): void;
  oversize(topic: string, sizeBytes: number): void;
  /** After `connected`: the session is no more. */
  lost(error: WotError): void;
  /** An attempt failed, of which nobody else hears. */
  failed(error: WotError): void;
}

/**
 * One network connection to a broker after the other, each for the session of the one before where the broker has kept it;
 * made when it is needed, and made again with growing, random delays.
 */
export class BrokerLink {
  readonly #options: LinkOptions;
  readonly #owner: LinkOwner;
  #state: SessionState;
  #session: Session | undefined;
  #opening: Promise<Session> | undefined;
  #retry: Timer | undefined;
  #failures = 0;
  #wasTried = false;
  #wasOpen = false;
  #isStopped = false;

  constructor(options: LinkOptions, owner: LinkOwner) {
    this.#options = options;
    this.#owner = owner;
    this.#state = new SessionState(options.clientId);
  }

  /** The session that may be used, if there is one. */
  get session(): Session | undefined {
    return this.#session;
  }

  get state(): SessionState {
    return this.#state;
  }

  /** Whether there was a session once: the broker is there at times. */
  get wasOpen(): boolean {
    return this.#wasOpen;
  }

  /** Connects now, unless that is under way. @throws {WotError} why it could not */
  connect(): Promise<Session> {
    if (this.#isStopped) return Promise.reject(stopped(this.#options));
    this.#retry?.cancel();
    this.#retry = undefined;
    this.#opening ??= this.#tryConnect().finally(() => {
      this.#opening = undefined;
      this.retry();
    });
    return this.#opening;
  }

  /** Connects in due time, if its owner wants it. */
  retry(): void {
    if (this.#isStopped || this.#retry !== undefined || this.#opening !== undefined || this.#session !== undefined)
      return;
    if (!this.#owner.isWanted()) return;
    const { clock, random, logger, address } = this.#options;
    this.#retry = clock.after(reconnectDelayMs(this.#failures, this.#options, random), () => {
      this.#retry = undefined;
      if (!this.#owner.isWanted()) return;
      this.connect().catch((error: unknown) => {
        logger.debug("reconnecting failed", { broker: address.url, code: asWotError(error).code });
        this.#owner.failed(asWotError(error));
      });
    });
  }

  /** Is not made again. Idempotent. */
  stop(): void {
    this.#isStopped = true;
    this.#retry?.cancel();
  }

  async #tryConnect(): Promise<Session> {
    try {
      return await this.#opened(await this.#openOwn());
    } catch (error) {
      this.#failures += 1;
      throw error;
    }
  }

  /** Once more, under another name, when the broker has somebody else's session under this one. */
  async #openOwn(): Promise<Session> {
    const open = (options: SessionOptions): Promise<Session> => this.#open(options);
    try {
      return await this.#openAsAllowed(open);
    } catch (error) {
      if (!isTakenOver(error)) throw error;
      this.#leaveSession();
      return this.#openAsAllowed(open);
    }
  }

  #open(options: SessionOptions): Promise<Session> {
    const { protocolVersion, versions } = this.#options;
    const owner = this.#owner;
    let session: Session | undefined;
    const listener: SessionListener = {
      opened: (opened) => {
        session = opened;
        this.#state.mayResume = opened.version === 5 && sessionSecondsOf(options) > 0;
        if (!this.#isStopped) owner.connected(opened);
      },
      message: (message) => owner.message(message),
      oversize: (topic, sizeBytes) => owner.oversize(topic, sizeBytes),
      closed: (error) => this.#lost(session, error),
    };
    return openBestSession(options, protocolVersion, versions, listener);
  }

  /** Once more when the broker refuses the credentials and there are others by now, such as a new token. */
  async #openAsAllowed(open: (options: SessionOptions) => Promise<Session>): Promise<Session> {
    const isFirst = !this.#wasTried;
    this.#wasTried = true;
    const own = { ...this.#options, state: this.#state };
    try {
      return await open(isFirst ? own : ((await this.#renewed()) ?? own));
    } catch (error) {
      if (!(error instanceof CredentialsError)) throw error;
      const others = await this.#renewed(error);
      if (others === undefined) throw error;
      return open(others);
    }
  }

  async #renewed(refusal?: CredentialsError): Promise<SessionOptions | undefined> {
    const identity = await this.#options.renewIdentity?.(refusal);
    if (identity === undefined) return undefined;
    const { user: _user, certificate: _certificate, psk: _psk, ...others } = this.#options;
    return { ...others, ...identity, state: this.#state };
  }

  async #opened(session: Session): Promise<Session> {
    try {
      if (this.#isStopped) throw stopped(this.#options);
      await this.#owner.prepare(session);
      if (this.#isStopped) throw stopped(this.#options);
      if (!session.isOpen) throw closed(this.#options);
    } catch (error) {
      this.#abandon(session);
      this.#owner.lost(asWotError(error));
      throw error;
    }
    this.#session = session;
    this.#failures = 0;
    this.#wasOpen = true;
    this.#owner.opened(session);
    return session;
  }

  /** Leaves a session that cannot be used; if nobody wants one any more, the broker is not to keep it. */
  #abandon(session: Session): void {
    if (this.#isStopped) {
      void session.end();
      this.#options.clock.after(endGraceMs, () => session.destroy());
    } else session.destroy();
  }

  #lost(session: Session | undefined, error: WotError): void {
    if (isTakenOver(error)) this.#leaveSession();
    if (this.#isStopped || session === undefined || session !== this.#session) return;
    this.#session = undefined;
    this.#owner.lost(error);
    this.retry();
  }

  /** Two that ask for one session would take it from each other for ever: this one begins another. */
  #leaveSession(): void {
    this.#state = this.#state.renamed();
    const { logger, address } = this.#options;
    logger.warn("somebody else connected with this client id", { broker: address.url, now: this.#state.clientId });
  }
}

/** For the broker to take a DISCONNECT. */
const endGraceMs = 1000;

const stopped = ({ address }: LinkOptions): NetworkError =>
  new NetworkError("WOT_NETWORK", `${address.url}: this binding was stopped`, { sent: false });

const closed = ({ address }: LinkOptions): NetworkError =>
  new NetworkError("WOT_NETWORK", `${address.url} closed the connection`, { sent: false });
