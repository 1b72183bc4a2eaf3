import { UnsupportedError } from "@thingwright/errors";
import type { CredentialSlot } from "../credentials/credential-slot.js";

/**
 * The reading half of a slot.
 *
 * @throws {UnsupportedError} WOT_NO_FORM where a server cannot look: the body and the path of a request
 */
export function requireTake({ carrier, take }: CredentialSlot): NonNullable<CredentialSlot["take"]> {
  if (take !== undefined) return take;
  throw new UnsupportedError("WOT_NO_FORM", `a server cannot read credentials from ${carrier}`);
}
