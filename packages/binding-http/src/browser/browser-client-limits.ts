import { defaultHttpClientLimits, type HttpClientLimits } from "../client/client-limits.js";

/** The limits of the client that are not the browser's own. */
export type BrowserHttpClientLimits = Pick<
  HttpClientLimits,
  | "maxBodyBytes"
  | "maxEventLength"
  | "maxStreamsPerOrigin"
  | "minReconnectDelayMs"
  | "maxReconnectDelayMs"
  | "longPollGraceMs"
  | "minPollIntervalMs"
  | "pollTimeoutMs"
  | "maxMessageBytes"
  | "maxRequestsPerSocket"
  | "maxQueuedBytesPerSocket"
>;

const {
  maxBodyBytes,
  maxEventLength,
  minReconnectDelayMs,
  maxReconnectDelayMs,
  longPollGraceMs,
  minPollIntervalMs,
  pollTimeoutMs,
  maxMessageBytes,
  maxRequestsPerSocket,
  maxQueuedBytesPerSocket,
} = defaultHttpClientLimits;

/**
 * Those of Node.js, but for `maxStreamsPerOrigin`, which is 4: over HTTP/1.1 a browser opens six connections to an
 * origin, and what needs a further one waits without a word. Where all peers speak HTTP/2 it can be 100.
 */
export const defaultBrowserHttpClientLimits: BrowserHttpClientLimits = Object.freeze({
  maxBodyBytes,
  maxEventLength,
  maxStreamsPerOrigin: 4,
  minReconnectDelayMs,
  maxReconnectDelayMs,
  longPollGraceMs,
  minPollIntervalMs,
  pollTimeoutMs,
  maxMessageBytes,
  maxRequestsPerSocket,
  maxQueuedBytesPerSocket,
});
