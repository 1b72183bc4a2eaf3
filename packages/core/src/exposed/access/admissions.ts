import {
  andThenAll,
  type InboundRequest,
  type MaybePromise,
  type Principal,
  type ServerAuthenticator,
} from "@thingwright/contracts";
import { isWotError, type WotError } from "@thingwright/errors";
import type { Operation } from "@thingwright/td";
import { verify } from "./admit.js";
import { type Access, authenticatorOf } from "./thing-access.js";

/**
 * Who asks, for each affordance that asks something else than the operation on the whole Thing: so that nobody gets by an
 * operation on all what is refused by the operation on one.
 */
export class Admissions {
  /** Members of the body in which credentials for the affordances were looked for, by JSON Pointer. */
  readonly bodyMembers: readonly string[];
  readonly #outcomes: ReadonlyMap<string, Outcome>;

  constructor(outcomes: ReadonlyMap<string, Outcome>, bodyMembers: readonly string[] = []) {
    this.#outcomes = outcomes;
    this.bodyMembers = bodyMembers;
  }

  /** Names of affordances that are refused, in order. */
  get hidden(): ReadonlySet<string> {
    return new Set([...this.#outcomes].filter(([, outcome]) => isWotError(outcome)).map(([name]) => name));
  }

  /** Why `name` is refused, if it is. */
  refusalOf(name: string): WotError | undefined {
    const outcome = this.#outcomes.get(name);
    return isWotError(outcome) ? outcome : undefined;
  }

  /**
   * Who uses the affordance `name`.
   *
   * @param whole - who was admitted to the operation on all
   * @throws {WotError} the refusal
   */
  principalFor(name: string, whole: Principal | undefined): Principal | undefined {
    const outcome = this.#outcomes.has(name) ? this.#outcomes.get(name) : whole;
    if (isWotError(outcome)) throw outcome;
    return outcome;
  }

  /**
   * Those of `affordances` that may be used.
   *
   * @throws {WotError} the first refusal, when that leaves none
   */
  admitted<A extends { readonly name: string }>(affordances: readonly A[]): readonly A[] {
    const admitted = affordances.filter(({ name }) => this.refusalOf(name) === undefined);
    const refused = admitted.length === 0 ? affordances[0] : undefined;
    if (refused !== undefined) throw this.refusalOf(refused.name) as WotError;
    return admitted;
  }
}

type Outcome = Principal | WotError;

const nothingOfItsOwn = new Admissions(new Map());

/** What the operation on all asks, and what the Thing asks where an affordance says nothing. */
export interface UsualAuthenticators {
  readonly whole: ServerAuthenticator | undefined;
  readonly thing: ServerAuthenticator | undefined;
}

/**
 * Verifies `request` for `operation` on each of `affordances` that asks something else than the operation on all has asked
 * already; each authenticator once.
 */
export function admissionsTo(
  affordances: Iterable<{ readonly name: string; readonly access?: Access }>,
  operation: Operation,
  request: InboundRequest,
  { whole, thing }: UsualAuthenticators,
): MaybePromise<Admissions> {
  const asked = new Map<string, ServerAuthenticator>();
  for (const { name, access } of affordances) {
    const authenticator = authenticatorOf(access, operation, thing);
    if (authenticator !== undefined && authenticator !== whole) asked.set(name, authenticator);
  }
  if (asked.size === 0) return nothingOfItsOwn;
  const authenticators = [...new Set(asked.values())];
  return andThenAll(
    authenticators.map((authenticator) => verify(authenticator, request)),
    (outcomes) => {
      const byAuthenticator = new Map(authenticators.map((authenticator, at) => [authenticator, outcomes[at]!]));
      return new Admissions(
        new Map([...asked].map(([name, authenticator]) => [name, byAuthenticator.get(authenticator)!])),
        authenticators.flatMap(({ bodyMembers }) => bodyMembers ?? []),
      );
    },
  );
}
