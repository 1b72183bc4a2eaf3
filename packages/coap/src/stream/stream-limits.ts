/** Limits of connections, of a server's and of a client's. */
export interface StreamLimits {
  /** Connections at a time; one that nothing waits for makes room, else no more are opened or taken in. Default 1024. */
  readonly maxConnections: number;
  /**
   * Longest message that is taken, its header included: what Max-Message-Size tells peers. The connection is aborted
   * beyond. More than 1152 lets peers send several blocks at once. Default 66,048: 64 blocks and 512 bytes.
   */
  readonly maxMessageBytes: number;
  /** Requests of one connection that wait for their answer; nothing is read beyond. Default 64. */
  readonly maxPendingPerConnection: number;
  /** What waits to be read by one peer; the connection is aborted beyond. Default 8 MiB. */
  readonly maxBufferedBytes: number;
  /** Time for a connection to come about, security included. Default 10,000. */
  readonly connectTimeoutMs: number;
  /** Time for a peer to send its capabilities and settings; the connection is aborted afterwards. Default 10,000. */
  readonly csmTimeoutMs: number;
  /** A connection that nothing waits for and that is silent for so long is closed. Default 120,000. */
  readonly idleTimeoutMs: number;
  /** Silence of a peer from which something is awaited, before it is asked by a Ping whether it is there. Default 60,000. */
  readonly keepAliveMs: number;
  /** Time for a peer to show by anything that it is there. Default 20,000. */
  readonly pongTimeoutMs: number;
  /** Time for a peer to read some of what waits for it; the connection is aborted afterwards. Default 30,000. */
  readonly stallTimeoutMs: number;
}

export const defaultStreamLimits: StreamLimits = {
  maxConnections: 1024,
  maxMessageBytes: 66_048,
  maxPendingPerConnection: 64,
  maxBufferedBytes: 8 << 20,
  connectTimeoutMs: 10_000,
  csmTimeoutMs: 10_000,
  idleTimeoutMs: 120_000,
  keepAliveMs: 60_000,
  pongTimeoutMs: 20_000,
  stallTimeoutMs: 30_000,
};
