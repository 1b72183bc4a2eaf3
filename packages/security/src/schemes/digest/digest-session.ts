import type { AuthenticationTarget } from "@thingwright/contracts";
import { type Challenge, quoted } from "../auth-params.js";
import type { BasicCredentials } from "../basic/basic-credentials.js";
import { type DigestFunction, digestFunctionOf, digestRank } from "./digest-algorithm.js";
import { digestResponse, passwordDigest, type QualityOfProtection, requestUri } from "./digest-response.js";

/** What a client knows of a server after its challenge, and how often it has used that. */
export class DigestSession {
  readonly nonce: string;
  readonly #function: DigestFunction;
  readonly #realm: string;
  readonly #opaque: string | undefined;
  readonly #qop: QualityOfProtection | undefined;
  readonly #isUserHashed: boolean;
  /** One for the session: then all readings of `-sess` agree (RFC 7616 §3.4.2). */
  readonly #cnonce: string;
  #count = 0;

  /** @param cnonce - hexadecimal digits that nobody can guess */
  constructor({ function: chosen, params, qop }: UsableChallenge, cnonce: string) {
    this.nonce = params.get("nonce") ?? "";
    this.#function = chosen;
    this.#realm = params.get("realm") ?? "";
    this.#opaque = params.get("opaque");
    this.#qop = qop;
    this.#isUserHashed = params.get("userhash")?.toLowerCase() === "true";
    this.#cnonce = cnonce;
  }

  /** The value of the `Authorization` header for the next request, which is for `target`. */
  authorization({ username, password }: BasicCredentials, target: AuthenticationTarget): string {
    const nc = (++this.#count).toString(16).padStart(8, "0");
    const [realm, nonce, qop, cnonce] = [this.#realm, this.nonce, this.#qop, this.#cnonce];
    const ha1 = passwordDigest(this.#function, username, realm, password);
    const response = digestResponse(this.#function, ha1, { nonce, nc, cnonce, qop, target });
    const params = [
      this.#user(username),
      `realm=${quoted(realm)}`,
      `nonce=${quoted(nonce)}`,
      `uri=${quoted(requestUri(target.uri))}`,
      `algorithm=${this.#function.algorithm}`,
      `response="${response}"`,
    ];
    if (qop !== undefined) params.push(`qop=${qop}`, `nc=${nc}`, `cnonce="${cnonce}"`);
    if (this.#opaque !== undefined) params.push(`opaque=${quoted(this.#opaque)}`);
    if (this.#isUserHashed) params.push("userhash=true");
    return `Digest ${params.join(", ")}`;
  }

  /** RFC 7616 §3.4: hashed where the server asks for it (§3.4.4), encoded as RFC 8187 says where it is not plain ASCII. */
  #user(username: string): string {
    if (this.#isUserHashed) return `username="${this.#function.digest(`${username}:${this.#realm}`)}"`;
    if (/^[\x20-\x7e]*$/.test(username)) return `username=${quoted(username)}`;
    return `username*=UTF-8''${encodeURIComponent(username).replaceAll(/[!'()*]/g, percentEncoded)}`;
  }
}

const percentEncoded = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

/** A challenge that can be answered. */
export interface UsableChallenge {
  readonly function: DigestFunction;
  readonly qop: QualityOfProtection | undefined;
  readonly params: Challenge["params"];
}

/**
 * Of `challenges` the one with the strongest algorithm that can be answered.
 *
 * @param wanted - `qop` of the security definition: a server that does not offer `auth-int` then is not answered
 */
export function strongestChallenge(
  challenges: readonly Challenge[],
  wanted: QualityOfProtection = "auth",
): UsableChallenge | undefined {
  return challenges
    .flatMap((challenge) => usable(challenge, wanted) ?? [])
    .sort((a, b) => digestRank(a.function) - digestRank(b.function))[0];
}

function usable({ scheme, params }: Challenge, wanted: QualityOfProtection): UsableChallenge | undefined {
  const found = digestFunctionOf(params.get("algorithm"));
  if (scheme !== "digest" || found === undefined || !params.has("nonce") || !params.has("realm")) return undefined;
  const offered = params
    .get("qop")
    ?.split(",")
    .map((each) => each.trim().toLowerCase());
  if (offered === undefined) return wanted === "auth" ? { function: found, params, qop: undefined } : undefined;
  const qop = offered.includes(wanted)
    ? wanted
    : wanted === "auth" && offered.includes("auth-int")
      ? "auth-int"
      : undefined;
  return qop === undefined ? undefined : { function: found, params, qop };
}
