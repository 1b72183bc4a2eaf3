/** Where a definition of the scheme `oauth2` sends its client: addresses that have been checked. */
export interface OAuth2Endpoints {
  /** Token endpoint. */
  readonly token: URL;
  /** Authorization endpoint; for the flow `device` the device authorization endpoint. */
  readonly authorization: URL | undefined;
  /** Where a refresh token is used: the token endpoint, unless the definition has another one. */
  readonly refresh: URL;
}
