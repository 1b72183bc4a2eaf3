import { readFileSync } from "node:fs";
import type { Server } from "node:http";
import type { Server as TlsServer } from "node:https";
import { type HttpMiddleware, type HttpServerBinding, httpServer } from "@thingwright/binding-http";
import type { CredentialVerifier } from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import { BindingServer } from "../bindings/binding-server.js";
import { listeningHosts } from "../bindings/listening-hosts.js";
import { refuseOptions } from "../bindings/not-carried-over.js";
import type { ExposedThing } from "../exposing/exposed-thing.js";
import { askFor } from "./ask-for-security.js";
import type { HttpConfig, OAuth2ServerConfig } from "./http-config.js";
import { tokenVerifier } from "./token-verifier.js";

const takenSchemes: ReadonlySet<string> = new Set(["nosec", "basic", "digest", "bearer", "apikey", "oauth2"]);

/**
 * In place of the class of `@node-wot/binding-http`; TCP port 8080 by default, or that of the environment variables `WOT_PORT`
 * and `PORT`.
 */
export class HttpServer extends BindingServer {
  readonly scheme: "http" | "https";
  override readonly tokens: CredentialVerifier | undefined;
  readonly supportedSecuritySchemes: string[];
  readonly #config: HttpConfig;

  /**
   * @throws {UsageError} WOT_ARGUMENT for `proxy`, which a server has no use for
   * @throws {Error} for a scheme of security that no server has
   */
  constructor(config: HttpConfig = {}) {
    super();
    if (typeof config !== "object") throw new Error(`HttpServer requires config object (got ${typeof config})`);
    refuseOptions("HttpServer", config, ["proxy"]);
    this.#config = config;
    this.scheme = config.serverKey !== undefined && config.serverCert !== undefined ? "https" : "http";
    const asked = config.security ?? [];
    for (const { scheme } of asked) {
      if (!takenSchemes.has(scheme.toLowerCase())) {
        throw new Error(`HttpServer does not support security scheme '${scheme}'`);
      }
    }
    this.supportedSecuritySchemes = asked.length === 0 ? ["nosec"] : asked.map(({ scheme }) => scheme);
    const oauth = asked.find(({ scheme }) => scheme === "oauth2");
    this.tokens = oauth === undefined ? undefined : tokenVerifier(oauth as OAuth2ServerConfig);
  }

  override secure(thing: ExposedThing): void {
    askFor(this.#config.security, thing);
  }

  /**
   * The server of Node.js, for bindings that share its port.
   *
   * @throws {UsageError} WOT_STATE before it listens: it is made then
   */
  getServer(): Server | TlsServer {
    const server = (this.binding as HttpServerBinding).nodeServer;
    if (server === undefined) throw new UsageError("WOT_STATE", "start the server before its getServer()");
    return server as Server | TlsServer;
  }

  protected override makeBinding() {
    const { address, baseUri, serverKey, serverCert } = this.#config;
    const tls = serverKey === undefined || serverCert === undefined ? undefined : { serverKey, serverCert };
    const middleware = middlewareOf(this.#config);
    return httpServer({
      ...listeningHosts(address),
      port: portOf(this.#config),
      cors: true,
      // Bindings that share the port speak HTTP/1.1.
      http2: false,
      ...(middleware === undefined ? {} : { middleware }),
      ...(baseUri === undefined ? {} : { baseUrl: baseUri }),
      ...(tls === undefined ? {} : { tls: { key: readFileSync(tls.serverKey), cert: readFileSync(tls.serverCert) } }),
    });
  }
}

function middlewareOf({ middleware, urlRewrite }: HttpConfig): HttpMiddleware | undefined {
  if (urlRewrite === undefined) return middleware;
  return (request, response, next) => {
    const rewriting = (): void => {
      const { url = "/" } = request;
      if (Object.hasOwn(urlRewrite, url)) request.url = urlRewrite[url] ?? url;
      next();
    };
    return middleware === undefined ? rewriting() : middleware(request, response, rewriting);
  };
}

function portOf({ port = 8080 }: HttpConfig): number {
  const given = [process.env.WOT_PORT, process.env.PORT].map((text) => Number.parseInt(text ?? "", 10));
  return given.find((each) => !Number.isNaN(each)) ?? port;
}
