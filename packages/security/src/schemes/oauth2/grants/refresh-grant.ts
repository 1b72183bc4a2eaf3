import { processRefreshTokenResponse, refreshTokenGrantRequest } from "oauth4webapi";
import { type AccessToken, accessToken } from "../access-token.js";
import { type GrantRequest, purpose } from "./grant-request.js";
import { tokenEndpoint } from "./token-endpoint.js";

/** A new token for a refresh token (RFC 6749 §6), which goes on being good unless a new one comes along. */
export async function refreshGrant(request: GrantRequest, refreshToken: string): Promise<AccessToken> {
  const { server, client, authentication, options } = tokenEndpoint(request, purpose(request));
  const refreshServer = { ...server, token_endpoint: request.endpoints.refresh.href };
  const response = await refreshTokenGrantRequest(refreshServer, client, authentication, refreshToken, options);
  const token = accessToken(await processRefreshTokenResponse(server, client, response), request.settings.clock.now());
  return { ...token, refreshToken: token.refreshToken ?? refreshToken };
}
