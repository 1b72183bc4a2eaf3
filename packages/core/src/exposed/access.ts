import {
  andThen,
  type InboundRequest,
  type MaybePromise,
  type PresentedCredentials,
  type Principal,
  type ServerAuthenticator,
} from "@thingwright/contracts";
import { isWotError } from "@thingwright/errors";
import { guard } from "./guard.js";

/** What a request that brings nothing has presented. */
const nothing: PresentedCredentials = {
  header: () => undefined,
  query: () => undefined,
  cookie: () => undefined,
};

/** Lets `next` serve the request once the Thing's security is satisfied; no cost where it asks for none. */
export function admit<T>(
  authenticator: ServerAuthenticator | undefined,
  request: InboundRequest,
  next: (principal: Principal | undefined) => MaybePromise<T>,
): MaybePromise<T> {
  if (authenticator === undefined) return next(undefined);
  const verified = guard(() => authenticator.verify(request.presented ?? nothing));
  return andThen(verified, (outcome) => {
    if (isWotError(outcome)) throw outcome;
    return next(outcome);
  });
}
