import { UsageError } from "@thingwright/errors";
import { readDocument } from "./document.js";

/** The key in a file: PEM as text, JWK or JWK Set as JSON. @throws {UsageError} WOT_ARGUMENT; says nothing of the key */
export async function readKey(file: string): Promise<string | object> {
  const text = new TextDecoder().decode(await readDocument(file)).trim();
  if (text.startsWith("-----BEGIN")) return text;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value;
  } catch {
    // The message of the parser would quote the key.
  }
  throw new UsageError("WOT_ARGUMENT", `${file} holds neither a PEM nor a JWK`);
}
