import type { HostedThing, ServerBinding, ServerHost } from "@thingwright/contracts";
import { embeddedBroker, type MqttServerOptions, mqttManifest, mqttServer } from "../src/index.js";
import { type TcpProxy, tcpProxy } from "./tcp-proxy.js";

/** A broker that a test may use, and what is to be done when it no longer does. */
export interface LentBroker {
  readonly broker: NonNullable<MqttServerOptions["broker"]>;
  readonly port: number;
  /** Scheme of the URLs that peers have. Default `mqtt`. */
  readonly scheme?: string;
  giveBack(): Promise<void>;
}

/** A broker in this process, for one server alone. */
export async function ownBroker(): Promise<LentBroker> {
  const broker = await embeddedBroker({ port: 0 });
  return { broker, port: broker.port, giveBack: () => broker.close() };
}

/** A server whose clients come through a proxy, so that only their connections can be cut. */
export class ProxiedServer implements ServerBinding {
  readonly manifest = mqttManifest;
  readonly isPublic = false;
  readonly #options: MqttServerOptions;
  readonly #borrow: () => Promise<LentBroker>;
  #lent: LentBroker | undefined;
  #proxy: TcpProxy | undefined;
  #inner: ServerBinding | undefined;

  constructor(options: MqttServerOptions, borrow = ownBroker) {
    this.#options = options;
    this.#borrow = borrow;
  }

  cut(): () => void {
    return this.#proxy?.cut() ?? (() => {});
  }

  async start(host: ServerHost): Promise<void> {
    this.#lent = await this.#borrow();
    this.#proxy = await tcpProxy(this.#lent.port);
    const baseUrl = `${this.#lent.scheme ?? "mqtt"}://127.0.0.1:${this.#proxy.port}`;
    this.#inner = mqttServer({ ...this.#options, broker: this.#lent.broker, baseUrl });
    await this.#inner.start(host);
  }

  addresses = (): readonly string[] => this.#inner?.addresses() ?? [];

  expose(thing: HostedThing) {
    return this.#inner!.expose(thing);
  }

  async withdraw(id: string): Promise<void> {
    await this.#inner?.withdraw(id);
  }

  async stop(): Promise<void> {
    await this.#inner?.stop();
    await this.#proxy?.close();
    await this.#lent?.giveBack();
    this.#lent = undefined;
  }

  [Symbol.asyncDispose] = (): Promise<void> => this.stop();
}
