import { randomBytes } from "node:crypto";
import { UsageError } from "@thingwright/errors";
import { certificateIdentity } from "./certificate/certificate-identity.js";
import { keyTrust, type PeerTrust, peerTrust } from "./certificate/peer-trust.js";
import { type CipherSuite, cipherSuites } from "./crypto/cipher-suite.js";
import type { DtlsClientOptions, DtlsServerOptions, DtlsTransportOptions } from "./dtls-options.js";
import type { ClientConfig } from "./handshake/client-config.js";
import type { ServerConfig } from "./handshake/server-config.js";

/** What both roles of a transport are made of. */
export interface DtlsSettings {
  readonly client: ClientConfig | undefined;
  readonly server: ServerConfig | undefined;
  readonly connectionIdBytes: number;
  readonly randomBytes: (length: number) => Buffer;
}

/** @throws {UsageError} WOT_ARGUMENT, WOT_RANGE for options with which no handshake can succeed */
export function dtlsSettings(options: DtlsTransportOptions): DtlsSettings {
  const { client, server, wallClock = Date.now, randomBytes: source } = options;
  if (client === undefined && server === undefined) {
    throw new UsageError("WOT_ARGUMENT", "a DTLS transport is a client or a server, or both");
  }
  const connectionIdBytes = options.connectionIdBytes ?? (server === undefined ? 0 : 6);
  if (!Number.isInteger(connectionIdBytes) || connectionIdBytes < 0 || connectionIdBytes > 64) {
    throw new UsageError("WOT_RANGE", `connectionIdBytes is ${connectionIdBytes}`);
  }
  const named = suitesOf(options.cipherSuites);
  return {
    client: client && clientConfig(client, named, wallClock),
    server: server && serverConfig(server, named, wallClock),
    connectionIdBytes,
    randomBytes: source === undefined ? randomBytes : (length) => Buffer.from(source(length)),
  };
}

function suitesOf(names: readonly string[] | undefined): readonly CipherSuite[] {
  if (names === undefined) return cipherSuites;
  return names.map((name) => {
    const suite = cipherSuites.find((each) => each.name === name);
    if (suite === undefined) throw new UsageError("WOT_ARGUMENT", `the cipher suite ${name} is not known`);
    return suite;
  });
}

function clientConfig(
  options: DtlsClientOptions,
  named: readonly CipherSuite[],
  wallClock: () => number,
): ClientConfig {
  const { psk, trust, identity, serverName } = options;
  if (psk !== undefined) checkPsk(psk.identity, psk.key);
  const allowUntrusted = trust?.allowUntrusted === true;
  if (trust !== undefined && trust.publicKeys === undefined && !allowUntrusted && serverName === undefined) {
    throw new UsageError("WOT_ARGUMENT", "a client that trusts certificates needs the name of the server");
  }
  return {
    suites: usable(named, psk !== undefined, trust !== undefined),
    psk,
    trust: trust && (trust.publicKeys ? keyTrust(trust.publicKeys) : peerTrust(trust.ca, allowUntrusted, wallClock)),
    identity: identity && certificateIdentity(identity),
    serverName,
  };
}

function serverConfig(
  options: DtlsServerOptions,
  named: readonly CipherSuite[],
  wallClock: () => number,
): ServerConfig {
  const { psk, pskIdentityHint, identity, clientCertificate = "required" } = options;
  return {
    suites: usable(named, psk !== undefined, identity !== undefined),
    psk,
    pskIdentityHint,
    identity: identity && certificateIdentity(identity),
    trust: clientTrust(options, wallClock),
    clientCertificate,
  };
}

function clientTrust({ clientCa, clientKeys }: DtlsServerOptions, wallClock: () => number): PeerTrust | undefined {
  if (clientKeys !== undefined) return keyTrust(clientKeys);
  return clientCa === undefined ? undefined : peerTrust(clientCa, false, wallClock);
}

function usable(named: readonly CipherSuite[], hasPsk: boolean, hasCertificate: boolean): readonly CipherSuite[] {
  const suites = named.filter(({ keyExchange }) => (keyExchange === "ecdhe_ecdsa" ? hasCertificate : hasPsk));
  if (suites.length === 0)
    throw new UsageError("WOT_ARGUMENT", "there are no credentials for any of the cipher suites");
  return suites;
}

function checkPsk(identity: string, key: Uint8Array): void {
  if (Buffer.byteLength(identity) > 0xffff)
    throw new UsageError("WOT_RANGE", "the identity has more than 65,535 bytes");
  if (key.length === 0 || key.length > 0xffff) throw new UsageError("WOT_RANGE", `the key has ${key.length} bytes`);
}
