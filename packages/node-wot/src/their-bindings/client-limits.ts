import type { ReconnectLimits } from "@thingwright/contracts";

/** How far a binding of theirs, and the peers behind it, may go. */
export interface NodeWotClientLimits extends ReconnectLimits {
  /** Bytes of an answer or an emission; a longer one is a ProtocolError. */
  readonly maxBodyBytes: number;
  /** Clients of theirs at a time: one for each set of credentials. Beyond it the one unused for longest is let go of. */
  readonly maxClients: number;
  /** Subscriptions at a time. */
  readonly maxSubscriptions: number;
  /** Emissions of one subscription whose bodies are still being read; further ones are left out. */
  readonly maxPendingEmissions: number;
  /** How long the body of an emission may take. */
  readonly bodyTimeoutMs: number;
  /** How long the end of a subscription, or of a client, may take. */
  readonly stopTimeoutMs: number;
}

export const defaultNodeWotClientLimits: NodeWotClientLimits = Object.freeze({
  maxBodyBytes: 16 * 1024 * 1024,
  maxClients: 100,
  maxSubscriptions: 1_000,
  maxPendingEmissions: 256,
  bodyTimeoutMs: 10_000,
  stopTimeoutMs: 2_000,
  minReconnectDelayMs: 1_000,
  maxReconnectDelayMs: 60_000,
});
