/** How far a peer may make this binding go, beyond what the protocol itself bounds. */
export interface CoapClientLimits {
  /** Milliseconds before the first attempt to get an observation back; each further one doubles it. */
  readonly minReconnectDelayMs: number;
  /** Most milliseconds between two such attempts. */
  readonly maxReconnectDelayMs: number;
  /**
   * Milliseconds between two polls of a property that the peer lets nobody observe, unless `cov:minPollingInterval` asks
   * for more; 0: such a subscription is refused, so that another Form may serve.
   */
  readonly pollIntervalMs: number;
  /** Milliseconds for a peer to hear that an observation is over, before `stop` resolves without. */
  readonly stopGraceMs: number;
  /** Peers and identities of `coaps:` with a socket of their own; beyond it the one used longest ago is closed. */
  readonly maxSecuredPeers: number;
  /** Characters kept of a diagnostic payload, and of each text in problem details. */
  readonly maxDetailLength: number;
  /** Bytes of problem details that are looked into; larger ones count as none. */
  readonly maxProblemBytes: number;
}

export const defaultCoapClientLimits: CoapClientLimits = Object.freeze({
  minReconnectDelayMs: 1_000,
  maxReconnectDelayMs: 30_000,
  pollIntervalMs: 10_000,
  stopGraceMs: 1_000,
  maxSecuredPeers: 1024,
  maxDetailLength: 500,
  maxProblemBytes: 4_096,
});

/**
 * Requests in flight to one peer. RFC 7252 §4.7 asks for 1 where nothing is known about the network; a client of a
 * building's devices would then wait a round trip for each value. Set `transmission.nstart` to 1 for the open Internet.
 */
export const defaultNstart = 64;
