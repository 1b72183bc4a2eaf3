import type { SecuritySchemePlugin } from "@thingwright/contracts";
import { UnsupportedError } from "@thingwright/errors";
import type { BasicSecurityScheme } from "@thingwright/td";
import { type CredentialSlot, credentialSlot } from "../../credentials/credential-slot.js";
import type { RealmOptions } from "../challenge.js";
import { basicClient } from "./basic-client.js";
import { basicServer } from "./basic-server.js";

/**
 * The scheme `basic` (TD 1.1 §5.3.3.5): a name and a password, in the `Authorization` header (RFC 7617) or in the
 * header that `name` says, and as the user of the connection where a protocol has no headers.
 *
 * Other places than a header are refused: RFC 7617 knows none.
 */
export function basic(options: RealmOptions = {}): SecuritySchemePlugin {
  return {
    scheme: "basic",
    client: (definition, credentials) => basicClient(slotOf(definition as BasicSecurityScheme), credentials),
    server: (definition, name, verifier) =>
      basicServer(slotOf(definition as BasicSecurityScheme), name, verifier, options),
  };
}

/** `"auto"` leaves the place to the protocol: RFC 7617 knows the header alone. */
function slotOf({ in: location = "header", name = "authorization" }: BasicSecurityScheme): CredentialSlot {
  if (location === "header" || location === "auto") return credentialSlot({ in: "header", name });
  throw new UnsupportedError("WOT_NO_FORM", `basic credentials in "${location}" are not supported`);
}
