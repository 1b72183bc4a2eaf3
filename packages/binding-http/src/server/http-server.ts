import type { RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { networkInterfaces } from "node:os";
import {
  advertisedHosts,
  type BindingManifest,
  type HostedThing,
  isLoopback,
  listingPath,
  type ServerBinding,
  type ServerHost,
  silent,
  type ThingForms,
  thingPaths,
  uriPath,
} from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import { httpManifest } from "../manifest.js";
import { CodedBodies } from "./answers/content-coding.js";
import { PendingAnswers } from "./answers/pending-answers.js";
import { UnsentAnswers } from "./answers/unsent-answers.js";
import { clientAddress } from "./connections/client-address.js";
import type { NodeServer } from "./connections/create-server.js";
import { HttpListener } from "./connections/http-listener.js";
import type { HttpServerTls } from "./connections/http-server-tls.js";
import { behind } from "./connections/middleware.js";
import { transportIdentities } from "./connections/transport-identity.js";
import { UpgradeHandler } from "./connections/upgrade-handler.js";
import { corsPolicy } from "./cors.js";
import { ProblemForms } from "./forms/problem-forms.js";
import { HttpThingForms } from "./forms/thing-forms.js";
import { OriginGuard } from "./origin-guard.js";
import { RequestHandler } from "./request-handler.js";
import { BodiesInFlight } from "./requests/bodies-in-flight.js";
import { knownHosts } from "./requests/known-hosts.js";
import { indexResource, listingResource, wellKnownResource } from "./resources/listing-resource.js";
import { ResourceTable } from "./resources/resource-table.js";
import type { ServerContext } from "./server-context.js";
import { type HttpServerOptions, type HttpServerSettings, settingsOf } from "./server-options.js";
import type { ServerSubprotocol } from "./subscriptions/subprotocol.js";
import { subprotocolsFor } from "./subscriptions/subprotocols.js";
import { Subscriptions } from "./subscriptions/subscriptions.js";

/** A server as its program sees it. */
export interface HttpServerBinding extends ServerBinding {
  /**
   * Shows `tls` to connections from now on; those that are open stay as they are.
   *
   * @throws {UsageError} WOT_ARGUMENT for a key or a certificate that cannot be used, WOT_STATE for a server without TLS or
   *   before its start
   */
  updateTls(tls: HttpServerTls): void;
  /** The server of Node.js, once it listens: for other protocols that share its port by upgrading connections. */
  readonly nodeServer: NodeServer | undefined;
}

/**
 * A server that exposes Things over HTTP/1.1 and, with TLS, HTTP/2: with event streams and long polls.
 *
 * @throws {UsageError} WOT_RANGE or WOT_ARGUMENT for unusable options
 */
export const httpServer = (options: HttpServerOptions = {}): HttpServerBinding => new HttpServer(settingsOf(options));

/** Where a Thing, or a directory, has its own description (Discovery, `introduction-well-known-path`). */
const wellKnownPath = "/.well-known/wot";

class HttpServer implements HttpServerBinding {
  readonly manifest: BindingManifest;
  readonly #settings: HttpServerSettings;
  readonly #subscriptions: Subscriptions;
  readonly #subprotocols: readonly ServerSubprotocol[];
  readonly #table: ResourceTable;
  #listener: HttpListener | undefined;
  #addresses: readonly string[] = [];
  #stopping: Promise<void> | undefined;

  constructor(settings: HttpServerSettings) {
    this.#settings = settings;
    const base = (): string => this.#addresses[0] ?? "";
    this.#subprotocols = subprotocolsFor(settings, base);
    this.manifest = {
      ...httpManifest,
      schemes: [...httpManifest.schemes, ...this.#subprotocols.flatMap(({ schemes }) => schemes ?? [])],
      subprotocols: this.#subprotocols.map(({ name }) => name),
    };
    this.#table = new ResourceTable(settings.limits.maxCachedResources, { subprotocols: this.#subprotocols, base });
    this.#subscriptions = new Subscriptions(settings.limits, settings.clock);
  }

  get isPublic(): boolean {
    return !isLoopback(this.#settings.address);
  }

  addresses(): readonly string[] {
    return this.#addresses;
  }

  get nodeServer(): NodeServer | undefined {
    return this.#listener?.nodeServer;
  }

  async start(host: ServerHost): Promise<void> {
    if (this.#listener !== undefined) throw new UsageError("WOT_STATE", "this server has been started before");
    const { cors, address } = this.#settings;
    const guard = new OriginGuard(cors, () => this.#addresses);
    const isKnownHost = knownHosts(address, () => this.#addresses);
    const handler = new RequestHandler(this.#table, this.#context(host), corsPolicy(cors), guard, isKnownHost);
    const upgrades = this.#subprotocols.some(({ upgrade }) => upgrade !== undefined)
      ? new UpgradeHandler(handler, guard, this.#subprotocols).handle
      : undefined;
    const handle: RequestListener = (message, response) => handler.handle(message, response);
    const { middleware } = this.#settings;
    const onRequest = middleware === undefined ? handle : behind(middleware, handle, host.logger);
    const listener = new HttpListener(this.#settings, onRequest, upgrades);
    this.#listener = listener;
    this.#addresses = this.#bases(await listener.listen(host.logger));
    this.#addListings(host);
  }

  updateTls(tls: HttpServerTls): void {
    if (this.#listener === undefined)
      throw new UsageError("WOT_STATE", "start the server before its certificates change");
    this.#listener.updateTls(tls);
  }

  #context(host: ServerHost): ServerContext {
    const { limits, clock, baseUrl, cors, tls, trustedProxies } = this.#settings;
    return {
      limits,
      clock,
      logger: host.logger ?? silent,
      subscriptions: this.#subscriptions,
      pending: new PendingAnswers(limits, clock),
      bodies: new BodiesInFlight(limits.maxBodiesInFlightBytes),
      unsent: new UnsentAnswers(limits, clock),
      coded: new CodedBodies(),
      // They take the place of the Vary that the CORS policy has set.
      varying: ["vary", Array.isArray(cors) ? "accept, origin" : "accept"],
      varyingCoded: ["vary", `accept, accept-encoding${Array.isArray(cors) ? ", origin" : ""}`],
      pathPrefix: baseUrl === undefined ? "" : new URL(baseUrl).pathname.replace(/\/+$/, ""),
      clientOf: clientAddress(trustedProxies),
      ...(tls?.clientCa === undefined ? {} : { transportIdentity: transportIdentities(tls.clientName) }),
    };
  }

  #bases({ address, port }: AddressInfo): readonly string[] {
    const { baseUrl, tls, advertise } = this.#settings;
    if (baseUrl !== undefined) return [baseUrl];
    const scheme = tls === undefined ? "http" : "https";
    return advertisedHosts({ address, advertise }, networkInterfaces()).map((host) => `${scheme}://${host}:${port}`);
  }

  #addListings({ things }: ServerHost): void {
    const base = this.#addresses[0]!;
    const pathPrefix = new URL(base).pathname.replace(/\/+$/, "");
    this.#table.set("/", indexResource(things, pathPrefix));
    this.#table.set(uriPath(listingPath), listingResource(things, pathPrefix));
    this.#table.set(wellKnownPath, wellKnownResource(things, base));
  }

  async expose(thing: HostedThing): Promise<ThingForms> {
    const base = this.#addresses[0];
    if (base === undefined) throw new UsageError("WOT_STATE", "start the server before a Thing is exposed");
    await this.withdraw(thing.id);
    this.#table.add(thing);
    const forms = new HttpThingForms(thing, base, this.#subprotocols);
    return this.#settings.describeProblems ? new ProblemForms(forms) : forms;
  }

  descriptionUrl(thing: Pick<HostedThing, "slug" | "id">): string {
    return `${this.#addresses[0] ?? ""}${uriPath(thingPaths(thing).description)}`;
  }

  directoryUrl(): string {
    return `${this.#addresses[0] ?? ""}${wellKnownPath}`;
  }

  async withdraw(id: string): Promise<void> {
    this.#table.remove(id);
    this.#subscriptions.complete(id);
    for (const subprotocol of this.#subprotocols) subprotocol.withdraw?.(id);
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    this.#addresses = [];
    for (const subprotocol of this.#subprotocols) subprotocol.stop?.();
    this.#subscriptions.stop();
    await this.#listener?.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}
