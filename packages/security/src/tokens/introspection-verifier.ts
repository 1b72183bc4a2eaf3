import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import {
  type Clock,
  type Credentials,
  type CredentialsRefusal,
  type CredentialVerifier,
  limitsFrom,
  type Principal,
  systemClock,
} from "@thingwright/contracts";
import { RequestError, UsageError } from "@thingwright/errors";
import { ClientSecretBasic } from "oauth4webapi";
import { authorityAddress } from "../authority/authority-address.js";
import { type AuthorityLimits, defaultAuthorityLimits } from "../authority/authority-limits.js";
import { type AuthorityAccess, boundedFetch, type Fetch } from "../authority/bounded-fetch.js";
import { jsonReply } from "../authority/json-reply.js";
import { grantedScopes } from "./granted-scopes.js";
import { tokenSubject } from "./token-subject.js";

export interface IntrospectionLimits extends AuthorityLimits {
  /** Milliseconds for which an answer counts without asking again: so long a revoked token may pass. */
  readonly introspectionMaxAgeMs: number;
  /** Answers that are kept; the oldest give way. */
  readonly maxCachedTokens: number;
  /** Tokens that are asked about at a time; more are 503. */
  readonly maxIntrospections: number;
}

export const defaultIntrospectionLimits: IntrospectionLimits = Object.freeze({
  ...defaultAuthorityLimits,
  introspectionMaxAgeMs: 5_000,
  maxCachedTokens: 1_024,
  maxIntrospections: 64,
});

export interface IntrospectionVerifierOptions {
  /** Address of the introspection endpoint. */
  readonly endpoint: URL;
  /** Name and secret of this resource server at the authorization server; without them it does not say who asks. */
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** Who must have issued the token (`iss`), where the answer says so. */
  readonly issuer?: string;
  /** Whom the token must be meant for (`aud`). An answer without it does not pass. */
  readonly audience?: string;
  /** Whether an active token passes, by what the authorization server says of it (RFC 7662 §2.2), `client_id` for one. */
  readonly accepts?: (answer: Readonly<Record<string, unknown>>) => boolean;
  readonly fetch?: Fetch;
  readonly clock?: Clock;
  readonly limits?: Partial<IntrospectionLimits>;
}

type Verdict = Principal | CredentialsRefusal | undefined;

/**
 * A verifier of opaque tokens that asks the authorization server about each (RFC 7662). The answer counts for a short
 * while; never beyond the token's `exp`.
 *
 * @throws {UsageError} WOT_ARGUMENT for an address that secrets may not go to, WOT_RANGE for a limit
 */
export function introspectionVerifier(options: IntrospectionVerifierOptions): CredentialVerifier {
  const address = authorityAddress(options.endpoint.href);
  if (typeof address === "string") throw new UsageError("WOT_ARGUMENT", address);
  const introspection = new Introspection(address, options);
  return {
    verify(_definition, { token }: Credentials) {
      return typeof token === "string" && token !== "" ? introspection.verdict(token) : undefined;
    },
  };
}

class Introspection {
  readonly #url: string;
  readonly #options: IntrospectionVerifierOptions;
  readonly #limits: IntrospectionLimits;
  readonly #access: AuthorityAccess;
  /** By digest: a look into the memory finds no token. */
  readonly #answers = new Map<string, { readonly verdict: Verdict; readonly until: number }>();
  readonly #asked = new Map<string, Promise<Verdict>>();

  constructor(url: URL, options: IntrospectionVerifierOptions) {
    this.#url = url.href;
    this.#options = options;
    this.#limits = limitsFrom(defaultIntrospectionLimits, options.limits, ["introspectionMaxAgeMs"]);
    this.#access = {
      fetch: options.fetch ?? ((target, init) => fetch(target, init)),
      clock: options.clock ?? systemClock,
      limits: this.#limits,
    };
  }

  verdict(token: string): Verdict | Promise<Verdict> {
    const digest = bytesToHex(sha256(utf8ToBytes(token)));
    const known = this.#answers.get(digest);
    if (known !== undefined && known.until > this.#access.clock.now()) return known.verdict;
    const asked = this.#asked.get(digest);
    if (asked !== undefined) return asked;
    if (this.#asked.size >= this.#limits.maxIntrospections) {
      throw new RequestError("WOT_UNAVAILABLE", "too many tokens are being asked about: try again later");
    }
    const asking = this.#ask(token, digest).finally(() => this.#asked.delete(digest));
    this.#asked.set(digest, asking);
    return asking;
  }

  async #ask(token: string, digest: string): Promise<Verdict> {
    const headers = new Headers({ accept: "application/json" });
    const body = new URLSearchParams({ token, token_type_hint: "access_token" });
    const { clientId, clientSecret } = this.#options;
    if (clientId !== undefined) {
      await ClientSecretBasic(clientSecret ?? "")({ issuer: this.#url }, { client_id: clientId }, body, headers);
    }
    const response = await boundedFetch(this.#access, this.#url, { method: "POST", headers, body });
    const answer = await jsonReply(response, "what it knows of a token");
    const verdict = this.#judge(answer);
    this.#keep(digest, verdict, answer.exp);
    return verdict;
  }

  #judge(answer: Readonly<Record<string, unknown>>): Verdict {
    const { issuer, audience, accepts } = this.#options;
    const { active, iss, exp } = answer;
    if (active !== true) return undefined;
    if (typeof exp === "number" && exp * 1_000 <= this.#access.clock.now()) return { refused: "the token has expired" };
    if (issuer !== undefined && iss !== undefined && iss !== issuer) {
      return { refused: "the token comes from another issuer" };
    }
    if (audience !== undefined && ![answer.aud].flat().includes(audience)) {
      return { refused: "the token is meant for somebody else" };
    }
    if (accepts?.(answer) === false) return { refused: "the token is not accepted here" };
    const name = tokenSubject(answer);
    return name === undefined ? { refused: "the token names nobody" } : { name, scopes: grantedScopes(answer) };
  }

  #keep(digest: string, verdict: Verdict, exp: unknown): void {
    const until = this.#access.clock.now() + this.#limits.introspectionMaxAgeMs;
    this.#answers.delete(digest);
    this.#answers.set(digest, { verdict, until: typeof exp === "number" ? Math.min(until, exp * 1_000) : until });
    if (this.#answers.size > this.#limits.maxCachedTokens) this.#answers.delete(this.#answers.keys().next().value!);
  }
}
