import { newUuid } from "@thingwright/contracts";
import { UnsupportedError, UsageError } from "@thingwright/errors";
import { BindingServer, started } from "../bindings/binding-server.js";
import type { ProtocolClient, ProtocolClientFactory, ProtocolServer } from "../bindings/plug-in.js";
import { Consumer } from "../consuming/consumer.js";
import type { ContentCodec } from "../content/content-codec.js";
import { ContentSerdes } from "../content/content-serdes.js";
import type { ExposedThing } from "../exposing/exposed-thing.js";
import { Hosting } from "../exposing/hosting.js";
import { createLoggers } from "../logging/loggers.js";
import { Helpers } from "../thing/runtime-helpers.js";
import { Form, type Thing } from "../thing/thing-description.js";
import { CredentialList } from "./credential-list.js";
import { WoT } from "./wot.js";

const { debug, warn } = createLoggers("core", "servient");

/** node-wot's Servient over our runtime: servers, clients and Things are added to it, `start` gives the Scripting API. */
export class Servient {
  /** Secrets of all Things. */
  readonly secrets = new CredentialList();
  readonly #servers: ProtocolServer[] = [];
  readonly #factories = new Map<string, ProtocolClientFactory>();
  readonly #things = new Map<string, ExposedThing>();
  /** What consumed Things are spoken to by. */
  readonly consumer = new Consumer(this.#factories, this.secrets);
  #hosting: { readonly runtime: Hosting; readonly servers: ReadonlySet<ProtocolServer> } | undefined;
  #wot: WoT | undefined;
  #isShutDown = false;

  /** Adds a codec for the whole program, before `start`. */
  addMediaType(codec: ContentCodec, offered = false): void {
    ContentSerdes.get().addCodec(codec, offered);
    this.consumer.changed();
  }

  /** Offers a Thing on all servers; its Forms are then theirs. */
  async expose(thing: ExposedThing): Promise<void> {
    if (this.#servers.length === 0) {
      warn("Servient has no servers to expose Things");
      return;
    }
    debug("exposing '%s'", thing.title);
    const template = Helpers.structuredClone(thing);
    thing.forms = [];
    for (const kind of [thing.properties, thing.actions, thing.events]) {
      for (const affordance of Object.values(kind)) affordance.forms = [];
    }
    await this.#exposeTogether(thing, template);
    const others = this.#servers.filter((server) => this.#hosting?.servers.has(server) !== true);
    await Promise.all(others.map((server) => server.expose(thing, template)));
  }

  /** On all of our servers at once, so that each shows the Forms of all. */
  async #exposeTogether(thing: ExposedThing, template: object): Promise<void> {
    if (this.#hosting === undefined || this.#hosting.servers.size === 0) return;
    for (const server of this.#hosting.servers) if (server instanceof BindingServer) server.secure(thing);
    await this.#hosting.runtime.expose(thing, template);
  }

  /** False when its `id` is taken; without one it gets one. */
  addThing(thing: ExposedThing): boolean {
    if (!thing.id) thing.id = `urn:uuid:${newUuid()}`;
    if (this.#things.has(thing.id)) return false;
    this.#things.set(thing.id, thing);
    return true;
  }

  /** False when it is not there. */
  async destroyThing(thingId: string): Promise<boolean> {
    if (!this.#things.delete(thingId)) return false;
    await this.#hosting?.runtime.destroy(thingId);
    await Promise.all(this.#servers.map((server) => server.destroy(thingId)));
    return true;
  }

  getThing(id: string): ExposedThing | undefined {
    return this.#things.get(id);
  }

  getThings(): Record<string, Thing> {
    return Object.fromEntries([...this.#things].map(([id, thing]) => [id, thing.getThingDescription()]));
  }

  /** Things that are there are exposed on it. After `start` it has to be started by itself. */
  addServer(server: ProtocolServer): boolean {
    for (const thing of this.#things.values()) {
      server.expose(thing).catch((error: unknown) => warn("'%s' could not be exposed: %o", thing.title, error));
    }
    this.#servers.push(server);
    return true;
  }

  getServers(): ProtocolServer[] {
    return [...this.#servers];
  }

  /** Takes the place of the one for its scheme. */
  addClientFactory(clientFactory: ProtocolClientFactory): void {
    this.#factories.set(clientFactory.scheme, clientFactory);
    this.consumer.changed();
  }

  removeClientFactory(scheme: string): boolean {
    this.#factories.get(scheme)?.destroy();
    this.consumer.changed();
    return this.#factories.delete(scheme);
  }

  hasClientFor(scheme: string): boolean {
    return this.#factories.has(scheme);
  }

  /** @throws {UnsupportedError} WOT_NO_FORM */
  getClientFor(scheme: string): ProtocolClient {
    const factory = this.#factories.get(scheme);
    if (factory !== undefined) return factory.getClient();
    throw new UnsupportedError("WOT_NO_FORM", `Servient has no ClientFactory for scheme '${scheme}'`);
  }

  getClientSchemes(): string[] {
    return [...this.#factories.keys()];
  }

  /** Adds secrets by the `id` of a Thing, to those that are there. */
  addCredentials(credentials: Record<string, unknown>): void {
    for (const [id, secret] of Object.entries(credentials ?? {})) this.secrets.add(id, secret);
  }

  /** The first of a Thing's secrets. */
  getCredentials(identifier: string): unknown {
    return this.secrets.of(identifier)?.[0];
  }

  retrieveCredentials(identifier: string): unknown[] | undefined {
    return this.secrets.of(identifier);
  }

  /** The JSON document at `uri`. @throws {Error} for a text that is no JSON */
  async fetchDocument(uri: string): Promise<unknown> {
    const client = this.getClientFor(Helpers.extractScheme(uri));
    try {
      const content = await client.readResource(new Form(uri, ContentSerdes.TD));
      return parsed((await content.toBuffer()).toString(), uri);
    } finally {
      await client.stop();
    }
  }

  /**
   * Starts servers and clients. A second call gives the same again.
   *
   * @throws {UsageError} WOT_STATE after `shutdown`; WOT_ADDRESS_IN_USE
   */
  async start(): Promise<WoT> {
    if (this.#wot !== undefined) return this.#wot;
    if (this.#isShutDown) {
      throw new UsageError("WOT_STATE", "Servient cannot be started (again) since it was already stopped");
    }
    const ours = this.#servers.filter((server) => server instanceof BindingServer);
    const runtime = new Hosting(ours, this.secrets);
    this.#hosting = { runtime, servers: new Set(ours) };
    for (const factory of this.#factories.values()) factory.init();
    const others = this.#servers.filter((server) => !(server instanceof BindingServer));
    await Promise.all([started(runtime), ...others.map((server) => server.start(this))]);
    this.#wot = new WoT(this);
    return this.#wot;
  }

  /** @throws {UsageError} WOT_STATE before `start` */
  async shutdown(): Promise<void> {
    if (this.#wot === undefined) {
      throw new UsageError("WOT_STATE", "Servient cannot be shutdown, wasn't even started");
    }
    this.#wot = undefined;
    this.#isShutDown = true;
    await this.consumer.stop();
    for (const factory of this.#factories.values()) factory.destroy();
    await this.#hosting?.runtime.stop();
    await Promise.all(this.#servers.map((server) => server.stop()));
  }
}

function parsed(text: string, uri: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`WoTImpl fetched invalid JSON from '${uri}': ${why}`, { cause: error });
  }
}
