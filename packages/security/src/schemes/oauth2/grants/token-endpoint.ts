import {
  type AuthorizationServer,
  allowInsecureRequests,
  type Client,
  type ClientAuth,
  customFetch,
  type TokenEndpointRequestOptions,
} from "oauth4webapi";
import { boundedFetch } from "../../../authority/bounded-fetch.js";
import { clientAuthentication } from "../oauth2-credentials.js";
import type { GrantRequest } from "./grant-request.js";

/** An authorization server and this client, as oauth4webapi wants them. */
export interface TokenEndpoint {
  readonly server: AuthorizationServer;
  readonly client: Client;
  readonly authentication: ClientAuth;
  readonly options: TokenEndpointRequestOptions;
}

/** @param parameters - go along with each request */
export function tokenEndpoint(
  { endpoints, credentials, settings, signal }: GrantRequest,
  parameters?: URLSearchParams,
  issuer: string = credentials.issuer ?? endpoints.token.origin,
): TokenEndpoint {
  return {
    server: { issuer, token_endpoint: endpoints.token.href },
    client: { client_id: credentials.clientId },
    authentication: clientAuthentication(credentials),
    options: {
      [customFetch]: (url: string, init: unknown) => boundedFetch(settings, url, init as RequestInit),
      // The address has been checked: https, or this machine.
      [allowInsecureRequests]: true,
      signal,
      ...(parameters === undefined ? {} : { additionalParameters: parameters }),
    },
  };
}
