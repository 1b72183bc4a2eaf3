/** Limits of {@link sparkplugClient}. */
export interface SparkplugLimits {
  /** Edge nodes that are followed at a time. */
  readonly maxEdgeNodes: number;
  /** Metrics of an edge node, those of its devices included; further ones are not known. */
  readonly maxMetrics: number;
  /** Time between two rebirths that are asked of one edge node, in milliseconds. */
  readonly rebirthIntervalMs: number;
  /** How long an edge node is followed after the last use, in milliseconds. */
  readonly idleMs: number;
}

export const defaultSparkplugLimits: SparkplugLimits = {
  maxEdgeNodes: 1_000,
  maxMetrics: 100_000,
  rebirthIntervalMs: 5_000,
  idleMs: 60_000,
};
