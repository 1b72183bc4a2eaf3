import { abortedBy, type Clock } from "@thingwright/contracts";
import { CredentialsError, isWotError, ProtocolError } from "@thingwright/errors";
import {
  type DeviceAuthorizationResponse,
  deviceAuthorizationRequest,
  deviceCodeGrantRequest,
  processDeviceAuthorizationResponse,
  processDeviceCodeResponse,
} from "oauth4webapi";
import { unusableCredentials } from "../../../credentials/read-credential.js";
import { type AccessToken, accessToken } from "../access-token.js";
import { oauthErrorOf } from "../oauth-failure.js";
import { type GrantRequest, purpose } from "./grant-request.js";
import { type TokenEndpoint, tokenEndpoint } from "./token-endpoint.js";

/** Flow `device`: a person grants access from another device, with a code (RFC 8628). */
export async function deviceGrant(request: GrantRequest): Promise<AccessToken> {
  const { showUserCode, clock, limits } = request.settings;
  if (showUserCode === undefined) {
    throw unusableCredentials('nobody can be asked to grant access: the flow "device" needs "showUserCode"');
  }
  const endpoint = tokenEndpoint(request);
  const authorization = await authorized(request, endpoint);
  const expiresAt = clock.now() + Math.min(authorization.expires_in * 1_000, limits.maxAuthorizationMs);
  showUserCode(
    {
      userCode: authorization.user_code,
      verificationUri: webAddress(authorization.verification_uri),
      verificationUriComplete:
        authorization.verification_uri_complete && webAddress(authorization.verification_uri_complete),
      expiresAt,
    },
    request.signal,
  );
  return polled(request, endpoint, authorization, expiresAt);
}

async function authorized(
  request: GrantRequest,
  { server, client, authentication, options }: TokenEndpoint,
): Promise<DeviceAuthorizationResponse> {
  const device = { ...server, device_authorization_endpoint: request.endpoints.authorization!.href };
  const response = await deviceAuthorizationRequest(device, client, authentication, purpose(request), options);
  return processDeviceAuthorizationResponse(device, client, response);
}

/** Asks for the token at the server's pace until the person has decided (RFC 8628 §3.5). */
async function polled(
  { settings: { clock }, signal }: GrantRequest,
  { server, client, authentication, options }: TokenEndpoint,
  { device_code, interval = 5 }: DeviceAuthorizationResponse,
  expiresAt: number,
): Promise<AccessToken> {
  let intervalMs = Math.max(interval, 1) * 1_000;
  for (;;) {
    if (clock.now() + intervalMs >= expiresAt) throw nobodyCame();
    await pause(clock, intervalMs, signal);
    try {
      const response = await deviceCodeGrantRequest(server, client, authentication, device_code, options);
      return accessToken(await processDeviceCodeResponse(server, client, response), clock.now());
    } catch (error) {
      const next = nextInterval(error, intervalMs);
      if (next === undefined) throw error;
      intervalMs = next;
    }
  }
}

/** Milliseconds until the next question; `undefined` when it makes no sense to go on. */
function nextInterval(error: unknown, intervalMs: number): number | undefined {
  const code = oauthErrorOf(error);
  if (code === "authorization_pending") return intervalMs;
  if (code === "slow_down") return intervalMs + 5_000;
  const isTransient = isWotError(error) && (error.code === "WOT_NETWORK" || error.code === "WOT_TIMEOUT");
  return isTransient ? intervalMs * 2 : undefined;
}

function pause(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(abortedBy(signal));
    const abort = (): void => {
      timer.cancel();
      reject(abortedBy(signal));
    };
    const timer = clock.after(delayMs, () => {
      signal.removeEventListener("abort", abort);
      resolve();
    });
    signal.addEventListener("abort", abort, { once: true });
  });
}

/** An address that a person may be sent to. */
function webAddress(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new ProtocolError("WOT_PROTOCOL", "the authorization server names an address that no browser opens");
}

const nobodyCame = () =>
  new CredentialsError("WOT_CREDENTIALS_REFUSED", "nobody granted access before the code lapsed");
