/** How far a node, or a document, may make the client go. */
export interface MatterClientLimits {
  /** Bytes of a body that is sent; a longer one is a DataSchemaError. */
  readonly maxBodyBytes: number;
  /** Properties observed and events subscribed to at a time. */
  readonly maxSubscriptions: number;
  /** Requests to one node that are under way at a time; others wait for their turn. */
  readonly maxConcurrentRequests: number;
  /** Requests to one node that are under way or wait; more fail with RequestError WOT_TOO_MANY. */
  readonly maxPendingRequests: number;
  /** For so long after a write or a command, reads go to the node though its subscription lives. */
  readonly settleMs: number;
}

export const defaultMatterClientLimits: MatterClientLimits = Object.freeze({
  maxBodyBytes: 64 * 1024,
  maxSubscriptions: 20_000,
  maxConcurrentRequests: 4,
  maxPendingRequests: 128,
  settleMs: 2_000,
});
