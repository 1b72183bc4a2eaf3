/** How far a broker, a peer or a document may make this client go. */
export interface MqttClientLimits {
  /** Bytes of a message's payload; larger messages are left out, and whoever waits for one hears of it. */
  readonly maxBodyBytes: number;
  /** Bytes of one message of a WebSocket, which may hold several packets; a larger one ends the connection. */
  readonly maxWebSocketMessageBytes: number;
  /** Messages per connection that wait for it or for an acknowledgement; then `whenQueueFull` says what happens. */
  readonly maxQueuedMessages: number;
  /** Bytes of their topics and payloads, likewise. */
  readonly maxQueuedBytes: number;
  /**
   * Connections in a row that may end over one message of QoS 1 or 2, as far as that can be seen; then it fails: some brokers
   * hang up on what they do not take.
   */
  readonly maxSendAttempts: number;
  /** Requests per connection that wait for their answer; further ones fail. */
  readonly maxPendingRequests: number;
  /** Milliseconds after which a request without an answer is sent again, where its Thing knows a repetition; 0 for never. */
  readonly requestRepeatMs: number;
  /** Seconds for which a broker keeps the session of a lost connection, with MQTT 5; 0 for not at all. */
  readonly sessionExpirySeconds: number;
  /** Messages of QoS 1 and 2 that a broker may send ahead of their acknowledgement, with MQTT 5; at most 65 535. */
  readonly receiveMaximum: number;
  /** Topics that a broker may give a number each, to save their text, with MQTT 5; 0 for none, at most 65 535. */
  readonly topicAliasMaximum: number;
  /**
   * Milliseconds that a read waits for a retained message once the broker has acknowledged the subscription; after them
   * there is none.
   */
  readonly retainedWaitMs: number;
  /** Brokers × users that are connected to at once. */
  readonly maxConnections: number;
  /** Milliseconds from CONNECT to CONNACK. */
  readonly connectTimeoutMs: number;
  /** Milliseconds after which a connection that nobody uses is closed. */
  readonly idleTimeoutMs: number;
  /** Seconds between PINGREQs (MQTT 5.0 §3.1.2.10). */
  readonly keepAliveSeconds: number;
  /** Milliseconds before the first attempt to get a connection back; each further one doubles it. */
  readonly minReconnectDelayMs: number;
  /** Most milliseconds between two attempts. */
  readonly maxReconnectDelayMs: number;
}

export const defaultMqttClientLimits: MqttClientLimits = Object.freeze({
  maxBodyBytes: 1_048_576,
  maxWebSocketMessageBytes: 16_777_216,
  maxQueuedMessages: 1_000,
  maxQueuedBytes: 8_388_608,
  maxSendAttempts: 3,
  maxPendingRequests: 1_000,
  requestRepeatMs: 2_000,
  sessionExpirySeconds: 300,
  receiveMaximum: 1_000,
  topicAliasMaximum: 32,
  retainedWaitMs: 2_000,
  maxConnections: 100,
  connectTimeoutMs: 10_000,
  idleTimeoutMs: 60_000,
  keepAliveSeconds: 30,
  minReconnectDelayMs: 500,
  maxReconnectDelayMs: 30_000,
});
