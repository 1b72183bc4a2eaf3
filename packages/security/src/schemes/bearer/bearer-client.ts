import { andThen, type ClientAuthenticator, type Credentials, type MaybePromise } from "@thingwright/contracts";
import { connectionUser } from "../../credentials/connection-user.js";
import { textCredential, unusableCredentials } from "../../credentials/read-credential.js";
import { type TokenTerms, tokenComplaint } from "./token-format.js";
import type { TokenPlace } from "./token-place.js";

/** Visible ASCII: more than `b64token` of RFC 6750 §2.1, because issuers go beyond it. */
const bearerToken = /^[\x21-\x7e]+$/;

/** Sends a token, of the kind that the definition means; in its place or as the password of the connection. */
export function bearerClient(
  { slot, prefixed, isPassword }: TokenPlace,
  terms: TokenTerms,
  credentials: () => MaybePromise<Credentials>,
): ClientAuthenticator {
  return {
    carriers: isPassword ? [slot.carrier, "user"] : [slot.carrier],
    authenticate: () =>
      andThen(credentials(), (found) => {
        const token = textCredential(found, "token");
        if (!bearerToken.test(token)) throw unusableCredentials('a "token" is visible ASCII (RFC 6750 §2.1)');
        const complaint = tokenComplaint(token, terms);
        if (complaint !== undefined) throw unusableCredentials(complaint);
        const placed = slot.put(prefixed ? `Bearer ${token}` : token);
        return isPassword ? { ...placed, ...connectionUser(found, "bearer", token) } : placed;
      }),
  };
}
