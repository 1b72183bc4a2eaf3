import { type EmbeddedBrokerOptions, mqttServer } from "@thingwright/binding-mqtt";
import type { ServerBinding } from "@thingwright/contracts";
import { equalSecrets } from "@thingwright/security";
import { BindingServer } from "../bindings/binding-server.js";
import { listeningHosts } from "../bindings/listening-hosts.js";
import type { MqttBrokerServerConfig, MqttClientConfig } from "./mqtt-config.js";
import { SelfHosted } from "./self-hosted.js";

/** In place of the class of `@node-wot/binding-mqtt`: on a broker, or as one. */
export class MqttBrokerServer extends BindingServer {
  readonly scheme = "mqtt";
  readonly #config: MqttBrokerServerConfig;
  readonly #broker: string;

  constructor(config: MqttBrokerServerConfig) {
    super();
    this.#config = config;
    const { uri = "mqtt://localhost:1883" } = config;
    this.#broker = uri.includes("://") ? uri : `mqtt://${uri}`;
  }

  /** Host of the broker. */
  getAddress(): string {
    return new URL(this.#broker).hostname;
  }

  protected override makeBinding(): ServerBinding {
    const { selfHost, user, psw, protocolVersion, rejectUnauthorized, key, cert } = this.#config;
    if (selfHost === true) return new SelfHosted(this.#selfHosting());
    const tls = {
      ...(rejectUnauthorized === false ? { allowUntrusted: true } : {}),
      ...(key === undefined || cert === undefined ? {} : { key, cert }),
    };
    return mqttServer({
      broker: this.#broker,
      ...(Object.keys(tls).length === 0 ? {} : { tls }),
      ...(user === undefined ? {} : { user: { name: user, password: psw ?? "" } }),
      ...(protocolVersion === 5 || protocolVersion === undefined ? {} : { protocolVersion: 4 as const }),
    });
  }

  #selfHosting(): EmbeddedBrokerOptions {
    const { key, cert, selfHostAuthentication = [] } = this.#config;
    const { hostname, port } = new URL(this.#broker);
    return {
      ...listeningHosts(hostname),
      port: Number(port || 1883),
      ...(key === undefined || cert === undefined ? {} : { tls: { key, cert } }),
      ...(selfHostAuthentication.length === 0
        ? {}
        : { authenticate: ({ user }) => selfHostAuthentication.some((known) => isSame(user, known)) }),
    };
  }
}

function isSame(
  user: { readonly name: string; readonly password: string } | undefined,
  { username, password }: MqttClientConfig,
): boolean {
  if (user === undefined || username === undefined || password === undefined) return false;
  return equalSecrets(user.name, username) && equalSecrets(user.password, password);
}
