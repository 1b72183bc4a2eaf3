import type { ClientBinding, Logger, ServerBinding, ServerHost } from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";

/** The bindings of a Servient, which live together: started in order, stopped all at once. */
export class Bindings {
  readonly servers: readonly ServerBinding[];
  readonly clients: readonly ClientBinding[];
  readonly #logger: Logger;
  #starting: Promise<void> | undefined;
  #stopping: Promise<void> | undefined;

  constructor(servers: readonly ServerBinding[], clients: readonly ClientBinding[], logger: Logger) {
    this.servers = servers;
    this.clients = clients;
    this.#logger = logger;
  }

  /** Starts all servers, once. When one cannot start, those that did are stopped, and it may be tried once more. */
  async start(host: ServerHost): Promise<void> {
    this.#refuseWhenStopped();
    this.#starting ??= this.#startServers(host);
    await this.#starting;
    this.#refuseWhenStopped();
  }

  /** Stops everything, once, after a start that is under way. Never rejects: what cannot stop is logged. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #startServers(host: ServerHost): Promise<void> {
    const tried: ServerBinding[] = [];
    try {
      for (const server of this.servers) {
        if (this.#stopping !== undefined) return;
        tried.push(server);
        await server.start(host);
      }
    } catch (error) {
      await this.#stopEach(tried);
      this.#starting = undefined;
      throw error;
    }
  }

  async #stop(): Promise<void> {
    await this.#starting?.catch(() => {});
    await this.#stopEach([...this.servers, ...this.clients]);
  }

  async #stopEach(bindings: readonly (ServerBinding | ClientBinding)[]): Promise<void> {
    const outcomes = await Promise.allSettled(bindings.map(async (binding) => binding.stop()));
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") this.#logger.error("a binding did not stop", { error: outcome.reason });
    }
  }

  #refuseWhenStopped(): void {
    if (this.#stopping === undefined) return;
    throw new UsageError("WOT_STATE", "a stopped Servient cannot be started again");
  }
}
