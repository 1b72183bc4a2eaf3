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
  /** Silence between an answer and the next request where frames are those of a serial line. */
  readonly rtuPauseMs: number;
  /** Longest time between two readings of an observed property whose device does not answer. */
  readonly maxPollingTimeMs: number;
  /** Longest time for which a unit that does not answer is left alone. */
  readonly maxSilentPauseMs: number;
  /** Registers that nobody asked for, between two that are read by one request; 0 merges direct neighbours only. */
  readonly maxGapRegisters: number;
  /** The same for coils and discrete inputs. */
  readonly maxGapCoils: number;
  /** Registers that one merged request reads. A single value may be longer. */
  readonly maxMergedRegisters: number;
  /** The same for coils and discrete inputs. */
  readonly maxMergedCoils: number;
}

/** Limits that may be 0. */
export const limitsThatMayBeZero = ["maxGapRegisters", "maxGapCoils", "rtuPauseMs"] as const;

export const defaultModbusClientLimits: ModbusClientLimits = Object.freeze({
  maxConnections: 64,
  maxQueuedRequests: 256,
  maxSubscriptions: 10_000,
  connectTimeoutMs: 5_000,
  responseTimeoutMs: 2_000,
  idleTimeoutMs: 60_000,
  rtuPauseMs: 5,
  maxPollingTimeMs: 30_000,
  maxSilentPauseMs: 10_000,
  maxGapRegisters: 8,
  maxGapCoils: 64,
  maxMergedRegisters: 125,
  maxMergedCoils: 2_000,
});
