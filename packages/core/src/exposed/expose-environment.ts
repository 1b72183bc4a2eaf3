import type { Clock, Codecs, CredentialVerifier, Logger, Security, ServerBinding } from "@thingwright/contracts";
import type { AffordancePlans } from "./affordance-plan.js";
import type { ExposedThings } from "./exposed-things.js";

/** Limits of exposed Things, with their defaults in {@link exposeLimits}. */
export interface ExposeLimits {
  /** Longest stream that a handler may answer with. */
  readonly maxStreamBytes: number;
  /** Most invocations of one asynchronous action that are remembered. */
  readonly maxInvocations: number;
}

export const exposeLimits: ExposeLimits = { maxStreamBytes: 16 * 1024 * 1024, maxInvocations: 100 };

/** What an ExposedThing needs from its Servient. */
export interface ExposeEnvironment {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly codecs: Codecs;
  readonly security: Security;
  readonly verifier: CredentialVerifier | undefined;
  readonly plans: AffordancePlans;
  readonly limits: ExposeLimits;
  /** Content types that affordances offer unless they name their own. */
  readonly contentTypes: readonly string[];
  readonly servers: readonly ServerBinding[];
  /** Whether Things without security may be exposed beyond this machine. */
  readonly allowInsecure: boolean;
  /** The Servient's listing. */
  readonly things: ExposedThings;
}
