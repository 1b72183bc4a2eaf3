import { mqttClient, mqttServer } from "@thingwright/binding-mqtt";
import { BindingClientFactory } from "./bindings/binding-client-factory.js";
import { BindingServer } from "./bindings/binding-server.js";
import { refuseOptions } from "./bindings/not-carried-over.js";
import { Form } from "./thing/thing-description.js";

export interface MqttBrokerServerConfig {
  /** Of the broker; with `selfHost` of the one that is started here. */
  uri: string;
  user?: string;
  psw?: string;
  clientId?: string;
  protocolVersion?: 3 | 4 | 5;
  selfHost?: boolean;
}

/** In place of the class of `@node-wot/binding-mqtt`: on a broker, or as one. */
export class MqttBrokerServer extends BindingServer {
  readonly scheme = "mqtt";
  readonly #config: MqttBrokerServerConfig;

  /** @throws {UsageError} WOT_ARGUMENT for `selfHostAuthentication`, `rejectUnauthorized`, `key` and `cert` */
  constructor(config: MqttBrokerServerConfig) {
    super();
    refuseOptions("MqttBrokerServer", config, ["selfHostAuthentication", "rejectUnauthorized", "key", "cert"]);
    this.#config = config;
  }

  protected override makeBinding() {
    const { uri = "mqtt://localhost:1883", selfHost, user, psw, protocolVersion } = this.#config;
    const broker = uri.includes("://") ? uri : `mqtt://${uri}`;
    if (selfHost === true) {
      const { hostname, port } = new URL(broker);
      return mqttServer({ address: hostname === "localhost" ? "127.0.0.1" : hostname, port: Number(port || 1883) });
    }
    return mqttServer({
      broker,
      ...(user === undefined ? {} : { user: { name: user, password: psw ?? "" } }),
      ...(protocolVersion === 5 || protocolVersion === undefined ? {} : { protocolVersion: 4 as const }),
    });
  }
}

/** In place of the class of `@node-wot/binding-mqtt`. */
export class MqttClientFactory extends BindingClientFactory {
  readonly scheme: string = "mqtt";

  protected override makeBinding() {
    return mqttClient();
  }
}

/** The same for `mqtts:`. */
export class MqttsClientFactory extends MqttClientFactory {
  override readonly scheme = "mqtts";

  /** @throws {UsageError} WOT_ARGUMENT for `rejectUnauthorized` */
  constructor(config: object = {}) {
    super();
    refuseOptions("MqttsClientFactory", config, ["rejectUnauthorized"]);
  }
}

/** A Form with terms of MQTT. */
export class MqttForm extends Form {}

export default MqttBrokerServer;
