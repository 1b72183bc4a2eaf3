import type { Authentication, ClientCertificate, ConnectionUser, PreSharedKey } from "@thingwright/contracts";
import { CredentialsError } from "@thingwright/errors";
import type { BrokerAddress } from "../form/broker-address.js";

/** Who a connection is made as: to the broker, and to TLS before it. */
export interface ConnectionIdentity {
  readonly user?: ConnectionUser;
  readonly certificate?: ClientCertificate;
  readonly psk?: PreSharedKey;
}

/**
 * What `authentication` says of the connection.
 *
 * @throws {CredentialsError} WOT_CREDENTIALS_MISSING when it can be no connection's
 */
export function identityOf({ user, certificate, psk }: Authentication): ConnectionIdentity {
  if (user !== undefined) checkUser(user);
  if (certificate !== undefined && psk !== undefined) {
    throw unusable("a connection shows a certificate or has a pre-shared key, not both");
  }
  return {
    ...(user === undefined ? {} : { user }),
    ...(certificate === undefined ? {} : { certificate }),
    ...(psk === undefined ? {} : { psk }),
  };
}

/** MQTT 5.0 §1.5.4, §3.1.3.5, §3.1.3.6. @throws {CredentialsError} WOT_CREDENTIALS_MISSING */
export function checkUser({ name, password }: ConnectionUser): void {
  if (name.includes("\0") || password.includes("\0")) throw unusable("user name and password must not hold a NUL");
  if (Buffer.byteLength(name) > maxTextBytes || Buffer.byteLength(password) > maxTextBytes) {
    throw unusable(`user name and password must not be longer than ${maxTextBytes} bytes`);
  }
}

const maxTextBytes = 65_535;

/**
 * Tells the connections to a broker apart: those with the same key may be one. Holds secrets.
 *
 * All tokens of a grant speak for the same, so that a renewed one is no reason for another connection.
 */
export function connectionKey(address: BrokerAddress, { user, certificate, psk }: ConnectionIdentity): string {
  const { url, webSocketTarget } = address;
  const where = webSocketTarget === undefined ? url : `${url}\0${webSocketTarget}`;
  if (user === undefined && certificate === undefined && psk === undefined) return where;
  const who = user === undefined ? "" : `${user.name}\0${user.grant ?? user.password}`;
  if (certificate === undefined && psk === undefined) return `${where}\0${who}`;
  const shown =
    certificate === undefined ? "" : `${certificate.cert}\0${certificate.key}\0${certificate.passphrase ?? ""}`;
  const shared = psk === undefined ? "" : `${psk.identity}\0${Buffer.from(psk.key).toString("base64")}`;
  return [where, who, shown, shared].join("\0");
}

const unusable = (message: string): CredentialsError => new CredentialsError("WOT_CREDENTIALS_MISSING", message);
