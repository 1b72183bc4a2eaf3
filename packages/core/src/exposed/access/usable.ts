import { andThenAll, type InboundRequest, type MaybePromise, type ServerAuthenticator } from "@thingwright/contracts";
import { isWotError, type WotError } from "@thingwright/errors";
import type { ThingPlan } from "../plan/thing-plan.js";
import { verify } from "./admit.js";
import type { Access } from "./thing-access.js";

/** What whoever asks may use of a Thing. */
export interface Usable {
  /** Whether it passes this authenticator. */
  mayUse(authenticator: ServerAuthenticator | undefined): boolean;
  /** The first refusal; `undefined` when it may use everything. */
  readonly refusal: WotError | undefined;
}

/** Whether a Thing asks for credentials anywhere. */
export const isGuarded = (plan: ThingPlan): boolean => authenticatorsOf(plan).length > 0;

/** What `request` opens of a Thing: each of its authenticators is asked once. */
export function usableBy(plan: ThingPlan, request: InboundRequest): MaybePromise<Usable> {
  const authenticators = authenticatorsOf(plan);
  return andThenAll(
    authenticators.map((authenticator) => verify(authenticator, request)),
    (outcomes) => {
      const refused = new Set(authenticators.filter((_, at) => isWotError(outcomes[at])));
      return {
        mayUse: (authenticator) => authenticator === undefined || !refused.has(authenticator),
        refusal: outcomes.find((outcome) => isWotError(outcome)),
      };
    },
  );
}

/** That of the Thing first. */
function authenticatorsOf({ authenticator, access, properties, actions, events }: ThingPlan) {
  const own = [properties, actions, events].flatMap((plans) => [...plans.values()].map((plan) => plan.access));
  const authenticators = [access, ...own].flatMap((each: Access | undefined) =>
    [...(each?.values() ?? [])].map((admission) => admission.authenticator),
  );
  return [...new Set([authenticator, ...authenticators])].filter((each) => each !== undefined);
}
