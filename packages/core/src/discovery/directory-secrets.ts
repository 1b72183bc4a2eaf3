import { andThen, type CredentialStore, type OriginCredentials } from "@thingwright/contracts";
import { effectiveForms, type ThingDescription } from "@thingwright/td";
import { originOf } from "../consumed/request/origin.js";
import { listing } from "./directory-pages.js";

/** Where secrets for Things and for origins are. */
export interface Secrets {
  readonly credentials: CredentialStore | undefined;
  readonly originCredentials: OriginCredentials | undefined;
}

/**
 * Secrets to list a directory with: those of its `id`, when the caller named it; else those of the origin that its
 * description came from, when its listing is there too. A directory that others told of could claim any `id`.
 *
 * @param url - where the directory's description was found
 * @param trusted - whether the caller named it
 */
export function directorySecrets(
  directory: ThingDescription,
  url: string,
  trusted: boolean,
  { credentials, originCredentials }: Secrets,
): CredentialStore {
  const origin = originOf(url);
  const staysThere = effectiveForms(directory, "property", listing).every(({ href }) => originOf(href) === origin);
  return {
    get: (thing, name) =>
      andThen(trusted ? credentials?.get(thing, name) : undefined, (found) => {
        if (found !== undefined || !staysThere) return found;
        return originCredentials?.get(origin);
      }),
  };
}
