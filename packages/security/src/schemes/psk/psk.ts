import { andThen, type Credentials, type PreSharedKey, type SecuritySchemePlugin } from "@thingwright/contracts";
import type { PSKSecurityScheme } from "@thingwright/td";
import { textCredential, unusableCredentials } from "../../credentials/read-credential.js";
import { provenByTransport } from "../proven-by-transport.js";

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
          psk: preSharedKeyOf(found, definition as PSKSecurityScheme),
        })),
    }),
    server: provenByTransport,
  };
}

/**
 * Identity and key of `found`.
 *
 * @throws {CredentialsError} WOT_CREDENTIALS_MISSING when one of them is not there
 */
export const preSharedKeyOf = (found: Credentials, definition: Pick<PSKSecurityScheme, "identity">): PreSharedKey => ({
  identity: identityOf(found, definition),
  key: keyOf(found),
});

function identityOf(credentials: Credentials, { identity }: Pick<PSKSecurityScheme, "identity">): string {
  if (identity !== undefined && !Object.hasOwn(credentials, "identity")) return identity;
  return textCredential(credentials, "identity");
}

function keyOf(credentials: Credentials): Uint8Array {
  const key = Object.hasOwn(credentials, "key") ? credentials.key : undefined;
  if (key instanceof Uint8Array && key.length > 0) return key;
  if (typeof key === "string" && key !== "") return new TextEncoder().encode(key);
  throw unusableCredentials('the credentials have no "key"');
}
