import { createPrivateKey } from "node:crypto";
import { UsageError } from "@thingwright/errors";
import { readDocument } from "./document.js";

/**
 * The key in a file: JWK or JWK Set as JSON; a private key in PEM as JWK, which says its algorithm where its curve leaves no
 * choice; a public key or certificate in PEM as its text.
 *
 * @throws {UsageError} WOT_ARGUMENT; says nothing of the key
 */
export async function readKey(file: string): Promise<string | object> {
  const text = new TextDecoder().decode(await readDocument(file)).trim();
  if (text.startsWith("-----BEGIN")) return privateJwk(text) ?? text;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value;
  } catch {
    // The message of the parser would quote the key.
  }
  throw new UsageError("WOT_ARGUMENT", `${file} holds neither a PEM nor a JWK`);
}

/** `undefined` for what is no private key, or one under a passphrase. */
function privateJwk(pem: string): object | undefined {
  try {
    return createPrivateKey(pem).export({ format: "jwk" });
  } catch {
    return undefined;
  }
}
