import type { Clock } from "@thingwright/contracts";
import { isWotError, RequestError } from "@thingwright/errors";
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from "jose";
import { type AuthorityAccess, boundedFetch } from "../authority/bounded-fetch.js";
import { jsonReply } from "../authority/json-reply.js";

/** How often an authorization server is asked for its keys. */
export interface KeySetLimits {
  /** Keys of one set; a longer one is not taken. */
  readonly maxKeys: number;
  /** Milliseconds for which a set counts before it is asked for again: a key that was removed is good for so long. */
  readonly keySetMaxAgeMs: number;
  /** Milliseconds for which a set still counts while the authorization server cannot be reached. */
  readonly keySetMaxStaleMs: number;
  /** Least milliseconds between two requests for the set, whatever unknown keys tokens name. */
  readonly keySetCooldownMs: number;
}

export const defaultKeySetLimits: KeySetLimits = Object.freeze({
  maxKeys: 64,
  keySetMaxAgeMs: 600_000,
  keySetMaxStaleMs: 3_600_000,
  keySetCooldownMs: 30_000,
});

/**
 * The keys at an address (RFC 7517 §5), kept for a while. A token that names an unknown key has the set asked for again,
 * once within the cooldown; many tokens at a time share one request.
 */
export class RemoteKeySet {
  readonly #url: string;
  readonly #access: AuthorityAccess;
  readonly #clock: Clock;
  readonly #limits: KeySetLimits;
  #select: JWTVerifyGetKey | undefined;
  #loadedAt = Number.NEGATIVE_INFINITY;
  #askedAt = Number.NEGATIVE_INFINITY;
  #loading: Promise<void> | undefined;

  constructor(url: URL, access: AuthorityAccess, limits: KeySetLimits) {
    this.#url = url.href;
    this.#access = access;
    this.#clock = access.clock;
    this.#limits = limits;
  }

  /** The key for a token. @throws {RequestError} WOT_UNAVAILABLE while there is no set; errors of jose when no key fits */
  readonly keyFor: JWTVerifyGetKey = async (header, token) => {
    if (this.#age > this.#limits.keySetMaxAgeMs) await this.#reload();
    const before = this.#select;
    try {
      return await this.#usable()(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await this.#reload();
      if (this.#select === before) throw error;
      return this.#usable()(header, token);
    }
  };

  get #age(): number {
    return this.#clock.now() - this.#loadedAt;
  }

  #usable(): JWTVerifyGetKey {
    const { keySetMaxAgeMs, keySetMaxStaleMs } = this.#limits;
    if (this.#select !== undefined && this.#age <= keySetMaxAgeMs + keySetMaxStaleMs) return this.#select;
    throw new RequestError("WOT_UNAVAILABLE", "the keys of the authorization server are not there: try again later");
  }

  /** Asks for the set, unless somebody just has. Never fails: what is there goes on being used. */
  #reload(): Promise<void> {
    if (this.#loading !== undefined) return this.#loading;
    if (this.#clock.now() - this.#askedAt < this.#limits.keySetCooldownMs) return Promise.resolve();
    this.#askedAt = this.#clock.now();
    this.#loading = this.#load()
      .catch((error: unknown) => {
        if (!isWotError(error) && !(error instanceof errors.JOSEError)) throw error;
      })
      .finally(() => {
        this.#loading = undefined;
      });
    return this.#loading;
  }

  async #load(): Promise<void> {
    const init = { method: "GET", headers: { accept: "application/jwk-set+json, application/json" } };
    const set = await jsonReply(await boundedFetch(this.#access, this.#url, init), "a key set");
    this.#select = publicKeys(set as unknown as JSONWebKeySet, this.#limits.maxKeys);
    this.#loadedAt = this.#clock.now();
  }
}

/**
 * Selects among the public keys of `set`. A secret key in it would let everybody who can read it make tokens.
 *
 * @throws {JOSEError} when it is no key set
 */
export function publicKeys(set: JSONWebKeySet, maxKeys: number): JWTVerifyGetKey {
  if (!Array.isArray(set?.keys) || set.keys.length > maxKeys) throw new errors.JWKSInvalid("no usable key set");
  return createLocalJWKSet({ keys: set.keys.filter((key) => key?.kty !== "oct") });
}
