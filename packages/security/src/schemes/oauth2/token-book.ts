import type { MaybePromise } from "@thingwright/contracts";
import type { CredentialsError } from "@thingwright/errors";
import { type AccessToken, renewalTime } from "./access-token.js";
import type { Flow } from "./flows.js";
import type { GrantRequest } from "./grants/grant-request.js";
import { refreshGrant } from "./grants/refresh-grant.js";
import { oauthErrorOf, oauthFailure } from "./oauth-failure.js";
import type { OAuth2Credentials } from "./oauth2-credentials.js";
import type { OAuth2Settings } from "./oauth2-options.js";
import { SharedGrant } from "./shared-grant.js";

/** What a token is wanted for. Requests with the same `purpose` share it. */
export interface TokenRequest extends Omit<GrantRequest, "signal" | "settings"> {
  readonly flow: Flow;
  /** Endpoints, client, resource, audience and scopes as one text: no secret. */
  readonly purpose: string;
}

/** A token with the credentials that it was obtained by, or how it was refused. */
interface Entry {
  readonly credentials: OAuth2Credentials;
  readonly token: AccessToken | undefined;
  readonly refusal: CredentialsError | undefined;
  /** When it is to be replaced, in milliseconds since 1970. */
  readonly until: number;
}

/** The tokens of one client. Each is asked for once, however many wait for it, and replaced before it ends. */
export class TokenBook {
  readonly #settings: OAuth2Settings;
  readonly #entries = new Map<string, Entry>();
  readonly #grants = new Map<string, SharedGrant>();

  constructor(settings: OAuth2Settings) {
    this.#settings = settings;
  }

  /** @throws {WotError} CredentialsError when there is none to be had */
  get(request: TokenRequest, signal: AbortSignal | undefined): MaybePromise<AccessToken> {
    const entry = this.#current(request);
    if (entry !== undefined && entry.until > this.#settings.clock.now()) {
      if (entry.token !== undefined) return entry.token;
      throw entry.refusal!;
    }
    return this.#grant(request, entry?.token?.refreshToken ?? request.credentials.refreshToken).join(signal);
  }

  /**
   * Told that a Thing does not take `token`. Says whether there is, or is likely to be, a better one.
   *
   * @param token - the one that was sent, which may have been replaced meanwhile; `undefined` for not knowing
   */
  refused(request: TokenRequest, token: string | undefined): boolean {
    const entry = this.#current(request);
    if (entry?.token === undefined || (token !== undefined && token !== entry.token.token)) return true;
    const { clock, limits } = this.#settings;
    if (clock.now() - entry.token.obtainedAt < limits.minRenewalMs) return false;
    this.#entries.set(request.purpose, { ...entry, until: 0 });
    return true;
  }

  /** What is known for the request, unless its credentials have been changed in the store. */
  #current({ purpose, credentials }: TokenRequest): Entry | undefined {
    const entry = this.#entries.get(purpose);
    return entry !== undefined && areSame(entry.credentials, credentials) ? entry : undefined;
  }

  #grant(request: TokenRequest, refreshToken: string | undefined): SharedGrant {
    const { purpose, credentials } = request;
    const running = this.#grants.get(purpose);
    if (running !== undefined) return running;
    const grant = new SharedGrant(async (signal) => {
      try {
        const token = await granted({ ...request, settings: this.#settings, signal }, request.flow, refreshToken);
        this.#keep(purpose, { credentials, token, refusal: undefined, until: this.#renewal(token) });
        return token;
      } catch (error) {
        const failure = oauthFailure(error);
        if (failure.code === "WOT_CREDENTIALS_REFUSED") this.#keepRefusal(request, failure as CredentialsError);
        throw failure;
      } finally {
        this.#grants.delete(purpose);
      }
    });
    this.#grants.set(purpose, grant);
    return grant;
  }

  #renewal(token: AccessToken): number {
    const { refreshAheadMs, minRenewalMs } = this.#settings.limits;
    return Math.max(renewalTime(token, refreshAheadMs), Math.min(token.obtainedAt + minRenewalMs, token.expiresAt));
  }

  /** A refusal counts for a while, so that a Thing that is asked often does not have the authorization server asked as often. */
  #keepRefusal({ purpose, credentials }: TokenRequest, refusal: CredentialsError): void {
    const { clock, limits } = this.#settings;
    this.#keep(purpose, { credentials, token: undefined, refusal, until: clock.now() + limits.minRenewalMs });
  }

  #keep(purpose: string, entry: Entry): void {
    this.#entries.delete(purpose);
    this.#entries.set(purpose, entry);
    if (this.#entries.size > this.#settings.limits.maxTokens) this.#entries.delete(this.#entries.keys().next().value!);
  }
}

/** By the refresh token, and by the flow when there is none or it is good no longer. */
async function granted(request: GrantRequest, flow: Flow, refreshToken: string | undefined): Promise<AccessToken> {
  if (refreshToken === undefined) return flow.grant(request);
  try {
    return await refreshGrant(request, refreshToken);
  } catch (error) {
    if (oauthErrorOf(error) !== "invalid_grant") throw error;
    return flow.grant(request);
  }
}

const areSame = (one: OAuth2Credentials, other: OAuth2Credentials): boolean =>
  one === other || (one.clientSecret === other.clientSecret && one.refreshToken === other.refreshToken);
