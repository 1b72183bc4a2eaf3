import { andThen, type SecuritySchemePlugin } from "@thingwright/contracts";
import { provenByTransport } from "../proven-by-transport.js";
import { clientCertificateOf } from "./client-certificate.js";

/**
 * A certificate that the client shows when the connection is made: the scheme `cert` of TD 1.0 §5.3.3.6, which TD 1.1 does not
 * have. What is not in TD 1.1 needs a prefix (td-security-extension), so that descriptions name it by a vocabulary of their own.
 *
 * The server half trusts the transport, as that of `psk` does.
 *
 * @param scheme - as descriptions name it, for example `"ex:cert"`
 */
export function cert(scheme: `${string}:${string}`): SecuritySchemePlugin {
  return {
    scheme,
    client: (_definition, credentials) => ({
      carriers: ["certificate"],
      authenticate: () => andThen(credentials(), (found) => ({ certificate: clientCertificateOf(found) })),
    }),
    server: provenByTransport,
  };
}
