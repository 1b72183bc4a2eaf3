import {
  abortedBy,
  type Clock,
  type ContentSink,
  type Logger,
  type Patience,
  reconnectDelayMs,
  type Timer,
  within,
} from "@thingwright/contracts";
import { asWotError, NetworkError, RequestError, UsageError, type WotError } from "@thingwright/errors";
import type { UaEndpoint, UaSession, UaStack } from "../stack/ua-session.js";
import type { OpcuaClientLimits } from "./client-limits.js";
import { Watch, type WatchedNode } from "./watch.js";

/** What all links share. */
export interface LinkEnvironment {
  readonly stack: UaStack;
  readonly limits: OpcuaClientLimits;
  readonly clock: Clock;
  readonly logger: Logger;
  random(): number;
}

/**
 * The way to one server as one user: a session that is made when it is needed, and made anew, with everything that is watched,
 * when it is lost for good.
 */
export class ServerLink {
  readonly #endpoint: UaEndpoint;
  readonly #environment: LinkEnvironment;
  readonly #watches = new Map<string, Watch>();
  #session: UaSession | undefined;
  #opening: Promise<UaSession> | undefined;
  #restoring: Timer | undefined;
  #reconnecting: Timer | undefined;
  #idle: Timer | undefined;
  #attempts = 0;
  #pending = 0;
  #isStopped = false;

  constructor(endpoint: UaEndpoint, environment: LinkEnvironment) {
    this.#endpoint = endpoint;
    this.#environment = environment;
  }

  /** Whether nobody needs it now. */
  get isIdle(): boolean {
    return this.#pending === 0 && this.#watches.size === 0;
  }

  /**
   * Does `work` with the session.
   *
   * @throws {RequestError} WOT_TOO_MANY when too much is under way
   */
  async use<T>(work: (session: UaSession) => Promise<T>, patience: Patience): Promise<T> {
    if (patience.signal?.aborted === true) throw abortedBy(patience.signal);
    const { maxPendingRequests } = this.#environment.limits;
    if (this.#pending >= maxPendingRequests) {
      throw new RequestError(
        "WOT_TOO_MANY",
        `${this.#pending} requests to ${this.#endpoint.url} are under way already`,
      );
    }
    this.#pending += 1;
    this.#idle?.cancel();
    try {
      const done = this.#opened().then(work);
      done.catch(() => {});
      return await within(done, patience, this.#environment.clock);
    } finally {
      this.#pending -= 1;
      this.#letIdle();
    }
  }

  /** Watches a node for `sink`, with all others who watch it. Resolves when the server does. */
  async watch(node: WatchedNode, sink: ContentSink, patience: Patience): Promise<() => Promise<void>> {
    const key = `${node.kind} ${node.nodeId}`;
    const { maxSubscriptions } = this.#environment.limits;
    const known = this.#watches.get(key);
    if (known === undefined && this.#watches.size >= maxSubscriptions) {
      throw new UsageError("WOT_STATE", `${maxSubscriptions} nodes of ${this.#endpoint.url} are watched already`);
    }
    const watch = known ?? new Watch(node, this.#environment.limits);
    this.#watches.set(key, watch);
    const follower = watch.join(sink, node.format);
    const leave = async (): Promise<void> => {
      watch.leave(follower);
      if (watch.isFollowed || this.#watches.get(key) !== watch) return;
      this.#watches.delete(key);
      this.#letIdle();
      await watch.end();
    };
    try {
      await this.use((session) => watch.begin(session), patience);
      return leave;
    } catch (error) {
      await leave();
      throw error;
    }
  }

  /** Closes the session; what is under way fails. Idempotent. */
  async close(): Promise<void> {
    this.#isStopped = true;
    for (const timer of [this.#restoring, this.#reconnecting, this.#idle]) timer?.cancel();
    this.#watches.clear();
    const opening = this.#opening;
    await this.#drop();
    await opening?.then(
      (session) => session.close(),
      () => {},
    );
  }

  #opened(): Promise<UaSession> {
    if (this.#isStopped) return Promise.reject(new UsageError("WOT_STATE", "the OPC UA client is stopped"));
    if (this.#session !== undefined && this.#restoring === undefined) return Promise.resolve(this.#session);
    if (this.#session !== undefined) return Promise.reject(lost(this.#endpoint.url));
    this.#opening ??= this.#open().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  async #open(): Promise<UaSession> {
    const { stack } = this.#environment;
    let isEnded = false;
    const session = await stack.connect(this.#endpoint, {
      lost: (error) => this.#lost(error),
      restored: () => this.#restored(),
      ended: (error) => {
        isEnded = true;
        this.#ended(error);
      },
    });
    if (isEnded || this.#isStopped) {
      await session.close();
      throw lost(this.#endpoint.url);
    }
    this.#session = session;
    this.#attempts = 0;
    this.#reconnecting?.cancel();
    return session;
  }

  #lost(error: WotError): void {
    if (this.#restoring !== undefined || this.#session === undefined) return;
    const { clock, limits } = this.#environment;
    for (const watch of this.#watches.values()) watch.interrupted(error);
    this.#restoring = clock.after(limits.restoreTimeoutMs, () => this.#ended(error));
  }

  #restored(): void {
    if (this.#restoring === undefined) return;
    this.#restoring.cancel();
    this.#restoring = undefined;
    for (const watch of this.#watches.values()) watch.resumed();
  }

  /** The session is gone for good. While something is watched a new one is made. */
  #ended(error: WotError): void {
    for (const watch of this.#watches.values()) watch.lost(error);
    void this.#drop();
    this.#reconnectLater();
  }

  async #drop(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    this.#restoring?.cancel();
    this.#restoring = undefined;
    await session?.close();
  }

  #reconnectLater(): void {
    if (this.#isStopped || this.#watches.size === 0) return;
    const { clock, limits, random } = this.#environment;
    this.#reconnecting?.cancel();
    const delay = reconnectDelayMs(this.#attempts, limits, random);
    this.#attempts += 1;
    this.#reconnecting = clock.after(delay, () => void this.#rewatch());
  }

  /** Watches everything again, in a new session. Never rejects. */
  async #rewatch(): Promise<void> {
    try {
      const session = await this.#opened();
      for (const watch of [...this.#watches.values()]) await this.#begin(watch, session);
    } catch (error) {
      this.#environment.logger.debug("an OPC UA server is still away", {
        url: this.#endpoint.url,
        message: asWotError(error).message,
      });
      this.#reconnectLater();
    }
  }

  /** A node that is not there any more is no reason to give up the others; it is asked for again in a new session. */
  async #begin(watch: Watch, session: UaSession): Promise<void> {
    try {
      await watch.begin(session);
    } catch (error) {
      const known = asWotError(error);
      if (known.family !== "RemoteError" && known.family !== "ProtocolError") throw error;
      watch.interrupted(known);
    }
  }

  #letIdle(): void {
    this.#idle?.cancel();
    if (!this.isIdle || this.#session === undefined || this.#isStopped) return;
    const { clock, limits } = this.#environment;
    this.#idle = clock.after(limits.idleTimeoutMs, () => {
      if (this.isIdle) void this.#drop();
    });
  }
}

const lost = (url: string): NetworkError =>
  new NetworkError("WOT_NETWORK", `the connection to ${url} is lost`, { sent: false });
