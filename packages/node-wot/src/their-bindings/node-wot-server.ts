import { networkInterfaces } from "node:os";
import {
  type Advertise,
  advertisedHosts,
  type BindingManifest,
  type Clock,
  checkAdvertised,
  type HostedThing,
  type Logger,
  limitsFrom,
  type ServerBinding,
  type ServerHost,
  silent,
  systemClock,
  type ThingForms,
  within,
} from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import { eventOperations, propertyOperations, thingOperations } from "@thingwright/td";
import type { ProtocolServer } from "../plug-in/exposed-thing.js";
import { type Containment, type ContainmentOptions, containment } from "./contained.js";
import { ExposedFacade } from "./exposed-facade.js";
import { formsFrom } from "./facade-forms.js";
import { messageOf, theirFailure } from "./their-failure.js";

/** How far a server of theirs may go. */
export interface NodeWotServerLimits {
  /** Bytes of a body that a peer sends: theirs are streams without an end. */
  readonly maxBodyBytes: number;
  /** Milliseconds for its start, and for it to take a Thing. */
  readonly startTimeoutMs: number;
  /** Milliseconds for its end, and for it to let go of a Thing. */
  readonly stopTimeoutMs: number;
}

export const defaultNodeWotServerLimits: NodeWotServerLimits = Object.freeze({
  maxBodyBytes: 1024 * 1024,
  startTimeoutMs: 10_000,
  stopTimeoutMs: 2_000,
});

export interface NodeWotServerOptions extends ContainmentOptions {
  /** Hosts that peers are told. Servers of theirs listen on all interfaces: it must be said. */
  readonly advertise: Advertise;
  /** Whether it can be reached from other machines; default true. */
  readonly isPublic?: boolean;
  /** Prefixes of the terms in its Forms, with their IRIs; those of HTTP, CoAP and MQTT are known. */
  readonly prefixes?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
  /** Hears what their code left behind; default: the Servient's. */
  readonly logger?: Logger;
  readonly limits?: Partial<NodeWotServerLimits>;
}

/** A server binding made of one of theirs. */
export class NodeWotServer implements ServerBinding {
  readonly manifest: BindingManifest;
  readonly isPublic: boolean;
  readonly #server: ProtocolServer;
  readonly #hosts: readonly string[];
  readonly #clock: Clock;
  readonly #logger: Logger | undefined;
  readonly #limits: NodeWotServerLimits;
  readonly #containment: ContainmentOptions;
  /** By id. */
  readonly #exposed = new Map<string, ExposedFacade>();
  /** There from the start on. */
  #contained: Containment | undefined;
  #state: "new" | "started" | "stopped" = "new";

  /** @throws {UsageError} WOT_ARGUMENT when it is left open which hosts peers are told */
  constructor(server: ProtocolServer, options: Partial<NodeWotServerOptions> = {}) {
    const advertised = { address: "0.0.0.0", advertise: options.advertise };
    checkAdvertised(advertised);
    this.#hosts = advertisedHosts(advertised, networkInterfaces());
    this.#server = server;
    this.#clock = options.clock ?? systemClock;
    this.#logger = options.logger;
    this.#limits = limitsFrom(defaultNodeWotServerLimits, options.limits);
    this.#containment = options;
    this.isPublic = options.isPublic ?? true;
    this.manifest = {
      name: `node-wot ${server.scheme}`,
      schemes: [server.scheme.toLowerCase()],
      clientOperations: [],
      serverOperations: [...propertyOperations, ...eventOperations, ...thingOperations, "invokeaction"],
      subprotocols: [],
      carriers: [],
      prefixes: { ...theirPrefixes, ...options.prefixes },
    };
  }

  async start(host: ServerHost): Promise<void> {
    this.#contained ??= containment(this.#containment, {
      clock: this.#clock,
      logger: this.#logger ?? host.logger,
      lingerMs: this.#limits.stopTimeoutMs,
    });
    // It has credentials for no Thing: who may use one is for the Thing to say.
    const servient = { retrieveCredentials: () => undefined, getCredentials: () => undefined };
    await this.#await(() => this.#server.start(servient), this.#limits.startTimeoutMs);
    this.#state = "started";
  }

  addresses(): readonly string[] {
    const port = this.#state === "started" ? this.#server.getPort() : -1;
    return port <= 0 ? [] : this.#hosts.map((host) => `${this.manifest.schemes[0]}://${host}:${port}`);
  }

  async expose(thing: HostedThing): Promise<ThingForms> {
    if (this.#state !== "started") throw new UsageError("WOT_STATE", "a server is started before it exposes");
    const facade = new ExposedFacade(thing, this.#limits.maxBodyBytes, this.#contained as Containment);
    this.#exposed.set(thing.id, facade);
    await this.#await(() => this.#server.expose(facade, templateOf(facade, thing)), this.#limits.startTimeoutMs);
    return formsFrom(facade, thing, this.#hosts);
  }

  async withdraw(id: string): Promise<void> {
    const facade = this.#exposed.get(id);
    if (facade === undefined) return;
    this.#exposed.delete(id);
    facade.end();
    await this.#await(() => this.#server.destroy(id), this.#limits.stopTimeoutMs);
  }

  async stop(): Promise<void> {
    if (this.#state !== "started") return;
    this.#state = "stopped";
    for (const facade of this.#exposed.values()) facade.end();
    this.#exposed.clear();
    try {
      await this.#await(() => this.#server.stop(), this.#limits.stopTimeoutMs);
    } catch (error) {
      (this.#logger ?? silent).debug("a server of node-wot did not stop", { reason: messageOf(error) });
    }
    this.#contained?.end();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #await(work: () => Promise<unknown>, timeoutMs: number): Promise<void> {
    try {
      const done = (this.#contained as Containment).run(async () => work());
      await within(done, { timeoutMs }, this.#clock);
    } catch (error) {
      if ((error as { code?: unknown }).code !== "EADDRINUSE") throw theirFailure(error);
      throw new UsageError("WOT_ADDRESS_IN_USE", messageOf(error), { cause: error });
    }
  }
}

/** What their servers take content types from: Forms as they were before any server wrote some. */
const templateOf = (facade: ExposedFacade, thing: HostedThing): object => ({
  id: facade.id,
  title: facade.title,
  security: facade.security,
  securityDefinitions: facade.securityDefinitions,
  properties: templates(thing.properties),
  actions: templates(thing.actions),
  events: templates(thing.events),
});

const templates = (all: ReadonlyMap<string, { readonly contentTypes: readonly string[] }>): object =>
  Object.fromEntries(
    [...all].map(([name, { contentTypes }]) => [
      name,
      { forms: contentTypes.map((contentType) => ({ href: "", contentType })) },
    ]),
  );

const theirPrefixes: Readonly<Record<string, string>> = {
  cov: "https://www.w3.org/2019/wot/coap#",
  mqv: "https://www.w3.org/2019/wot/mqtt#",
};
