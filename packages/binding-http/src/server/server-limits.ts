/** Everything that a peer could make grow, and how far it may. */
export interface HttpServerLimits {
  /** Bytes of a request's body; more is 413. */
  readonly maxBodyBytes: number;
  /** Bytes of all bodies that have not been answered yet; more are 503. */
  readonly maxBodiesInFlightBytes: number;
  /** Bytes of a request's line and headers; more is 431. */
  readonly maxHeaderBytes: number;
  /** Characters of a request's target; more is 414. */
  readonly maxUrlLength: number;
  /** Open connections; more are closed at once. */
  readonly maxConnections: number;
  /**
   * Requests of one connection that wait for a handler at the same time; more close it. Over HTTP/2 so many more than its
   * streams: those that a peer has taken back.
   */
  readonly maxPipelinedRequests: number;
  /** Subscriptions of all clients; more are 503. */
  readonly maxSubscriptions: number;
  /** Subscriptions of one remote address, of one /64 network of IPv6; more are 429. */
  readonly maxSubscriptionsPerClient: number;
  /** Milliseconds for a request to arrive with its body; then 408. */
  readonly requestTimeoutMs: number;
  /** Milliseconds for the headers of a request to arrive; then 408. */
  readonly headersTimeoutMs: number;
  /** Milliseconds for which an idle connection stays open. */
  readonly idleTimeoutMs: number;
  /** Milliseconds that a handler may take; then 504. */
  readonly handlerTimeoutMs: number;
  /** Milliseconds between two comments on a quiet event stream. */
  readonly sseHeartbeatMs: number;
  /** Bytes waiting for a slow reader of an event stream: over it values of one property are conflated, other streams are cut. */
  readonly maxQueuedBytesPerSubscriber: number;
  /** Milliseconds after which a long poll without a value answers 204. */
  readonly longPollMs: number;
  /** The same for a plain long poll, of a client that may take any answer for an emission. */
  readonly plainLongPollMs: number;
  /** Milliseconds for which a subscription outlives the answer to a long poll, so that the next poll misses nothing. */
  readonly longPollLingerMs: number;
  /** Milliseconds that requests in progress get to finish once the server is to stop. */
  readonly stopGraceMs: number;
  /** Emissions of one affordance that are kept for the next poll or for `Last-Event-ID`. */
  readonly maxReplayedEmissions: number;
  /** Streams of one HTTP/2 connection that are open at a time; more are refused (RFC 9113 §5.1.2). */
  readonly maxStreamsPerConnection: number;
  /** Mebibytes that one HTTP/2 connection may take; then its streams are refused. */
  readonly maxConnectionMemoryMiB: number;
  /** PING, SETTINGS and RST_STREAM frames of one HTTP/2 connection within a minute; more close it. */
  readonly maxControlFramesPerMinute: number;
  /**
   * Milliseconds for which a subscription outlives its last event stream or WebSocket, so that a reader that comes back
   * misses nothing; the Thing hears so much later that nobody is there. 0: not at all.
   */
  readonly historyMs: number;
  /** Subscriptions that outlive their last reader at the same time; the oldest gives way. */
  readonly maxHistories: number;
  /** Bytes of all emissions that are kept for readers that come back; beyond it the oldest of a source are forgotten. */
  readonly maxHistoryBytes: number;
  /** Milliseconds that the reader of an event stream is told to wait before it comes back; 0 leaves it to the reader. */
  readonly sseRetryMs: number;
  /** Milliseconds between two pings on a WebSocket; one that has not answered by the next is cut. */
  readonly webSocketPingMs: number;
  /** Milliseconds for which a webhook, or the lease of WebSub, lasts at most. */
  readonly maxCallbackLifetimeMs: number;
  /** Milliseconds for a callback to answer. */
  readonly callbackTimeoutMs: number;
  /** Attempts in a row that fail before a callback gets nothing more. */
  readonly maxCallbackFailures: number;
  /** Milliseconds before a failed notification is repeated; each failure doubles them. */
  readonly minCallbackDelayMs: number;
  readonly maxCallbackDelayMs: number;
  /** Notifications that wait for one callback: over it values of one property are conflated, other subscriptions end. */
  readonly maxQueuedNotifications: number;
  /** Addresses of Things whose resources are kept ready; others cost a little more time. */
  readonly maxCachedResources: number;
  /** Requests of all connections that wait for a handler; more are 503. */
  readonly maxPendingRequests: number;
  /** Bytes that a Thing may answer with; more are 500, as no peer can help it. */
  readonly maxResponseBytes: number;
  /** Bytes of all larger answers that have not been taken by their readers yet; more are 503. */
  readonly maxUnsentBytes: number;
  /** Milliseconds for a larger answer to be taken by its reader; then the connection is cut. */
  readonly sendTimeoutMs: number;
  /** Connections of one remote address, of one /64 network of IPv6, that is no trusted proxy; more are closed at once. */
  readonly maxConnectionsPerClient: number;
  /** Bytes from which Thing Descriptions and listings of them are compressed for clients that like it. */
  readonly minCompressedBytes: number;
  /** Milliseconds that the sender of a body which is far too large gets to read why, before the connection is closed. */
  readonly refusedBodyLingerMs: number;
}

export const defaultHttpServerLimits: HttpServerLimits = Object.freeze({
  maxBodyBytes: 1_048_576,
  maxBodiesInFlightBytes: 67_108_864,
  maxHeaderBytes: 16_384,
  maxUrlLength: 8_192,
  maxConnections: 4_096,
  maxPipelinedRequests: 64,
  maxSubscriptions: 2_048,
  maxSubscriptionsPerClient: 256,
  requestTimeoutMs: 30_000,
  headersTimeoutMs: 10_000,
  idleTimeoutMs: 65_000,
  handlerTimeoutMs: 120_000,
  sseHeartbeatMs: 15_000,
  maxQueuedBytesPerSubscriber: 262_144,
  longPollMs: 30_000,
  plainLongPollMs: 3_600_000,
  longPollLingerMs: 10_000,
  stopGraceMs: 500,
  maxReplayedEmissions: 64,
  maxStreamsPerConnection: 100,
  maxConnectionMemoryMiB: 10,
  maxControlFramesPerMinute: 600,
  historyMs: 10_000,
  maxHistories: 256,
  maxHistoryBytes: 8_388_608,
  sseRetryMs: 0,
  webSocketPingMs: 30_000,
  maxCallbackLifetimeMs: 86_400_000,
  callbackTimeoutMs: 10_000,
  maxCallbackFailures: 8,
  minCallbackDelayMs: 1_000,
  maxCallbackDelayMs: 60_000,
  maxQueuedNotifications: 64,
  maxCachedResources: 32_768,
  maxPendingRequests: 10_000,
  maxResponseBytes: 16_777_216,
  maxUnsentBytes: 134_217_728,
  sendTimeoutMs: 120_000,
  maxConnectionsPerClient: 1_024,
  minCompressedBytes: 1_024,
  refusedBodyLingerMs: 1_000,
});

/** Limits that may be 0: what they are about is then left out. */
export const optionalHttpServerLimits = ["historyMs", "maxHistories", "maxHistoryBytes", "sseRetryMs"] as const;
