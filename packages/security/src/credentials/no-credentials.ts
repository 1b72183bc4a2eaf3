import type { CredentialStore } from "@thingwright/contracts";

/** A store that has no secret. */
export const noCredentials: CredentialStore = Object.freeze({ get: () => undefined });
