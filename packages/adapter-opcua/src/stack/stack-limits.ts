/** Limits of the stack. */
export interface StackLimits {
  /** Longest wait for a connection, with its session. */
  readonly connectTimeoutMs: number;
  /** Longest wait of the stack for one answer. */
  readonly responseTimeoutMs: number;
  /** Largest message of a server. */
  readonly maxMessageBytes: number;
  /** Nodes in one browse or read request. */
  readonly maxNodesPerRequest: number;
  /** Time between two signs of life that a silent server is asked for. */
  readonly keepAliveMs: number;
  /** Time in which the server sends what is new of watched nodes. */
  readonly publishingIntervalMs: number;
  /** Notifications in one message of the server. */
  readonly maxNotificationsPerPublish: number;
  /** How long a server keeps the session of a lost connection. */
  readonly sessionTimeoutMs: number;
}
