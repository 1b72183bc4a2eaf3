import { type MqttClientOptions, mqttClient } from "@thingwright/binding-mqtt";
import { BindingClient } from "../bindings/binding-client.js";
import { BindingClientFactory } from "../bindings/binding-client-factory.js";
import type { MqttClientConfig } from "./mqtt-config.js";

const optionsOf = ({ rejectUnauthorized }: MqttClientConfig): MqttClientOptions =>
  rejectUnauthorized === false ? { tls: { allowUntrusted: true } } : {};

/** In place of the class of `@node-wot/binding-mqtt`: asks Forms that it is given. */
export class MqttClient extends BindingClient {
  /** @param config - `username` and `password` are used with every broker */
  constructor(config: MqttClientConfig = {}, _secure = false) {
    super(mqttClient(optionsOf(config)));
    const { username, password } = config;
    if (username !== undefined) this.setSecurity([{ scheme: "basic" }], { username, password: password ?? "" });
  }
}

/** In place of the class of `@node-wot/binding-mqtt`. */
export class MqttClientFactory extends BindingClientFactory {
  readonly scheme: string = "mqtt";
  readonly #options: MqttClientOptions;

  constructor(config: MqttClientConfig = {}) {
    super();
    this.#options = optionsOf(config);
  }

  protected override makeBinding() {
    return mqttClient(this.#options);
  }
}

/** The same for `mqtts:`. */
export class MqttsClientFactory extends MqttClientFactory {
  override readonly scheme = "mqtts";
}
