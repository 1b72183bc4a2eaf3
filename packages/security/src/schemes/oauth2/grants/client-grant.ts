import { clientCredentialsGrantRequest, processClientCredentialsResponse } from "oauth4webapi";
import { unusableCredentials } from "../../../credentials/read-credential.js";
import { type AccessToken, accessToken } from "../access-token.js";
import { type GrantRequest, purpose } from "./grant-request.js";
import { tokenEndpoint } from "./token-endpoint.js";

/** Flow `client`: the client acts for itself (RFC 6749 §4.4). */
export async function clientGrant(request: GrantRequest): Promise<AccessToken> {
  if (request.credentials.clientSecret === undefined) {
    throw unusableCredentials('the flow "client" needs a "clientSecret"');
  }
  const { server, client, authentication, options } = tokenEndpoint(request);
  const response = await clientCredentialsGrantRequest(server, client, authentication, purpose(request), options);
  return accessToken(await processClientCredentialsResponse(server, client, response), request.settings.clock.now());
}
