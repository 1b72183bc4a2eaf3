import type { Duplex } from "node:stream";
import type { BrokerAddress } from "../form/broker-address.js";
import type { ConnectionIdentity } from "./connection-identity.js";
import type { MqttClientTls } from "./mqtt-tls.js";
import type { SessionState } from "./session-state.js";

/** MQTT 5 or 3.1.1, as CONNECT numbers them. */
export type MqttVersion = 4 | 5;

/** What a broker publishes when the connection is lost. */
export interface Will {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly retain: boolean;
  /**
   * Seconds that the broker waits for the client to come back before it publishes the will, with MQTT 5 (§3.1.3.2.2);
   * for as long at least it keeps the session.
   */
  readonly delaySeconds: number;
}

/** How to connect to one broker. */
export interface SessionOptions extends ConnectionIdentity {
  readonly address: BrokerAddress;
  /** Whose session it is; asked to be resumed where it may be, else begun anew. */
  readonly state: SessionState;
  /** Seconds for which the broker keeps the session without a connection, with MQTT 5 (§3.1.2.11.2); 0 for not at all. */
  readonly sessionExpirySeconds: number;
  /** Messages of QoS 1 and 2 that the broker may send before they are acknowledged, with MQTT 5 (§3.1.2.11.3). */
  readonly receiveMaximum: number;
  /** Topics that the broker may give a number each, with MQTT 5 (§3.1.2.11.5); 0 for none. */
  readonly topicAliasMaximum: number;
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
