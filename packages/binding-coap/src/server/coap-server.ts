import { networkInterfaces } from "node:os";
import { type CoapAddress, type CoapServer, Code, coapServer as protocolServer } from "@thingwright/coap";
import {
  advertisedHosts,
  type BindingManifest,
  type HostedThing,
  isLoopback,
  listingPath,
  type PathSegments,
  type ServerBinding,
  type ServerHost,
  silent,
  type ThingForms,
  thingPaths,
  uriPath,
} from "@thingwright/contracts";
import { UsageError, type WotError } from "@thingwright/errors";
import { coapManifest } from "../manifest.js";
import { segmentOf } from "../path-segment.js";
import { conditionalOptions } from "./conditions.js";
import { coreResource } from "./core-resource.js";
import { Failures, inConciseWords } from "./failures.js";
import { listingResource, wellKnownResource } from "./listing-resource.js";
import { withdrawn } from "./observation.js";
import { Observations } from "./observations.js";
import { handle } from "./request-handler.js";
import { ResourceTable } from "./resource-table.js";
import type { ServerContext } from "./server-context.js";
import { type CoapServerOptions, type CoapServerSettings, settingsOf } from "./server-options.js";
import { thingForms } from "./thing-forms.js";
import { resourcesOf } from "./thing-resources.js";

const stopping = Object.freeze({ code: Code.ServiceUnavailable, payload: "the server stops" });

/**
 * A server that exposes Things over CoAP, with Observe and block-wise transfer.
 *
 * @throws {UsageError} WOT_RANGE or WOT_ARGUMENT for unusable options
 */
export const coapServer = (options: CoapServerOptions = {}): ServerBinding =>
  new CoapServerBinding(settingsOf(options));

class CoapServerBinding implements ServerBinding {
  readonly manifest: BindingManifest = coapManifest;
  readonly #settings: CoapServerSettings;
  readonly #context: ServerContext;
  readonly #table = new ResourceTable();
  readonly #protocol: CoapServer;
  /** Paths of each exposed Thing, by id. */
  readonly #exposed = new Map<string, readonly PathSegments[]>();
  #host: ServerHost | undefined;
  #addresses: readonly string[] = [];
  #stopping: Promise<void> | undefined;

  constructor(settings: CoapServerSettings) {
    const { limits, formats, protocol } = settings;
    this.#settings = settings;
    const onError = (error: WotError): void =>
      (this.#host?.logger ?? silent).warn("a request or the socket failed", { error });
    const failures = new Failures(settings.problemDetails, formats, onError);
    this.#context = { limits, formats, observations: new Observations(), failures, tagsValues: settings.tagsValues };
    this.#protocol = protocolServer({
      ...protocol,
      handler: (request) => handle(request, this.#table, failures),
      understoodOptions: conditionalOptions,
      onError,
    });
  }

  get isPublic(): boolean {
    return !this.#settings.hasOwnTransport && !isLoopback(this.#settings.address);
  }

  addresses(): readonly string[] {
    return this.#addresses;
  }

  async start(host: ServerHost): Promise<void> {
    if (this.#host !== undefined) throw new UsageError("WOT_STATE", "this server has been started before");
    const bound = await this.#protocol.listen();
    this.#host = host;
    this.#addresses = this.#bases(bound);
    this.#addListings(host);
  }

  #bases({ address, port }: CoapAddress): readonly string[] {
    const { baseUrl, advertise, scheme } = this.#settings;
    if (baseUrl !== undefined) return [baseUrl];
    // With the port even where it is the default: people and scripts read it.
    return advertisedHosts({ address, advertise }, networkInterfaces()).map((host) => `${scheme}://${host}:${port}`);
  }

  #addListings({ things }: ServerHost): void {
    this.#table.set(listingPath, listingResource(things));
    this.#table.set([".well-known", "wot"], wellKnownResource(things, this.#addresses[0]!));
    this.#table.set([".well-known", "core"], coreResource(things, this.#context));
  }

  async expose(thing: HostedThing): Promise<ThingForms> {
    const base = this.#addresses[0];
    if (base === undefined) throw new UsageError("WOT_STATE", "start the server before a Thing is exposed");
    await this.withdraw(thing.id);
    const resources = resourcesOf(thing, this.#context);
    for (const [path, resource] of resources) this.#table.set(path, resource);
    this.#exposed.set(
      thing.id,
      resources.map(([path]) => path),
    );
    return thingForms(thing, base, this.#context.formats);
  }

  descriptionUrl(thing: Pick<HostedThing, "slug" | "id">): string {
    return `${this.#addresses[0] ?? ""}${uriPath(thingPaths(thing, segmentOf).description)}`;
  }

  async withdraw(id: string): Promise<void> {
    for (const path of this.#exposed.get(id) ?? []) this.#table.delete(path);
    this.#exposed.delete(id);
    this.#context.observations.end(withdrawn, id);
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    const { observations, failures } = this.#context;
    this.#addresses = [];
    this.#protocol.answerPending((request) => (failures.isConcise(request) ? inConciseWords(stopping) : stopping));
    observations.end(stopping);
    await this.#graceFor(observations);
    observations.abandon();
    await this.#protocol.close();
  }

  /** Lets the last words go out: those that wait for the acknowledgement of a notification take a moment. */
  async #graceFor(observations: Observations): Promise<void> {
    const { clock, limits } = this.#settings;
    // A turn of the event loop, in which the transport lets go of what it was given.
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise<void>((resolve) => {
      const timer = clock.after(limits.stopGraceMs, resolve);
      observations.untilNone().then(() => {
        timer.cancel();
        resolve();
      });
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}
