import { andThen, type Credentials, type SecuritySchemePlugin } from "@thingwright/contracts";
import type { PSKSecurityScheme } from "@thingwright/td";
import { textCredential, unusableCredentials } from "../../credentials/read-credential.js";
import { unauthenticated } from "../challenge.js";

/** What a CredentialStore holds for the scheme `psk`. */
export interface PskCredentials {
  /** May be missing when the definition has an `identity`. */
  readonly identity?: string;
  /** Bytes, or a text for its UTF-8. */
  readonly key: Uint8Array | string;
}

/**
 * The scheme `psk` (TD 1.1 §5.3.3.9): a key that both ends of a connection share (DTLS, TLS).
 *
 * The server half trusts the transport: it takes the identity that the handshake has proven, and there is nothing left
 * to verify. A binding that lets other identities in, such as those of client certificates, opens the Thing to them.
 */
export function psk(): SecuritySchemePlugin {
  return {
    scheme: "psk",
    client: (definition, credentials) => ({
      carriers: ["psk"],
      authenticate: () =>
        andThen(credentials(), (found) => ({
          psk: { identity: identityOf(found, definition as PSKSecurityScheme), key: keyOf(found) },
        })),
    }),
    server: () => ({
      verify: ({ transportIdentity }) =>
        transportIdentity === undefined ? unauthenticated() : { name: transportIdentity, scopes: [] },
    }),
  };
}

function identityOf(credentials: Credentials, { identity }: PSKSecurityScheme): string {
  if (identity !== undefined && !Object.hasOwn(credentials, "identity")) return identity;
  return textCredential(credentials, "identity");
}

function keyOf(credentials: Credentials): Uint8Array {
  const key = Object.hasOwn(credentials, "key") ? credentials.key : undefined;
  if (key instanceof Uint8Array && key.length > 0) return key;
  if (typeof key === "string" && key !== "") return new TextEncoder().encode(key);
  throw unusableCredentials('the credentials have no "key"');
}
