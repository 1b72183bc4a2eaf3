import type { Duplex } from "node:stream";
import type { BrokerAddress } from "../form/broker-address.js";
import type { ConnectionIdentity } from "./connection-identity.js";
import type { MqttClientTls } from "./mqtt-tls.js";

/** MQTT 5 or 3.1.1, as CONNECT numbers them. */
export type MqttVersion = 4 | 5;

/** What a broker publishes when the connection is lost. */
export interface Will {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly retain: boolean;
  /**
   * Seconds that the broker waits for the client to come back before it publishes the will, with MQTT 5 (§3.1.3.2.2);
   * for as long it keeps the session.
   */
  readonly delaySeconds: number;
}

/** How to connect to one broker. */
export interface SessionOptions extends ConnectionIdentity {
  readonly address: BrokerAddress;
  readonly clientId: string;
  readonly tls?: MqttClientTls;
  /** Opens the network connection in place of what `address` says: to a broker in this process. */
  readonly connect?: () => Duplex;
  readonly will?: Will;
  readonly keepAliveSeconds: number;
  /** Until CONNACK. */
  readonly connectTimeoutMs: number;
  readonly maxBodyBytes: number;
  /** Bytes of one message of a WebSocket. */
  readonly maxWebSocketMessageBytes: number;
}
