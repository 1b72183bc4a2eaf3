import type { CredentialVerifier, Security, ServerAuthenticator } from "@thingwright/contracts";
import type { FormHint, Operation, PartialThingDescription } from "@thingwright/td";
import { type Demand, demandsOf } from "./demand.js";

/** Who may carry out an operation, and how its Forms say so. */
export interface Admission {
  /** `undefined` where anybody may. */
  readonly authenticator: ServerAuthenticator | undefined;
  readonly terms: Demand;
}

/** Admissions of the operations of one affordance, or of the whole Thing, that differ from the Thing's own. */
export type Access = ReadonlyMap<Operation, Admission>;

type Secured = Pick<PartialThingDescription, "security" | "securityDefinitions">;

/** Who judges the credentials that peers present. */
export interface SecurityEnvironment {
  readonly security: Security;
  readonly verifier: CredentialVerifier | undefined;
}

/**
 * Compiles what a Thing and its affordances ask of whoever uses them. Equal demands share one authenticator, so that a
 * request for several affordances is verified once.
 */
export class ThingAccess {
  /** What the Thing asks where nothing else is said; `undefined` when anybody may. */
  readonly authenticator: ServerAuthenticator | undefined;
  readonly #environment: SecurityEnvironment;
  readonly #definitions: NonNullable<PartialThingDescription["securityDefinitions"]>;
  readonly #security: readonly string[];
  /** By what they demand. */
  readonly #admissions = new Map<string, Admission>();

  /** @throws {UsageError} WOT_ARGUMENT when the Thing asks for what nobody can verify */
  constructor({ security, securityDefinitions = {} }: Secured, environment: SecurityEnvironment) {
    this.#environment = environment;
    this.#definitions = securityDefinitions;
    this.#security = security === undefined ? [] : [security].flat();
    this.authenticator = this.#security.length === 0 ? undefined : this.#admission({}).authenticator;
  }

  /**
   * Admissions for what `forms` demand; `undefined` when they demand nothing.
   *
   * @throws {ThingDescriptionError} WOT_TD_INVALID
   * @throws {UsageError} WOT_ARGUMENT as the constructor
   */
  of(forms: readonly FormHint[] | undefined, operations: readonly Operation[], pointer: string): Access | undefined {
    const demands = demandsOf(forms, operations, pointer);
    if (demands.size === 0) return undefined;
    return new Map([...demands].map(([operation, demand]) => [operation, this.#admission(demand)]));
  }

  /** Variables of URIs in which credentials travel. */
  uriVariables(): ReadonlySet<string> {
    const admissions = [...this.#admissions.values()];
    return new Set(admissions.flatMap(({ authenticator }) => authenticator?.uriVariables ?? []));
  }

  #admission(terms: Demand): Admission {
    const names = terms.security === undefined ? this.#security : [terms.security].flat();
    const scopes = [terms.scopes ?? []].flat();
    const key = JSON.stringify([names, scopes]);
    const known = this.#admissions.get(key);
    if (known !== undefined) return known;
    const { security, verifier } = this.#environment;
    const thing = { securityDefinitions: this.#definitions };
    const admission = { terms, authenticator: security.server(thing, names, verifier, scopes) };
    this.#admissions.set(key, admission);
    return admission;
  }
}

/** The authenticator of `operation`: its own, or that of the whole Thing. */
export function authenticatorOf(
  access: Access | undefined,
  operation: Operation,
  whole: ServerAuthenticator | undefined,
): ServerAuthenticator | undefined {
  const admission = access?.get(operation);
  return admission === undefined ? whole : admission.authenticator;
}
