import { CredentialsError, UsageError } from "@thingwright/errors";

/** What is wrong with a file of an archive. */
export const broken = (name: string, what: string, cause?: unknown): UsageError =>
  new UsageError("WOT_ARGUMENT", `${JSON.stringify(name)} in the archive ${what}`, { cause });

export const passwordMissing = (): CredentialsError =>
  new CredentialsError("WOT_CREDENTIALS_MISSING", "the archive has a password");

export const passwordRefused = (): CredentialsError =>
  new CredentialsError("WOT_CREDENTIALS_REFUSED", "the password of the archive is another");
