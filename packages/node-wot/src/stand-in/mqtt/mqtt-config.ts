import { Form } from "../thing/thing-description.js";

export type MqttQoS = "0" | "1" | "2";

/** A Form with terms of MQTT. */
export class MqttForm extends Form {
  declare "mqv:qos"?: MqttQoS;
  declare "mqv:retain"?: boolean;
  declare "mqv:topic"?: string;
  declare "mqv:filter"?: string | string[];
  declare "mqv:controlPacket"?: "publish" | "subscribe" | "unsubscribe";
}

export interface MqttClientConfig {
  username?: string;
  password?: string;
  rejectUnauthorized?: boolean;
}

export interface MqttBrokerServerConfig {
  /** Of the broker; with `selfHost` of the one that is started here. */
  uri: string;
  user?: string;
  psw?: string;
  clientId?: string;
  protocolVersion?: 3 | 4 | 5;
  /** Whether the broker's certificate has to be valid; default true. */
  rejectUnauthorized?: boolean;
  selfHost?: boolean;
  /** PEM; with both, the broker that is started here speaks TLS. */
  key?: Buffer;
  cert?: Buffer | undefined;
  /** Who may connect to the broker that is started here; default anybody. */
  selfHostAuthentication?: MqttClientConfig[];
}
