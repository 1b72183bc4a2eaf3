/** What to do with a message for which there is no room. */
export type WhenQueueFull = "reject" | "drop-oldest";

/** How much a queue holds. */
export interface QueueLimits {
  /** Messages that wait for a connection or for room in it, and those that wait for the broker's acknowledgement. */
  readonly maxQueuedMessages: number;
  /** Bytes of their topics and payloads. */
  readonly maxQueuedBytes: number;
  /**
   * `"reject"` refuses the new message; `"drop-oldest"` drops the oldest messages of QoS 0 that have not been sent, and
   * refuses the new one when that makes no room.
   */
  readonly whenQueueFull: WhenQueueFull;
  /**
   * Connections in a row that a message may see end, as the first that waits for its acknowledgement and without one of
   * anything: some brokers hang up on what they do not take, and would do so for ever.
   */
  readonly maxSendAttempts: number;
}
