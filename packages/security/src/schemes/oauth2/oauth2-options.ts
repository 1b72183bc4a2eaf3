import { type Clock, limitsFrom, systemClock } from "@thingwright/contracts";
import { type AuthorityLimits, defaultAuthorityLimits } from "../../authority/authority-limits.js";
import type { Fetch } from "../../authority/bounded-fetch.js";
import type { RealmOptions } from "../challenge.js";

export interface OAuth2Limits extends AuthorityLimits {
  /** Tokens that are kept; the oldest give way. */
  readonly maxTokens: number;
  /** Milliseconds before its end at which a token is replaced; for a short-lived one half of its life. */
  readonly refreshAheadMs: number;
  /** Least milliseconds between two tokens for the same purpose, whatever a Thing thinks of the first. */
  readonly minRenewalMs: number;
  /** Milliseconds that a person gets to grant access, by `authorize` or with a user code. */
  readonly maxAuthorizationMs: number;
}

export const defaultOAuth2Limits: OAuth2Limits = Object.freeze({
  ...defaultAuthorityLimits,
  maxTokens: 256,
  refreshAheadMs: 30_000,
  minRenewalMs: 5_000,
  maxAuthorizationMs: 600_000,
});

/** What a person needs to know to grant access from another device (RFC 8628 §3.2). */
export interface DevicePrompt {
  readonly userCode: string;
  readonly verificationUri: string;
  /** The same with the code in it, for a QR code; not every server has one. */
  readonly verificationUriComplete: string | undefined;
  /** When the code lapses, in milliseconds since 1970. */
  readonly expiresAt: number;
}

export interface OAuth2Options extends RealmOptions {
  /**
   * Flow `code`: leads a person to `url`, in a browser, and resolves to the address that the browser was then redirected to,
   * as a whole. The signal aborts when nobody waits any longer.
   */
  readonly authorize?: (url: string, signal: AbortSignal) => Promise<string>;
  /** Flow `code`: where the authorization server is to redirect to; registered there. */
  readonly redirectUri?: string;
  /** Flow `device`: shows a person where to enter which code. */
  readonly showUserCode?: (prompt: DevicePrompt, signal: AbortSignal) => void;
  /** Speaks to authorization servers; with a proxy, private authorities or a client certificate behind it. Default: the platform's. */
  readonly fetch?: Fetch;
  readonly clock?: Clock;
  readonly limits?: Partial<OAuth2Limits>;
}

/** The options with every default in its place. */
export interface OAuth2Settings {
  readonly authorize: OAuth2Options["authorize"];
  readonly redirectUri: string | undefined;
  readonly showUserCode: OAuth2Options["showUserCode"];
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly limits: OAuth2Limits;
}

/** @throws {UsageError} WOT_RANGE for a limit out of range */
export const oauth2SettingsOf = (options: OAuth2Options): OAuth2Settings => ({
  authorize: options.authorize,
  redirectUri: options.redirectUri,
  showUserCode: options.showUserCode,
  fetch: options.fetch ?? ((url, init) => fetch(url, init)),
  clock: options.clock ?? systemClock,
  limits: limitsFrom(defaultOAuth2Limits, options.limits, ["refreshAheadMs", "minRenewalMs"]),
});
