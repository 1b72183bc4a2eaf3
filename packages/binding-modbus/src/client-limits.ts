/** How far a device, or a document, may make this client go. */
export interface ModbusClientLimits {
  /** Servers connected at a time; beyond it, one without requests is closed. */
  readonly maxConnections: number;
  /** Requests that may wait for one server; more fail with RequestError WOT_TOO_MANY. */
  readonly maxQueuedRequests: number;
  /** Properties observed at a time. */
  readonly maxSubscriptions: number;
  readonly connectTimeoutMs: number;
  /** Longest wait for one answer where the Form has no `modv:timeout`. */
  readonly responseTimeoutMs: number;
  /** A connection without requests is closed after this time. */
  readonly idleTimeoutMs: number;
  /** Longest time between two readings of an observed property whose device does not answer. */
  readonly maxPollingTimeMs: number;
}

export const defaultModbusClientLimits: ModbusClientLimits = Object.freeze({
  maxConnections: 64,
  maxQueuedRequests: 256,
  maxSubscriptions: 1_000,
  connectTimeoutMs: 5_000,
  responseTimeoutMs: 2_000,
  idleTimeoutMs: 60_000,
  maxPollingTimeMs: 30_000,
});
