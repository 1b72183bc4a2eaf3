import { CredentialsError, UsageError } from "@thingwright/errors";

export interface RealmOptions {
  /** Tells a person what the credentials are for (RFC 9110 §11.5). Default `things`. */
  readonly realm?: string;
}

/** Longest credential that a server looks at. */
export const maxCredentialLength = 8192;

/**
 * The realm of `options` as a quoted string.
 *
 * @throws {UsageError} WOT_ARGUMENT when it is not printable ASCII
 */
export function quotedRealm({ realm = "things" }: RealmOptions): string {
  if (!/^[\x20-\x7e]*$/.test(realm)) throw new UsageError("WOT_ARGUMENT", "a realm is printable ASCII");
  return `"${realm.replaceAll(/["\\]/g, "\\$&")}"`;
}

/**
 * The refusal of a request without good credentials. Absent and wrong ones look alike, and ask the peer to
 * authenticate: that is what 401 means for both (RFC 9110 §15.5.2).
 */
export const unauthenticated = (challenge?: string) =>
  new CredentialsError("WOT_CREDENTIALS_MISSING", "valid credentials are required", {
    challenges: challenge === undefined ? [] : [challenge],
  });
