import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";

/** Who the client is by its certificate: the common name of its subject; `undefined` without a verified certificate. */
export function transportIdentityOf(socket: Socket): string | undefined {
  const { authorized, getPeerCertificate } = socket as Partial<TLSSocket>;
  if (authorized !== true || getPeerCertificate === undefined) return undefined;
  const name = (socket as TLSSocket).getPeerCertificate().subject?.CN;
  return Array.isArray(name) ? name[0] : name;
}
