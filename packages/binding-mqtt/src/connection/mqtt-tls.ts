import type { PreSharedKey } from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import { parseBrokerUrl } from "../form/broker-address.js";

/** PEM: one text or several. */
export type Pem = string | Uint8Array;

/** As Node takes it. */
export const asPem = (pem: Pem): string | Buffer => (typeof pem === "string" ? pem : Buffer.from(pem));

/** How brokers behind `mqtts:` and `wss:` are checked, and what this side shows them. */
export interface MqttTls {
  /** Certificate authorities to trust in place of the system's. */
  readonly ca?: Pem | readonly Pem[];
  /** Certificate of this side, with those that lead from it to an authority. Credentials of a Thing come before it. */
  readonly cert?: Pem;
  readonly key?: Pem;
  /** Certificate and key in one (PKCS #12), in place of `cert` and `key`. */
  readonly pfx?: Uint8Array;
  /** Of an encrypted key or `pfx`. */
  readonly passphrase?: string;
  /** A key that both sides share, in place of certificates (RFC 4279, RFC 8446 §2.2). Credentials of a Thing come before it. */
  readonly psk?: PreSharedKey;
  /** Name that the broker is asked by and whose certificate it must have (RFC 6066 §3). Default: the host of its URL. */
  readonly servername?: string;
  /** Protocols to negotiate (RFC 7301), for a port that serves several: `["mqtt"]`. Default: none is negotiated. */
  readonly alpnProtocols?: readonly string[];
  /** Lowest version of TLS that is spoken. Default `TLSv1.2`. */
  readonly minVersion?: "TLSv1.2" | "TLSv1.3";
  /** Takes any certificate of the broker, forged ones too. For test benches. Default `false`. */
  readonly allowUntrusted?: boolean;
}

/** The same for brokers that are not all alike. */
export interface MqttClientTls extends MqttTls {
  /**
   * What counts for single brokers in place of all of the above, by `mqtts://host:port` or `wss://host:port/path`: a certificate
   * is shown to nobody else.
   */
  readonly brokers?: Readonly<Record<string, MqttTls>>;
}

/** What counts for the broker at `url`. */
export function tlsFor(tls: MqttClientTls, url: string): MqttTls {
  const { brokers = {}, ...others } = tls;
  return Object.hasOwn(brokers, url) ? brokers[url]! : others;
}

/** @throws {UsageError} WOT_ARGUMENT for a name in `brokers` that is no such URL: what it says would never count */
export function checkedTls(tls: MqttClientTls): MqttClientTls {
  for (const url of Object.keys(tls.brokers ?? {})) {
    const broker = parseBrokerUrl(url);
    if (broker?.secure !== true || broker.url !== url) {
      throw new UsageError(
        "WOT_ARGUMENT",
        `tls.brokers has a name that is no mqtts://host:port or wss://host:port/path: ${url}`,
      );
    }
  }
  return tls;
}
