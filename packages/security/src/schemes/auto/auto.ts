import type { SecuritySchemePlugin } from "@thingwright/contracts";
import { autoClient } from "./auto-client.js";
import { autoServer } from "./auto-server.js";

/**
 * The scheme `auto` (TD 1.1 §5.3.3.3): the protocol negotiates. A client answers the challenges of a refusal with what
 * credentials there are; a server takes whatever one of `schemes` proves.
 *
 * @param schemes - those that challenge (RFC 9110 §11.3), the preferred one first
 */
export function auto(schemes: readonly SecuritySchemePlugin[]): SecuritySchemePlugin {
  return {
    scheme: "auto",
    client: autoClient(schemes),
    server: (definition, name, verifier) => autoServer(schemes, definition, name, verifier),
  };
}
