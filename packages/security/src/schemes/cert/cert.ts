import { andThen, type SecuritySchemePlugin } from "@thingwright/contracts";
import { provenByTransport } from "../proven-by-transport.js";
import { clientCertificateOf } from "./client-certificate.js";

/**
 * The scheme `cert` (TD 1.0 §5.3.3.6, no longer in 1.1): a certificate that the client shows when the connection is made.
 *
 * The server half trusts the transport, as that of `psk` does.
 */
export function cert(): SecuritySchemePlugin {
  return {
    scheme: "cert",
    client: (_definition, credentials) => ({
      carriers: ["certificate"],
      authenticate: () => andThen(credentials(), (found) => ({ certificate: clientCertificateOf(found) })),
    }),
    server: provenByTransport,
  };
}
