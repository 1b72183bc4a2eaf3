import { type TimerWheel, WheelTimer } from "../time/timer-wheel.js";
import type { StreamLimits } from "./stream-limits.js";

/** What watches over a connection asks of it. */
export interface WatchedConnection {
  /** Whether the peer has sent its capabilities and settings. */
  readonly isOpen: boolean;
  /** Whether an answer or a notification is awaited, or one is owed. */
  readonly isInUse: boolean;
  /** Whether nothing is read now, so that silence says nothing. */
  readonly isPaused: boolean;
  ping(): void;
  onSilent(reason: "csm" | "idle" | "pong"): void;
}

/**
 * Watches over a connection: that the peer introduces itself, that it is there while something is awaited, and that
 * nothing is kept open in vain. One timer, which looks now and then: a message costs it nothing but a note of the time.
 *
 * @see RFC 8323 §3.4, §5.4
 */
export class ConnectionHealth extends WheelTimer {
  readonly #connection: WatchedConnection;
  readonly #wheel: TimerWheel;
  readonly #limits: StreamLimits;
  #heardAtMs: number;
  /** When the Ping was sent that is not answered yet. */
  #pingedAtMs: number | undefined;

  constructor(connection: WatchedConnection, wheel: TimerWheel, limits: StreamLimits) {
    super();
    this.#connection = connection;
    this.#wheel = wheel;
    this.#limits = limits;
    this.#heardAtMs = wheel.now();
    wheel.start(this, limits.csmTimeoutMs);
  }

  /** The peer sent something, whatever it is. */
  heard(): void {
    this.#heardAtMs = this.#wheel.now();
    this.#pingedAtMs = undefined;
  }

  stop(): void {
    this.#wheel.stop(this);
  }

  onTimer(): void {
    const { isOpen, isInUse, isPaused } = this.#connection;
    const { keepAliveMs, idleTimeoutMs, pongTimeoutMs } = this.#limits;
    if (!isOpen) this.#connection.onSilent("csm");
    else if (this.#pingedAtMs !== undefined) this.#connection.onSilent("pong");
    else if (isPaused) this.#wheel.start(this, keepAliveMs);
    else {
      const leftMs = this.#heardAtMs + (isInUse ? keepAliveMs : idleTimeoutMs) - this.#wheel.now();
      if (leftMs > 0) this.#wheel.start(this, Math.min(leftMs, keepAliveMs));
      else if (!isInUse) this.#connection.onSilent("idle");
      else {
        this.#pingedAtMs = this.#wheel.now();
        this.#wheel.start(this, pongTimeoutMs);
        this.#connection.ping();
      }
    }
  }
}
