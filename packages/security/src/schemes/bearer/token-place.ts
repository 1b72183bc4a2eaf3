import type { BearerSecurityScheme } from "@thingwright/td";
import { mayBePassword } from "../../credentials/connection-user.js";
import { type CredentialSlot, credentialSlot } from "../../credentials/credential-slot.js";

/** Where the token is; within a header the word `Bearer` goes before it. */
export interface TokenPlace {
  readonly slot: CredentialSlot;
  readonly prefixed: boolean;
  /** Whether it may be the password of the connection as well. */
  readonly isPassword: boolean;
}

/** Names of RFC 6750 §2 where the definition has none. */
const defaultNames = new Map([
  ["header", "authorization"],
  ["query", "access_token"],
]);

/** @throws {WotError} for a place that no token can have */
export function tokenPlace({
  in: location = "header",
  name = defaultNames.get(location),
}: Pick<BearerSecurityScheme, "in" | "name">): TokenPlace {
  const slot = credentialSlot({ in: location, name });
  return { slot, prefixed: location === "header", isPassword: mayBePassword(location) };
}
