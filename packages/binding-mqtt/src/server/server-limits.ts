/** How far peers may make this server go. */
export interface MqttServerLimits {
  /** Bytes of a command's payload; a larger one is answered with WOT_TOO_LARGE. */
  readonly maxBodyBytes: number;
  /** Bytes of one message of a WebSocket, which may hold several packets; a larger one ends the connection. */
  readonly maxWebSocketMessageBytes: number;
  /** Bytes of a value, an output or an event that is published. */
  readonly maxOutputBytes: number;
  /**
   * Messages that wait for the broker or for its acknowledgement; beyond it states are conflated, and of answers and events
   * `whenQueueFull` says what happens. Events that wait have as much room of their own.
   */
  readonly maxQueuedMessages: number;
  /** Bytes of their topics and payloads, likewise. */
  readonly maxQueuedBytes: number;
  /**
   * Connections in a row that may end over one message of QoS 1 or 2, as far as that can be seen; then it fails: some brokers
   * hang up on what they do not take.
   */
  readonly maxSendAttempts: number;
  /** Milliseconds for which an answer or an event waits for the broker; then it is left out. */
  readonly queuedLifetimeMs: number;
  /**
   * Milliseconds for subscribers to come back to a broker that has lost what it had; events wait for them. 0 for none.
   */
  readonly settleMs: number;
  /**
   * Milliseconds before such a loss of which the events of QoS 1 are published again, though the broker has acknowledged them:
   * it may have lost them on the way to subscribers. 0 for none.
   */
  readonly republishMs: number;
  /** Events that are kept for that; the oldest are forgotten first. */
  readonly maxRepublishedMessages: number;
  /** Bytes of their topics and payloads, likewise. */
  readonly maxRepublishedBytes: number;
  /** Seconds for which a broker keeps the session of a lost connection, with MQTT 5; 0 for not at all, as in a group always. */
  readonly sessionExpirySeconds: number;
  /** Messages of QoS 1 and 2 that a broker may send ahead of their acknowledgement, with MQTT 5; at most 65 535. */
  readonly receiveMaximum: number;
  /** Topics that a broker may give a number each, to save their text, with MQTT 5; 0 for none, at most 65 535. */
  readonly topicAliasMaximum: number;
  /** Commands that are carried out at once; more are answered with WOT_TOO_MANY. */
  readonly maxPendingRequests: number;
  /** Milliseconds that a handler may take; then a command is answered with WOT_TIMEOUT. */
  readonly handlerTimeoutMs: number;
  /** Milliseconds for which a request that changes anything is known again, and answered as before. */
  readonly requestMemoryMs: number;
  /** Requests that are known again; the oldest are forgotten first. */
  readonly maxRememberedRequests: number;
  /** Bytes of their answers, likewise. */
  readonly maxRememberedBytes: number;
  /** Milliseconds from CONNECT to CONNACK. */
  readonly connectTimeoutMs: number;
  /** Seconds between PINGREQs (MQTT 5.0 §3.1.2.10). */
  readonly keepAliveSeconds: number;
  /** Milliseconds for the broker to take the last messages once the server is to stop. */
  readonly stopGraceMs: number;
  /**
   * Seconds that a lost server may be away before it is said to be offline, with MQTT 5 (§3.1.3.2.2); 0 for none, as in a
   * group always.
   */
  readonly willDelaySeconds: number;
  /** Milliseconds for the other servers of a group to say that they stay, when this one goes. */
  readonly groupGraceMs: number;
  /** Milliseconds before the first attempt to get the connection back; each further one doubles it. */
  readonly minReconnectDelayMs: number;
  /** Most milliseconds between two attempts. */
  readonly maxReconnectDelayMs: number;
}

export const defaultMqttServerLimits: MqttServerLimits = Object.freeze({
  maxBodyBytes: 1_048_576,
  maxWebSocketMessageBytes: 16_777_216,
  maxOutputBytes: 1_048_576,
  maxQueuedMessages: 1_000,
  maxQueuedBytes: 8_388_608,
  maxSendAttempts: 3,
  queuedLifetimeMs: 60_000,
  settleMs: 2_000,
  republishMs: 5_000,
  maxRepublishedMessages: 1_000,
  maxRepublishedBytes: 1_048_576,
  sessionExpirySeconds: 300,
  receiveMaximum: 1_000,
  topicAliasMaximum: 32,
  maxPendingRequests: 1_000,
  handlerTimeoutMs: 60_000,
  requestMemoryMs: 300_000,
  maxRememberedRequests: 10_000,
  maxRememberedBytes: 8_388_608,
  connectTimeoutMs: 10_000,
  keepAliveSeconds: 30,
  stopGraceMs: 700,
  willDelaySeconds: 5,
  groupGraceMs: 300,
  minReconnectDelayMs: 500,
  maxReconnectDelayMs: 30_000,
});
