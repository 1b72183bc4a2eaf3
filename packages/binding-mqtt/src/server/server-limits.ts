/** How far peers may make this server go. */
export interface MqttServerLimits {
  /** Bytes of a command's payload; a larger one is answered with WOT_TOO_LARGE. */
  readonly maxBodyBytes: number;
  /** Bytes of one message of a WebSocket, which may hold several packets; a larger one ends the connection. */
  readonly maxWebSocketMessageBytes: number;
  /** Bytes of a value, an output or an event that is published. */
  readonly maxOutputBytes: number;
  /** Messages that wait for the broker's acknowledgement; beyond it states are conflated and events dropped. */
  readonly maxQueuedMessages: number;
  /** Bytes that the socket has not taken yet, likewise. */
  readonly maxQueuedBytes: number;
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
