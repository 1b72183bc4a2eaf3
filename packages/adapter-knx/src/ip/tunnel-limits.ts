/** How long a tunnel waits. */
export interface TunnelLimits {
  readonly connectTimeoutMs: number;
  /** Between two questions whether the channel still is there. */
  readonly heartbeatMs: number;
  /** One answer of the interface but for those below. */
  readonly controlTimeoutMs: number;
  /** The acknowledgement of a message over UDP; it is sent twice. */
  readonly ackTimeoutMs: number;
  /** Until a telegram is on the bus. */
  readonly confirmTimeoutMs: number;
}

/** Those of the standard. @see KNX Standard 03_08_02 §5.3, 03_08_04 §2.6 */
export const tunnelLimits: TunnelLimits = Object.freeze({
  connectTimeoutMs: 10_000,
  heartbeatMs: 60_000,
  controlTimeoutMs: 10_000,
  ackTimeoutMs: 1_000,
  confirmTimeoutMs: 3_000,
});
