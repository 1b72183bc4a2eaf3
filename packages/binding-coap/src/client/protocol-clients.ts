import {
  type CoapClient,
  type CoapClientOptions,
  type CoapScheme,
  coapClient,
  type TcpClientTls,
  tcpClient,
  udpTransport,
} from "@thingwright/coap";
import type { Authentication, PreSharedKey } from "@thingwright/contracts";
import { type DtlsClientOptions, dtlsTransport } from "@thingwright/dtls";
import { CredentialsError, UsageError } from "@thingwright/errors";
import { identityIn } from "../tls-identity.js";
import type { CoapClientSettings } from "./client-options.js";
import { type CoapOriginTls, originOf, tlsFor } from "./client-tls.js";
import type { FormAddress } from "./form-address.js";

/** Who this side is to a peer. */
type Identity = Pick<Authentication, "psk" | "certificate">;

/**
 * The clients of the protocol: one for all plain CoAP, one for all of it over TCP, and one for each peer and identity of
 * `coaps:` and `coaps+tcp:`. A session of DTLS or TLS is that of one identity, and what is known of a peer by its name does
 * not show in its address.
 */
export class ProtocolClients {
  readonly #settings: CoapClientSettings;
  readonly #plain: CoapClient;
  /** Made when an address asks for it. */
  #tcp: CoapClient | undefined;
  /** By peer and identity, the one used longest ago first. The keys hold secrets. */
  readonly #secured = new Map<string, CoapClient>();
  #isClosed = false;

  constructor(settings: CoapClientSettings) {
    this.#settings = settings;
    this.#plain = this.#client();
  }

  /**
   * The client for the peer of `address`, as whoever `authentication` says.
   *
   * @throws {CredentialsError} WOT_CREDENTIALS_MISSING for a key and a certificate at once
   * @throws {UsageError} WOT_ARGUMENT for credentials that cannot be used
   */
  for({ scheme, peer }: FormAddress, authentication: Identity): CoapClient {
    if (scheme === "coap" || this.#isClosed) return this.#plain;
    if (scheme === "coap+tcp") return this.#overTcp();
    const origin = originOf(scheme, peer);
    const key = keyOf(origin, authentication);
    const client =
      this.#secured.get(key) ?? this.#secure(scheme, peer.host, tlsFor(this.#settings.tls, origin), authentication);
    this.#secured.delete(key);
    this.#secured.set(key, client);
    return client;
  }

  #overTcp(): CoapClient {
    this.#tcp ??= this.#client(tcpClient());
    return this.#tcp;
  }

  /** Over UDP by default. */
  #client(transport?: CoapClientOptions["transport"]): CoapClient {
    const { protocol, newCache } = this.#settings;
    return coapClient({ ...protocol, ...newCache(), ...(transport && { transport }) });
  }

  #secure(scheme: CoapScheme, host: string, tls: CoapOriginTls, authentication: Identity): CoapClient {
    if (this.#secured.size >= this.#settings.limits.maxSecuredPeers) this.#drop();
    if (scheme === "coaps+tcp") return this.#client(tcpClient({ tls: tcpTls(host, tls, authentication) }));
    const { dtlsCarrier, dtlsClock, protocol } = this.#settings;
    const { cipherSuites } = tls;
    const transport = dtlsTransport({
      over: dtlsCarrier?.() ?? udpTransport(protocol.address === undefined ? {} : { address: protocol.address }),
      client: dtlsClient(host, tls, authentication),
      ...(cipherSuites === undefined ? {} : { cipherSuites }),
      ...(dtlsClock === undefined ? {} : { clock: dtlsClock }),
      ...(this.#settings.tls.limits === undefined ? {} : { limits: this.#settings.tls.limits }),
    });
    return this.#client(transport);
  }

  #drop(): void {
    const [oldest] = this.#secured;
    if (oldest === undefined) return;
    this.#secured.delete(oldest[0]);
    void oldest[1].close();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const clients = [this.#plain, ...(this.#tcp === undefined ? [] : [this.#tcp]), ...this.#secured.values()];
    await Promise.all(clients.map((client) => client.close()));
    this.#secured.clear();
  }
}

/** A key that is shared stands for both sides, so that no certificate is looked at. */
function dtlsClient(host: string, tls: CoapOriginTls, { psk = tls.psk, certificate }: Identity): DtlsClientOptions {
  if (certificate === undefined && psk !== undefined) return { psk };
  const { ca, publicKeys, peerName = host, allowUntrusted } = tls;
  const identity = certificate ?? identityIn(tls);
  return {
    trust: { ...(publicKeys && { publicKeys }), ...(ca && { ca }), ...(allowUntrusted && { allowUntrusted }) },
    serverName: peerName,
    ...(identity && { identity }),
  };
}

/** The same for TLS. @throws {UsageError} WOT_ARGUMENT for raw public keys */
function tcpTls(host: string, tls: CoapOriginTls, authentication: Identity): TcpClientTls {
  const showsKey = tls.key !== undefined && tls.cert === undefined && authentication.certificate === undefined;
  if (tls.publicKeys !== undefined || showsKey)
    throw new UsageError("WOT_ARGUMENT", "raw public keys are of DTLS, and coaps+tcp: is over TLS");
  const {
    psk,
    trust = {},
    identity: { cert, key, passphrase } = {},
    serverName,
  } = dtlsClient(host, tls, authentication);
  const alpn = tls.alpn === undefined ? {} : { alpn: tls.alpn };
  if (psk !== undefined) return { psk, ...alpn };
  const { ca, allowUntrusted } = trust;
  return {
    ...(serverName && { serverName }),
    ...(ca && { ca }),
    ...(allowUntrusted && { allowUntrusted }),
    ...(cert && key && { identity: { cert, key, ...(passphrase && { passphrase }) } }),
    ...alpn,
  };
}

function keyOf(origin: string, { psk, certificate }: Identity): string {
  if (psk !== undefined && certificate !== undefined) {
    throw new CredentialsError(
      "WOT_CREDENTIALS_MISSING",
      "a connection shows a certificate or has a pre-shared key, not both",
    );
  }
  if (psk !== undefined) return `${origin}\0${pskText(psk)}`;
  return certificate === undefined ? origin : `${origin}\0${certificate.cert}\0${certificate.key}`;
}

const pskText = ({ identity, key }: PreSharedKey): string => `${identity}\0${Buffer.from(key).toString("base64")}`;
