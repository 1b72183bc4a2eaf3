/** How far clients may make an embedded broker go. */
export interface EmbeddedBrokerLimits {
  /** Bytes of a message's payload; a larger one ends its connection. */
  readonly maxBodyBytes: number;
  readonly maxConnections: number;
  /** Subscriptions of one connection; more are refused. */
  readonly maxSubscriptionsPerClient: number;
  /** Topics with a retained message; further ones are delivered and not kept. */
  readonly maxRetainedMessages: number;
  /** Bytes of all retained messages with their topics; beyond it a message is delivered and not kept. */
  readonly maxRetainedBytes: number;
  /** QoS 2 messages of one connection that it has not released; one more ends the connection. */
  readonly maxInflightQos2: number;
  /** Bytes that wait for one connection to read them; the next message then ends it. */
  readonly maxOutboundBytes: number;
  /** Milliseconds until CONNECT. */
  readonly connectTimeoutMs: number;
  /** Milliseconds after which a subscriber that does not read is disconnected. */
  readonly drainTimeoutMs: number;
}

export const defaultEmbeddedBrokerLimits: EmbeddedBrokerLimits = Object.freeze({
  maxBodyBytes: 1_048_576,
  maxConnections: 1_000,
  maxSubscriptionsPerClient: 1_000,
  maxRetainedMessages: 10_000,
  maxRetainedBytes: 16_777_216,
  maxInflightQos2: 64,
  maxOutboundBytes: 8_388_608,
  connectTimeoutMs: 10_000,
  drainTimeoutMs: 10_000,
});
