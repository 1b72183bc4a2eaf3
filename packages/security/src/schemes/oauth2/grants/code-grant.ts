import { within } from "@thingwright/contracts";
import { ProtocolError } from "@thingwright/errors";
import {
  authorizationCodeGrantRequest,
  calculatePKCECodeChallenge,
  generateRandomCodeVerifier,
  generateRandomState,
  processAuthorizationCodeResponse,
  validateAuthResponse,
} from "oauth4webapi";
import { unusableCredentials } from "../../../credentials/read-credential.js";
import { type AccessToken, accessToken } from "../access-token.js";
import { type GrantRequest, purpose } from "./grant-request.js";
import { tokenEndpoint } from "./token-endpoint.js";

/** Flow `code`: a person grants access in a browser (RFC 6749 §4.1), always with PKCE (RFC 7636, `S256`) and `state`. */
export async function codeGrant(request: GrantRequest): Promise<AccessToken> {
  const { authorize, redirectUri, clock, limits } = request.settings;
  if (authorize === undefined || redirectUri === undefined) {
    throw unusableCredentials(
      'nobody can be asked to grant access: the flow "code" needs "authorize" and "redirectUri"',
    );
  }
  const [state, verifier] = [generateRandomState(), generateRandomCodeVerifier()];
  const url = authorizationUrl(request, redirectUri, state, await calculatePKCECodeChallenge(verifier));
  const patience = { timeoutMs: limits.maxAuthorizationMs, signal: request.signal };
  const redirected = redirection(await within(authorize(url, request.signal), patience, clock), redirectUri);
  const issuer = request.credentials.issuer ?? redirected.searchParams.get("iss") ?? undefined;
  const { server, client, authentication, options } = tokenEndpoint(request, purpose(request), issuer);
  const parameters = validateAuthResponse(server, client, redirected, state);
  const response = await authorizationCodeGrantRequest(
    server,
    client,
    authentication,
    parameters,
    redirectUri,
    verifier,
    options,
  );
  return accessToken(await processAuthorizationCodeResponse(server, client, response), clock.now());
}

function authorizationUrl(request: GrantRequest, redirectUri: string, state: string, challenge: string): string {
  const url = new URL(request.endpoints.authorization!);
  const parameters = {
    response_type: "code",
    client_id: request.credentials.clientId,
    redirect_uri: redirectUri,
    state,
    code_challenge: challenge,
    code_challenge_method: "S256",
  };
  for (const [name, value] of [...Object.entries(parameters), ...purpose(request)]) url.searchParams.set(name, value);
  return url.href;
}

/** The address that the browser came to, which must be the one that was asked for. Its query is a secret. */
function redirection(text: string, redirectUri: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const expected = new URL(redirectUri);
  if (url?.origin === expected.origin && url.pathname === expected.pathname) return url;
  throw new ProtocolError("WOT_PROTOCOL", "the browser was not redirected to the address that was asked for");
}
