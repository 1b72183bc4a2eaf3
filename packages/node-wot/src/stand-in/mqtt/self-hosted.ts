import { type EmbeddedBrokerOptions, embeddedBroker, mqttServer } from "@thingwright/binding-mqtt";
import type { BindingManifest, HostedThing, ServerBinding, ServerHost, ThingForms } from "@thingwright/contracts";
import { isLoopback } from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";

/** A server on a broker of its own, which runs from its start to its stop. */
export class SelfHosted implements ServerBinding {
  readonly manifest: BindingManifest = mqttServer().manifest;
  readonly #options: EmbeddedBrokerOptions;
  #server: ServerBinding | undefined;
  #stop: (() => Promise<void>) | undefined;

  constructor(options: EmbeddedBrokerOptions) {
    this.#options = options;
  }

  get isPublic(): boolean {
    return !isLoopback(this.#options.address ?? "127.0.0.1");
  }

  addresses(): readonly string[] {
    return this.#server?.addresses() ?? [];
  }

  async start(host: ServerHost): Promise<void> {
    const broker = await embeddedBroker({ ...this.#options, logger: host.logger });
    const server = mqttServer({ broker });
    this.#stop = async () => {
      await server.stop();
      await broker.close();
    };
    this.#server = server;
    await server.start(host);
  }

  async expose(thing: HostedThing): Promise<ThingForms> {
    if (this.#server === undefined) throw new UsageError("WOT_STATE", "start the server before a Thing is exposed");
    return this.#server.expose(thing);
  }

  async withdraw(id: string): Promise<void> {
    await this.#server?.withdraw(id);
  }

  async stop(): Promise<void> {
    const stop = this.#stop;
    this.#stop = undefined;
    this.#server = undefined;
    await stop?.();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}
