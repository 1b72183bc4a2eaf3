/** How far a node, or a document, may make the client go. */
export interface MatterClientLimits {
  /** Bytes of a body that is sent; a longer one is a DataSchemaError. */
  readonly maxBodyBytes: number;
  /** Properties observed and events subscribed to at a time. */
  readonly maxSubscriptions: number;
  /** Requests under way to one node; more fail with RequestError WOT_TOO_MANY. */
  readonly maxPendingRequests: number;
  /** For so long after a write or a command, reads go to the node though its subscription lives. */
  readonly settleMs: number;
}

export const defaultMatterClientLimits: MatterClientLimits = Object.freeze({
  maxBodyBytes: 64 * 1024,
  maxSubscriptions: 20_000,
  maxPendingRequests: 64,
  settleMs: 2_000,
});
