import type { SecureContextOptions } from "node:tls";
import type { BrokerAddress } from "../form/broker-address.js";

/** MQTT 5 or 3.1.1, as CONNECT numbers them. */
export type MqttVersion = 4 | 5;

/** Trust and identity for `mqtts:`. */
export interface MqttTls extends Pick<SecureContextOptions, "ca" | "cert" | "key" | "passphrase" | "pfx"> {
  /** Takes any certificate of the broker, forged ones too. For test benches. Default `false`. */
  readonly allowUntrusted?: boolean;
}

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
export interface SessionOptions {
  readonly address: BrokerAddress;
  readonly clientId: string;
  readonly user?: { readonly name: string; readonly password: string };
  readonly tls?: MqttTls;
  readonly will?: Will;
  readonly keepAliveSeconds: number;
  /** Until CONNACK. */
  readonly connectTimeoutMs: number;
  readonly maxBodyBytes: number;
}
