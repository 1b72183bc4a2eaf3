import { limitsFrom } from "../reliability/limits.js";
import { defaultMessageLayerLimits, type MessageLayerLimits } from "../reliability/message-layer.js";

/** Every limit of a server. */
export interface ServerLimits extends MessageLayerLimits {
  /** Largest body of a request, in one datagram or in Block1 requests; 4.13 beyond. Default 1 MiB. */
  readonly maxBodyBytes: number;
  /** Bodies being put together at a time; the one touched longest ago goes first. Default 256. */
  readonly maxAssemblies: number;
  /** Bytes of all bodies being put together. Default 16 MiB. */
  readonly maxAssemblyBytes: number;
  /** A body without a new block for this long is dropped. Default 247000, EXCHANGE_LIFETIME. */
  readonly assemblyTimeoutMs: number;
  /** Large responses kept for the requests of their later blocks. Default 256. */
  readonly maxSnapshots: number;
  /** Bytes of all large responses kept. Default 16 MiB. */
  readonly maxSnapshotBytes: number;
  /** A large response that nobody fetched from for this long is dropped. Default 247000, EXCHANGE_LIFETIME. */
  readonly snapshotTimeoutMs: number;
  /** Largest block sent or asked for: 16 to 1024, a power of two. Default 1024. */
  readonly maxBlockBytes: number;
  /** Observations in all. Default 10000. */
  readonly maxObservers: number;
  /** Observations by one address and port. Default 100. */
  readonly maxObserversPerPeer: number;
  /** Observations of one path. Default 1000. */
  readonly maxObserversPerResource: number;
  /** Requests whose handler has not answered yet; 5.03 beyond. Default 1024. */
  readonly maxPendingRequests: number;
  /** When a request that was one too many may be sent again: the Max-Age of the 5.03. Default 5000. */
  readonly retryAfterMs: number;
  /** Time for a handler to answer; 5.04 afterwards. Default 30000. */
  readonly handlerTimeoutMs: number;
  /** How long to wait for a handler before an Empty Acknowledgement is sent. Default 250. */
  readonly ackDelayMs: number;
  /** DEFAULT_LEISURE: longest wait before a multicast request is answered. Default 5000. */
  readonly leisureMs: number;
  /** Answers to multicast requests that wait at a time; beyond it requests are passed over. Default 1024. */
  readonly maxWaitingForLeisure: number;
  /** Longest token of a request; 4.00 beyond, which still echoes it (RFC 8974 §2.2.2). Default 1024; at least 8. */
  readonly maxTokenBytes: number;
  /** Answers that wait until a peer has shown that it receives at its address, and peers asked for it. Default 1024. */
  readonly maxHeldAnswers: number;
  /** How long they wait; in smaller blocks they need not. Default 1500. */
  readonly verificationWaitMs: number;
  /** How long an address counts as its peer's once it has shown that. Default 600000. */
  readonly verifiedForMs: number;
  /** Paths whose decoded form is remembered. Default 1024. */
  readonly maxPaths: number;
}

const defaults: ServerLimits = {
  ...defaultMessageLayerLimits,
  maxBodyBytes: 1 << 20,
  maxAssemblies: 256,
  maxAssemblyBytes: 16 << 20,
  assemblyTimeoutMs: 247_000,
  maxSnapshots: 256,
  maxSnapshotBytes: 16 << 20,
  snapshotTimeoutMs: 247_000,
  maxBlockBytes: 1024,
  maxObservers: 10_000,
  maxObserversPerPeer: 100,
  maxObserversPerResource: 1000,
  maxPendingRequests: 1024,
  retryAfterMs: 5_000,
  handlerTimeoutMs: 30_000,
  ackDelayMs: 250,
  leisureMs: 5_000,
  maxWaitingForLeisure: 1024,
  maxTokenBytes: 1024,
  maxHeldAnswers: 1024,
  verificationWaitMs: 1500,
  verifiedForMs: 600_000,
  maxPaths: 1024,
};

/**
 * The limits with defaults filled in.
 *
 * @throws {UsageError} WOT_RANGE if one is negative or no number
 */
export const serverLimits = (given: Partial<ServerLimits>): ServerLimits => limitsFrom(defaults, given);
