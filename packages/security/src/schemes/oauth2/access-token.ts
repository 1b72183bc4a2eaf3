import { ProtocolError } from "@thingwright/errors";
import type { TokenEndpointResponse } from "oauth4webapi";

/** A token and how long it is good. Times are in milliseconds since 1970. */
export interface AccessToken {
  readonly token: string;
  readonly obtainedAt: number;
  /** Infinity when the authorization server does not say. */
  readonly expiresAt: number;
  readonly refreshToken: string | undefined;
}

/** @throws {ProtocolError} WOT_PROTOCOL for a token that cannot be sent as it is */
export function accessToken(response: TokenEndpointResponse, now: number): AccessToken {
  const { access_token: token, token_type: type, expires_in: lifetime, refresh_token: refreshToken } = response;
  if (type !== "bearer" || !/^[\x21-\x7e]{1,8000}$/.test(token)) {
    throw new ProtocolError("WOT_PROTOCOL", "the authorization server gave something that is no bearer token");
  }
  const expiresAt = lifetime === undefined ? Number.POSITIVE_INFINITY : now + lifetime * 1_000;
  return { token, obtainedAt: now, expiresAt, refreshToken };
}

/** When a token is to be replaced, so that none expires on the way. */
export const renewalTime = ({ obtainedAt, expiresAt }: AccessToken, refreshAheadMs: number): number =>
  expiresAt - Math.min(refreshAheadMs, (expiresAt - obtainedAt) / 2);
