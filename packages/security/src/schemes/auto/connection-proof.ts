import type { Authentication, Credentials } from "@thingwright/contracts";
import { connectionUser } from "../../credentials/connection-user.js";
import { clientCertificateOf } from "../cert/client-certificate.js";
import { preSharedKeyOf } from "../psk/psk.js";

/**
 * What `found` proves when a connection is made, of which it is not said before what the peer asks: a user, whose password
 * may be a token, and a certificate or else a pre-shared key, which the handshake of TLS negotiates.
 */
export function connectionProof(found: Credentials): Pick<Authentication, "user" | "psk" | "certificate"> {
  return { ...userIn(found), ...keyIn(found) };
}

function userIn(found: Credentials): Pick<Authentication, "user"> {
  const { username, password, token } = found;
  if (typeof username === "string" && typeof password === "string") return { user: { name: username, password } };
  return typeof token === "string" ? connectionUser(found, "bearer", token) : {};
}

function keyIn(found: Credentials): Pick<Authentication, "psk" | "certificate"> {
  const { cert, key, identity } = found;
  if (key === undefined) return {};
  if (cert !== undefined) return { certificate: clientCertificateOf(found) };
  return identity === undefined ? {} : { psk: preSharedKeyOf(found, {}) };
}
