/** How far a peer may make this binding go, beyond what the protocol itself bounds. */
export interface CoapServerLimits {
  /** Seconds for which a cache may answer with a property's value (Max-Age); notifications keep the protocol's 60. */
  readonly readMaxAgeSeconds: number;
  /** Events and changes that wait for the acknowledgement of an earlier one, per observer; the oldest makes room. */
  readonly maxQueuedNotifications: number;
  /** Links to affordances in an answer of `/.well-known/core`; where there are more, it has none of them. */
  readonly maxAffordanceLinks: number;
  /** Milliseconds that observers get to hear of the end once the server is to stop. */
  readonly stopGraceMs: number;
  /**
   * Milliseconds after which a peer may ask again that was refused because there is too much to do: the Max-Age of that
   * 5.03, in whole seconds (RFC 7252 §5.9.3.4).
   */
  readonly retryAfterMs: number;
}

export const defaultCoapServerLimits: CoapServerLimits = Object.freeze({
  readMaxAgeSeconds: 0,
  maxQueuedNotifications: 64,
  maxAffordanceLinks: 1_000,
  stopGraceMs: 500,
  retryAfterMs: 5_000,
});
