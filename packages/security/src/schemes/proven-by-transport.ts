import type { ServerAuthenticator } from "@thingwright/contracts";
import { unauthenticated } from "./challenge.js";

/** Takes the identity that the handshake of a connection has proven: there is nothing left to verify. */
export const provenByTransport = (): ServerAuthenticator => ({
  verify: ({ transportIdentity }) =>
    transportIdentity === undefined ? unauthenticated() : { name: transportIdentity, scopes: [] },
});
