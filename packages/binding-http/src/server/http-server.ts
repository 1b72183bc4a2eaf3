import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { networkInterfaces } from "node:os";
import type { TLSSocket } from "node:tls";
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
  uriPath,
} from "@thingwright/contracts";
import { NetworkError, UsageError } from "@thingwright/errors";
import { httpManifest } from "../manifest.js";
import { BodiesInFlight } from "./bodies-in-flight.js";
import { answerClientError } from "./client-error.js";
import { corsPolicy } from "./cors.js";
import { indexResource, listingResource, wellKnownResource } from "./listing-resource.js";
import { OriginGuard } from "./origin-guard.js";
import { PendingAnswers } from "./pending-answers.js";
import { RequestHandler } from "./request-handler.js";
import { ResourceTable } from "./resource-table.js";
import type { ServerContext } from "./server-context.js";
import { type HttpServerOptions, type HttpServerSettings, settingsOf } from "./server-options.js";
import { Subscriptions } from "./subscriptions.js";
import { HttpThingForms } from "./thing-forms.js";

/**
 * A server that exposes Things over HTTP/1.1, with event streams and long polls.
 *
 * @throws {UsageError} WOT_RANGE or WOT_ARGUMENT for unusable options
 */
export const httpServer = (options: HttpServerOptions = {}): ServerBinding => new HttpServer(settingsOf(options));

class HttpServer implements ServerBinding {
  readonly manifest: BindingManifest = httpManifest;
  readonly #settings: HttpServerSettings;
  readonly #subscriptions: Subscriptions;
  readonly #table: ResourceTable;
  #server: Server | undefined;
  #addresses: readonly string[] = [];
  #stopping: Promise<void> | undefined;

  constructor(settings: HttpServerSettings) {
    this.#settings = settings;
    this.#table = new ResourceTable(settings.limits.maxCachedResources);
    this.#subscriptions = new Subscriptions(settings.limits, settings.clock);
  }

  get isPublic(): boolean {
    return !isLoopback(this.#settings.address);
  }

  addresses(): readonly string[] {
    return this.#addresses;
  }

  async start(host: ServerHost): Promise<void> {
    if (this.#server !== undefined) throw new UsageError("WOT_STATE", "this server has been started before");
    const { cors } = this.#settings;
    const guard = new OriginGuard(cors, () => this.#addresses);
    const handler = new RequestHandler(this.#table, this.#context(host), corsPolicy(cors), guard);
    const server = this.#create((message, response) => handler.handle(message, response));
    this.#server = server;
    server.on("clientError", answerClientError);
    server.on("checkContinue", (message, response) => {
      // A body that is too large anyway need not be sent: its 413 comes before a 100 (RFC 9110 §10.1.1).
      if (Number(message.headers["content-length"] ?? 0) <= this.#settings.limits.maxBodyBytes)
        response.writeContinue();
      handler.handle(message, response);
    });
    await listening(server, this.#settings);
    server.on("error", (error) => host.logger.error("the HTTP server failed", { error }));
    this.#addresses = this.#bases(server.address() as AddressInfo);
    this.#addListings(host);
  }

  #create(listener: RequestListener): Server {
    const { limits, tls } = this.#settings;
    const options = {
      maxHeaderSize: limits.maxHeaderBytes,
      requestTimeout: limits.requestTimeoutMs,
      headersTimeout: Math.min(limits.headersTimeoutMs, limits.requestTimeoutMs),
      keepAliveTimeout: limits.idleTimeoutMs,
      connectionsCheckingInterval: Math.min(1_000, limits.requestTimeoutMs, limits.headersTimeoutMs),
      requireHostHeader: false,
      insecureHTTPParser: false,
      noDelay: true,
    };
    const server =
      tls === undefined
        ? createServer(options, listener)
        : createTlsServer(
            {
              ...options,
              key: asPem(tls.key),
              cert: asPem(tls.cert),
              ...(tls.clientCa === undefined ? {} : { ca: asPem(tls.clientCa), requestCert: true }),
            },
            listener,
          );
    server.maxConnections = limits.maxConnections;
    return server;
  }

  #context(host: ServerHost): ServerContext {
    const { limits, clock, baseUrl, cors, tls } = this.#settings;
    return {
      limits,
      clock,
      logger: host.logger ?? silent,
      subscriptions: this.#subscriptions,
      pending: new PendingAnswers(),
      bodies: new BodiesInFlight(limits.maxBodiesInFlightBytes),
      // It takes the place of the Vary that the CORS policy has set.
      varying: ["vary", Array.isArray(cors) ? "accept, origin" : "accept"],
      pathPrefix: baseUrl === undefined ? "" : new URL(baseUrl).pathname.replace(/\/+$/, ""),
      ...(tls?.clientCa === undefined ? {} : { transportIdentity: commonName }),
    };
  }

  #bases({ address, port }: AddressInfo): readonly string[] {
    const { baseUrl, tls } = this.#settings;
    if (baseUrl !== undefined) return [baseUrl];
    const scheme = tls === undefined ? "http" : "https";
    return advertisedHosts(address, networkInterfaces()).map((host) => `${scheme}://${host}:${port}`);
  }

  #addListings({ things }: ServerHost): void {
    const base = this.#addresses[0]!;
    this.#table.set("/", indexResource(things, new URL(base).pathname.replace(/\/+$/, "")));
    this.#table.set(uriPath(listingPath), listingResource(things));
    this.#table.set("/.well-known/wot", wellKnownResource(things, base));
  }

  async expose(thing: HostedThing): Promise<ThingForms> {
    const base = this.#addresses[0];
    if (base === undefined) throw new UsageError("WOT_STATE", "start the server before a Thing is exposed");
    await this.withdraw(thing.id);
    this.#table.add(thing);
    return new HttpThingForms(thing, base);
  }

  async withdraw(id: string): Promise<void> {
    this.#table.remove(id);
    this.#subscriptions.complete(id);
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    const server = this.#server;
    this.#addresses = [];
    this.#subscriptions.stop();
    if (server === undefined || !server.listening) return;
    const { stopGraceMs } = this.#settings.limits;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    // A connection goes idle when its last answer has gone out, and nobody tells.
    const idle = setInterval(() => server.closeIdleConnections(), stopGraceMs / 20);
    const grace = setTimeout(() => server.closeAllConnections(), stopGraceMs);
    await closed;
    clearInterval(idle);
    clearTimeout(grace);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

function listening(server: Server, { port, address }: HttpServerSettings): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => reject(listenError(error, address, port));
    server.once("error", fail);
    server.listen(port, address, () => {
      server.off("error", fail);
      resolve();
    });
  });
}

function listenError(cause: NodeJS.ErrnoException, address: string, port: number): UsageError | NetworkError {
  const where = `${address}, port ${port}`;
  if (cause.code === "EADDRINUSE") return new UsageError("WOT_ADDRESS_IN_USE", `${where} is already taken`, { cause });
  return new NetworkError("WOT_NETWORK", `cannot listen on ${where}: ${cause.message}`, { cause, sent: false });
}

function commonName(socket: Socket): string | undefined {
  const { subject } = (socket as TLSSocket).getPeerCertificate();
  const name = subject?.CN;
  return Array.isArray(name) ? name[0] : name;
}

const asPem = (pem: string | Uint8Array): string | Buffer => (typeof pem === "string" ? pem : Buffer.from(pem));
