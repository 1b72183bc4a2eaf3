/** What a CredentialStore holds for the scheme `basic`. */
export interface BasicCredentials {
  /** Without a colon. */
  readonly username: string;
  readonly password: string;
}
