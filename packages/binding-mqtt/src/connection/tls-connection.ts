import type { ConnectionOptions, PeerCertificate } from "node:tls";
import { createSecureContext } from "node:tls";
import { CredentialsError, UsageError } from "@thingwright/errors";
import type { BrokerAddress } from "../form/broker-address.js";
import type { ConnectionIdentity } from "./connection-identity.js";
import { asPem, type MqttTls } from "./mqtt-tls.js";
import { pskCiphers } from "./psk-ciphers.js";

type Identity = Pick<ConnectionIdentity, "certificate" | "psk">;

/**
 * What Node has to be told for a connection by TLS to the broker at `address`. Credentials of a Thing come before what the
 * options say for everybody.
 *
 * @throws {CredentialsError} WOT_CREDENTIALS_MISSING when a Thing's certificate, key or passphrase cannot be used
 * @throws {UsageError} WOT_ARGUMENT when those of the options cannot be used
 */
export function tlsOptions({ host }: Pick<BrokerAddress, "host">, tls: MqttTls, identity: Identity): ConnectionOptions {
  const { ca, servername = isIpAddress(host) ? undefined : host, alpnProtocols, allowUntrusted = false } = tls;
  const psk = identity.psk ?? (identity.certificate === undefined ? tls.psk : undefined);
  const context = {
    minVersion: tls.minVersion ?? "TLSv1.2",
    ...(ca === undefined ? {} : { ca: [ca].flat().map(asPem) }),
    ...(psk === undefined ? shownBy(tls, identity) : { ciphers: pskCiphers }),
  } as const;
  return {
    secureContext: usable(context, identity.certificate !== undefined),
    rejectUnauthorized: !allowUntrusted,
    ...(servername === undefined ? {} : { servername }),
    ...(alpnProtocols === undefined ? {} : { ALPNProtocols: [...alpnProtocols] }),
    ...(psk === undefined
      ? {}
      : {
          pskCallback: () => ({ identity: psk.identity, psk: Buffer.from(psk.key) }),
          checkServerIdentity: refuseCertificate,
        }),
  };
}

/** A peer that shows a certificate where a key was agreed on has not proven that it has the key. */
function refuseCertificate(_host: string, certificate: PeerCertificate | undefined): Error | undefined {
  if (certificate === undefined || Object.keys(certificate).length === 0) return undefined;
  return new Error("the broker shows a certificate in place of the pre-shared key");
}

function shownBy(tls: MqttTls, { certificate }: Identity) {
  const { cert, key, pfx, passphrase } = certificate === undefined ? tls : { ...certificate, pfx: undefined };
  return {
    ...(cert === undefined ? {} : { cert: asPem(cert) }),
    ...(key === undefined ? {} : { key: asPem(key) }),
    ...(pfx === undefined ? {} : { pfx: Buffer.from(pfx) }),
    ...(passphrase === undefined ? {} : { passphrase }),
  };
}

/** The cause is OpenSSL's, which names the trouble and no key. */
function usable(context: Parameters<typeof createSecureContext>[0], isOfThing: boolean) {
  try {
    return createSecureContext(context);
  } catch (cause) {
    const message = "the certificate, key or passphrase for the broker cannot be used";
    if (isOfThing) throw new CredentialsError("WOT_CREDENTIALS_MISSING", message, { cause });
    throw new UsageError("WOT_ARGUMENT", message, { cause });
  }
}

/** An address is no name to ask by (RFC 6066 §3). */
const isIpAddress = (host: string): boolean => /^[\d.]+$|:/.test(host);
