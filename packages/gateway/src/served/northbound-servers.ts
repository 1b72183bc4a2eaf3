import { coapServer } from "@thingwright/binding-coap";
import { type HttpServerBinding, type HttpServerTls, httpServer } from "@thingwright/binding-http";
import { type EmbeddedBroker, embeddedBroker, mqttServer } from "@thingwright/binding-mqtt";
import type { ConnectionUser, CredentialStore, Logger, ServerBinding } from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import type { ThingDescription } from "@thingwright/td";
import type { SecurityConfiguration } from "./northbound-security.js";
import type { ReadFile } from "./read-file.js";

/** Where a server listens, and how it is reached. */
export interface ServerAddress {
  readonly port?: number;
  readonly address?: string;
  /** Hosts by which peers are told to reach it, or `all` for every address of this machine but loopback. */
  readonly advertise?: "all" | readonly string[];
  /** URL by which peers reach it, when that is another one. */
  readonly baseUrl?: string;
}

/** PEM files, by their names. */
export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
}

/** Servers of a gateway. Without any there is HTTP. */
export interface ServersConfiguration {
  readonly http?: ServerAddress & {
    readonly tls?: TlsFiles;
    readonly cors?: readonly string[];
    readonly trustedProxies?: readonly string[];
    readonly webSocket?: boolean;
  };
  readonly coap?: ServerAddress;
  /** A broker of its own, or one that is there, by its URL. */
  readonly mqtt?: ServerAddress & { readonly tls?: TlsFiles; readonly broker?: string; readonly prefix?: string };
}

/** All that stays as it is while a gateway runs. */
export const serversText = ({ http, coap, mqtt, ...others }: ServersConfiguration & Record<string, unknown>): string =>
  JSON.stringify([http, coap, mqtt, others.security, others.insecure]);

/** What servers are made with. */
export interface ServersEnvironment {
  readonly read: ReadFile;
  readonly logger: Logger;
  readonly credentials: CredentialStore | undefined;
}

/** The servers of a gateway, and the broker in it. */
export class NorthboundServers implements AsyncDisposable {
  readonly bindings: readonly ServerBinding[];
  readonly #http: HttpServerBinding | undefined;
  readonly #broker: EmbeddedBroker | undefined;

  private constructor(
    http: HttpServerBinding | undefined,
    others: readonly ServerBinding[],
    broker: EmbeddedBroker | undefined,
  ) {
    this.bindings = http === undefined ? others : [http, ...others];
    this.#http = http;
    this.#broker = broker;
  }

  /** @throws {UsageError} WOT_ADDRESS_IN_USE, WOT_RANGE or WOT_ARGUMENT for what cannot be used */
  static async of(
    configuration: ServersConfiguration,
    { read, logger, credentials }: ServersEnvironment,
  ): Promise<NorthboundServers> {
    const { http, coap, mqtt } = configuration;
    const isHttp = http !== undefined || (coap === undefined && mqtt === undefined);
    const { tls, ...address } = http ?? {};
    const secured = tls === undefined ? {} : { tls: await identity(tls, read) };
    const web = isHttp ? httpServer({ ...address, ...secured }) : undefined;
    const constrained = coap === undefined ? [] : [coapServer(coap)];
    if (mqtt === undefined) return new NorthboundServers(web, constrained, undefined);
    const { broker: url, baseUrl, prefix, tls: files, ...listening } = mqtt;
    const topics = prefix === undefined ? {} : { prefix };
    const base = baseUrl === undefined ? {} : { baseUrl };
    if (url !== undefined) {
      const user = () => brokerUser(url, credentials);
      const mqttBinding = mqttServer({ broker: url, user, ...topics, ...base });
      return new NorthboundServers(web, [...constrained, mqttBinding], undefined);
    }
    const own = files === undefined ? {} : { tls: await identity(files, read) };
    const broker = await embeddedBroker({ ...listening, ...base, ...own, logger });
    return new NorthboundServers(web, [...constrained, mqttServer({ broker, ...topics })], broker);
  }

  /** Whether other machines can reach one of them. */
  get isPublic(): boolean {
    return this.bindings.some((binding) => binding.isPublic);
  }

  /** Shows the certificate that the files have now to connections from now on. */
  async renew({ http }: ServersConfiguration, read: ReadFile): Promise<void> {
    if (http?.tls !== undefined) this.#http?.updateTls(await identity(http.tls, read));
  }

  /** Ends the broker; the servers are those of a Servient, which ends them. Idempotent. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#broker?.close();
  }
}

/** Whom the gateway connects to a broker as: nobody, unless there is a user for any Thing under the broker's URL. */
async function brokerUser(url: string, credentials: CredentialStore | undefined): Promise<ConnectionUser | undefined> {
  const { username, password } = (await credentials?.get({ title: url } as ThingDescription, url)) ?? {};
  return typeof username === "string" && typeof password === "string" ? { name: username, password } : undefined;
}

const identity = async ({ cert, key }: TlsFiles, read: ReadFile): Promise<HttpServerTls> => ({
  cert: await read(cert),
  key: await read(key),
});

/**
 * Things that ask for credentials can be offered only where a request has a place for them.
 *
 * @throws {UsageError} WOT_ARGUMENT for a server that has none
 */
export function requirePlaces({ coap, mqtt }: ServersConfiguration, security: SecurityConfiguration | undefined): void {
  if (security === undefined) return;
  if (mqtt !== undefined) {
    throw new UsageError("WOT_ARGUMENT", "security cannot be had with mqtt: a message does not say who published it");
  }
  if (coap !== undefined && (security.scheme !== "apikey" || security.in !== "query")) {
    throw new UsageError("WOT_ARGUMENT", "security with coap has to be an apikey in the query: CoAP has no headers");
  }
}
