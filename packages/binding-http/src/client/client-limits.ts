/** How far a peer, or a document, may make this client go. */
export interface HttpClientLimits {
  /** Bytes of a response's body; a longer one is a ProtocolError. */
  readonly maxBodyBytes: number;
  /** Bytes of a response's headers. */
  readonly maxHeaderBytes: number;
  /** Characters of one server-sent event; a longer one ends the subscription. */
  readonly maxEventLength: number;
  /** Connections for requests to one origin; further requests wait. */
  readonly maxConnectionsPerOrigin: number;
  /** Connections for subscriptions to one origin; further subscriptions wait, up to their deadline. */
  readonly maxStreamsPerOrigin: number;
  /** Origins with open connections; the least recently used is closed first. */
  readonly maxOrigins: number;
  /** Redirects that one request follows, within its origin. */
  readonly maxRedirects: number;
  /** Milliseconds to open a connection. */
  readonly connectTimeoutMs: number;
  /** Milliseconds for which an idle connection is kept. */
  readonly idleTimeoutMs: number;
  /** Milliseconds before the first attempt to get a subscription back; each further one doubles it. */
  readonly minReconnectDelayMs: number;
  /** Most milliseconds between two attempts, also when the peer asks for more. */
  readonly maxReconnectDelayMs: number;
  /** Milliseconds after which a long poll that the peer holds counts as established. */
  readonly longPollGraceMs: number;
  /** Least milliseconds between two polls of a peer that does not say how to continue. */
  readonly minPollIntervalMs: number;
  /** Milliseconds after which a poll without an answer is given up and repeated. */
  readonly pollTimeoutMs: number;
  /** Milliseconds between two pings of a WebSocket; a peer that has not answered by the next one is gone. */
  readonly socketPingMs: number;
  /** Bytes of one message of a WebSocket; a longer one closes it. */
  readonly maxMessageBytes: number;
  /** Requests of one WebSocket without an answer; further ones fail. */
  readonly maxRequestsPerSocket: number;
  /** Bytes that wait to go out on one WebSocket; further requests fail. */
  readonly maxQueuedBytesPerSocket: number;
  /** Bytes of what a peer sends to a callback; 413 beyond. */
  readonly maxCallbackBytes: number;
  /** Connections of peers that call back; further ones are closed. */
  readonly maxCallbackConnections: number;
  /** Milliseconds for a peer to send a request to a callback. */
  readonly callbackTimeoutMs: number;
  /** Seconds for which a WebSub subscription is asked for; it is renewed in time. */
  readonly webSubLeaseSeconds: number;
  /** Seconds for which a lease counts at least: a hub that grants less does not make this client ask without end. */
  readonly minWebSubLeaseSeconds: number;
}

/** Seconds for which a lease of WebSub counts at most: a timer takes no more than 2^31 - 1 ms. */
export const maxWebSubLeaseSeconds: number = Math.floor((2 ** 31 - 1) / 1_000);

export const defaultHttpClientLimits: HttpClientLimits = Object.freeze({
  maxBodyBytes: 16_777_216,
  maxHeaderBytes: 16_384,
  maxEventLength: 1_048_576,
  maxConnectionsPerOrigin: 32,
  maxStreamsPerOrigin: 1_024,
  maxOrigins: 256,
  maxRedirects: 5,
  connectTimeoutMs: 10_000,
  idleTimeoutMs: 4_000,
  minReconnectDelayMs: 100,
  maxReconnectDelayMs: 30_000,
  longPollGraceMs: 300,
  minPollIntervalMs: 50,
  pollTimeoutMs: 120_000,
  socketPingMs: 15_000,
  maxMessageBytes: 1_048_576,
  maxRequestsPerSocket: 1_024,
  maxQueuedBytesPerSocket: 4_194_304,
  maxCallbackBytes: 1_048_576,
  maxCallbackConnections: 256,
  callbackTimeoutMs: 10_000,
  webSubLeaseSeconds: 3_600,
  minWebSubLeaseSeconds: 10,
});
