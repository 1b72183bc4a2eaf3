import {
  type AuthenticationTarget,
  andThen,
  type InboundRequest,
  type MaybePromise,
  type PresentedCredentials,
  type Principal,
  type ServerAuthenticator,
} from "@thingwright/contracts";
import { type CredentialsError, isWotError } from "@thingwright/errors";
import { guard } from "../affordances/guard.js";
import { bodyMember } from "./body-credentials.js";

/** Lets `next` serve the request once `authenticator` is satisfied; no cost where there is none. */
export function admit<T>(
  authenticator: ServerAuthenticator | undefined,
  request: InboundRequest,
  next: (principal: Principal | undefined) => MaybePromise<T>,
): MaybePromise<T> {
  if (authenticator === undefined) return next(undefined);
  return andThen(verify(authenticator, request), (outcome) => {
    if (isWotError(outcome)) throw outcome;
    return next(outcome);
  });
}

/** Who asks, or the refusal. */
export const verify = (
  authenticator: ServerAuthenticator,
  request: InboundRequest,
): MaybePromise<Principal | CredentialsError> => guard(() => authenticator.verify(new RequestCredentials(request)));

/** What a binding presents, with what the runtime knows of the body. */
class RequestCredentials implements PresentedCredentials {
  readonly #request: InboundRequest;
  readonly #presented: PresentedCredentials | undefined;

  constructor(request: InboundRequest) {
    this.#request = request;
    this.#presented = request.presented;
  }

  header(name: string): string | undefined {
    return this.#presented?.header(name);
  }

  query(name: string): string | undefined {
    return this.#presented?.query(name);
  }

  cookie(name: string): string | undefined {
    return this.#presented?.cookie(name);
  }

  bodyMember(pointer: string): string | undefined {
    return bodyMember(this.#request, pointer);
  }

  get user(): PresentedCredentials["user"] {
    return this.#presented?.user;
  }

  get transportIdentity(): string | undefined {
    return this.#presented?.transportIdentity;
  }

  get target(): AuthenticationTarget | undefined {
    const target = this.#presented?.target;
    const body = this.#request.content?.body;
    return target === undefined || body === undefined ? target : { ...target, body };
  }

  get message(): object {
    return this.#presented ?? this.#request;
  }

  get peer(): string | undefined {
    return this.#presented?.peer;
  }
}
