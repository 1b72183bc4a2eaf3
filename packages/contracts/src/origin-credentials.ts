import type { MaybePromise } from "./maybe-promise.js";
import type { Credentials } from "./security.js";

/**
 * Secrets for what a server asks of somebody who has no Thing Description yet, by its origin: scheme, host and port, without
 * a path, as in `https://house.example`. A `Map` is one.
 *
 * They stand apart from a `CredentialStore`, whose keys a Thing Description names as it likes: none of these reaches another
 * origin, whatever a description says.
 *
 * @see WoT Discovery §7.1.2 (security bootstrapping)
 */
export interface OriginCredentials {
  /** What the schemes need that the server may ask for: `username` and `password`, `token`. */
  get(origin: string): MaybePromise<Credentials | undefined>;
}
