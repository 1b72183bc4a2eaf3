import type { HostedThing, ServerBinding, ServerHost } from "@thingwright/contracts";
import { type EmbeddedBroker, embeddedBroker, mqttManifest, mqttServer } from "../src/index.js";
import { type TcpProxy, tcpProxy } from "./tcp-proxy.js";

/** A server whose clients come through a proxy, so that only their connections can be cut. */
export class ProxiedServer implements ServerBinding {
  readonly manifest = mqttManifest;
  readonly isPublic = false;
  readonly #maxBodyBytes: number;
  #broker: EmbeddedBroker | undefined;
  #proxy: TcpProxy | undefined;
  #inner: ServerBinding | undefined;

  constructor(maxBodyBytes: number) {
    this.#maxBodyBytes = maxBodyBytes;
  }

  cut(): () => void {
    return this.#proxy?.cut() ?? (() => {});
  }

  async start(host: ServerHost): Promise<void> {
    this.#broker = await embeddedBroker({ port: 0 });
    this.#proxy = await tcpProxy(this.#broker.port);
    this.#inner = mqttServer({
      broker: this.#broker,
      baseUrl: `mqtt://127.0.0.1:${this.#proxy.port}`,
      limits: { maxBodyBytes: this.#maxBodyBytes },
    });
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
    await this.#broker?.close();
  }

  [Symbol.asyncDispose] = (): Promise<void> => this.stop();
}
