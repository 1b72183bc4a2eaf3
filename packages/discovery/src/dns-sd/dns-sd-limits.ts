import type { MessageLimits } from "./dns-message.js";

/** Limits of DNS-SD, both sides, with their defaults in {@link defaultDnsSdLimits}. */
export interface DnsSdLimits extends MessageLimits {
  /** Service instances that one search keeps; further ones are passed over. */
  readonly maxInstances: number;
  /** Addresses of one host that are kept. */
  readonly maxAddressesPerHost: number;
  /** Things and directories that are announced, directories first. */
  readonly maxServices: number;
  /** How often a name that others have already is changed, before it is given up. */
  readonly maxRenames: number;
}

export const defaultDnsSdLimits: DnsSdLimits = {
  maxBytesPerSecond: 256 * 1024,
  maxMessageBytes: 9_000,
  maxRecordsPerMessage: 256,
  maxInstances: 1_024,
  maxAddressesPerHost: 8,
  maxServices: 64,
  maxRenames: 16,
};
