import type { BearerSecurityScheme } from "@thingwright/td";
import { credentialSlot, type SlotTerms } from "../../credentials/credential-slot.js";

/** Names of RFC 6750 §2 where the definition has none. */
const defaultNames = new Map([
  ["header", "authorization"],
  ["query", "access_token"],
]);

export function tokenPlace({
  in: location = "header",
  name = defaultNames.get(location),
}: BearerSecurityScheme): TokenPlace {
  const terms: SlotTerms = { in: location, name };
  return { slot: credentialSlot(terms), prefixed: location === "header" };
}

/** Where the token is; within a header the word `Bearer` goes before it. */
export interface TokenPlace {
  readonly slot: ReturnType<typeof credentialSlot>;
  readonly prefixed: boolean;
}
