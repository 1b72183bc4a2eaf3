/** How far a peer may make this binding go, beyond what the protocol itself bounds. */
export interface BindingServerLimits {
  /** Seconds for which a cache may answer with a property's value (Max-Age); notifications keep the protocol's 60. */
  readonly readMaxAgeSeconds: number;
  /** Least milliseconds between two notifications of an event that ask for an acknowledgement. */
  readonly eventConfirmIntervalMs: number;
  /** Milliseconds that observers get to hear of the end once the server is to stop. */
  readonly stopGraceMs: number;
}

export const defaultServerLimits: BindingServerLimits = Object.freeze({
  readMaxAgeSeconds: 0,
  eventConfirmIntervalMs: 30_000,
  stopGraceMs: 500,
});
