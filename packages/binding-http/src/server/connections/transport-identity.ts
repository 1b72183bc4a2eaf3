import type { IncomingMessage } from "node:http";
import type { PeerCertificate, TLSSocket } from "node:tls";
import { connectionOf, socketOf } from "./connection.js";
import type { HttpServerTls } from "./http-server-tls.js";

/**
 * Says who a client is by its certificate, once for each connection; `undefined` for one without a verified certificate, or
 * whose certificate does not say it in so many words.
 */
export function transportIdentities(
  clientName: HttpServerTls["clientName"] = "commonName",
): (message: IncomingMessage) => string | undefined {
  const known = new WeakMap<object, string>();
  const nameIn = clientName === "commonName" ? commonName : alternativeName;
  return (message) => {
    const connection = connectionOf(message);
    const before = known.get(connection);
    if (before !== undefined) return before;
    const name = verifiedName(socketOf(message) as TLSSocket | undefined, nameIn);
    if (name !== undefined) known.set(connection, name);
    return name;
  };
}

/** A peer may show any certificate; only when it leads to an authority that we trust is it `authorized`. */
function verifiedName(
  socket: Partial<TLSSocket> | undefined,
  nameIn: (certificate: PeerCertificate) => string | undefined,
): string | undefined {
  if (socket?.authorized !== true) return undefined;
  const certificate = socket.getPeerCertificate?.();
  const name = certificate === undefined ? undefined : nameIn(certificate);
  return name === "" ? undefined : name;
}

/** Several common names are none: which of them counts, nobody could say. */
function commonName({ subject }: PeerCertificate): string | undefined {
  const name: unknown = subject?.CN;
  return typeof name === "string" ? name : undefined;
}

function alternativeName({ subjectaltname }: PeerCertificate): string | undefined {
  const names = [...(subjectaltname ?? "").matchAll(alternativeNames)].map(([, kind, value]) => [
    kind,
    unquoted(value!),
  ]);
  for (const wanted of ["URI", "DNS", "email"]) {
    const found = names.find(([kind]) => kind === wanted);
    if (found !== undefined) return found[1];
  }
  return undefined;
}

/** Names as Node lists them; one with a comma or a quote in it is a JSON string. */
const alternativeNames = /(?:^|, )([A-Za-z ]+):("(?:[^"\\]|\\.)*"|[^,"]*)(?=, |$)/g;

const unquoted = (value: string): string => (value.startsWith('"') ? (JSON.parse(value) as string) : value);
