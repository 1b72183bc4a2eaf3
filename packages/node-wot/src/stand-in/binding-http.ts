import { readFileSync } from "node:fs";
import { httpClient, httpServer } from "@thingwright/binding-http";
import { askFor } from "./bindings/ask-for-security.js";
import { BindingClientFactory } from "./bindings/binding-client-factory.js";
import { BindingServer } from "./bindings/binding-server.js";
import { listeningHosts } from "./bindings/listening-hosts.js";
import { refuseOptions } from "./bindings/not-carried-over.js";
import type { ExposedThing } from "./exposing/exposed-thing.js";
import { Form } from "./thing/thing-description.js";

export interface HttpConfig {
  port?: number;
  address?: string;
  baseUri?: string;
  allowSelfSigned?: boolean;
  /** Paths of PEM files. */
  serverKey?: string;
  serverCert?: string;
  /** What a Thing that says nothing of security asks for; of a Thing that does, the schemes that are taken. */
  security?: { scheme: string; [term: string]: unknown }[];
}

/**
 * In place of the class of `@node-wot/binding-http`; TCP port 8080 by default, or that of the environment variables `WOT_PORT`
 * and `PORT`.
 */
export class HttpServer extends BindingServer {
  readonly scheme: "http" | "https";
  readonly #config: HttpConfig;

  /** @throws {UsageError} WOT_ARGUMENT for `urlRewrite`, `middleware` and `proxy` */
  constructor(config: HttpConfig = {}) {
    super();
    if (typeof config !== "object") throw new Error(`HttpServer requires config object (got ${String(config)})`);
    refuseOptions("HttpServer", config, ["urlRewrite", "middleware", "proxy"]);
    this.#config = config;
    this.scheme = config.serverKey !== undefined && config.serverCert !== undefined ? "https" : "http";
  }

  override secure(thing: ExposedThing): void {
    askFor(this.#config.security, thing);
  }

  protected override makeBinding() {
    const { address, baseUri, serverKey, serverCert } = this.#config;
    const tls = serverKey === undefined || serverCert === undefined ? undefined : { serverKey, serverCert };
    return httpServer({
      ...listeningHosts(address),
      port: portOf(this.#config),
      cors: true,
      ...(baseUri === undefined ? {} : { baseUrl: baseUri }),
      ...(tls === undefined ? {} : { tls: { key: readFileSync(tls.serverKey), cert: readFileSync(tls.serverCert) } }),
    });
  }
}

function portOf({ port = 8080 }: HttpConfig): number {
  const { WOT_PORT, PORT } = process.env;
  const given = Number.parseInt(WOT_PORT ?? PORT ?? "", 10);
  return Number.isNaN(given) ? port : given;
}

/** In place of the class of `@node-wot/binding-http`. */
export class HttpClientFactory extends BindingClientFactory {
  readonly scheme: string = "http";
  readonly #config: HttpConfig;

  /** @throws {UsageError} WOT_ARGUMENT for `proxy` */
  constructor(config: HttpConfig | null = {}) {
    super();
    this.#config = config ?? {};
    refuseOptions("HttpClientFactory", this.#config, ["proxy"]);
  }

  protected override makeBinding() {
    return httpClient(this.#config.allowSelfSigned === true ? { tls: { allowUntrusted: true } } : {});
  }
}

/** The same for `https:`. */
export class HttpsClientFactory extends HttpClientFactory {
  override readonly scheme = "https";
}

/** A field of a message's head, for a Form's `htv:headers`. */
export class HttpHeader {
  "htv:fieldName": string;
  "htv:fieldValue": string;
}

/** A Form with terms of HTTP. */
export class HttpForm extends Form {}

export default HttpServer;
