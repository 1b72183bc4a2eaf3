import type { BearerSecurityScheme } from "@thingwright/td";
import { type CredentialSlot, credentialSlot } from "../../credentials/credential-slot.js";

/** Where the token is; within a header the word `Bearer` goes before it. */
export interface TokenPlace {
  readonly slot: CredentialSlot;
  readonly prefixed: boolean;
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
  return { slot: credentialSlot({ in: location, name }), prefixed: location === "header" };
}
