/** Limits of finding Things, with their defaults in {@link discoveryLimits}. */
export interface DiscoveryLimits {
  /** Milliseconds that introductions are looked for. What has been introduced by then is still fetched. */
  readonly discoveryTimeoutMs: number;
  /** Thing Descriptions and listings that are fetched at one time. */
  readonly maxConcurrentFetches: number;
  /** Addresses that one process takes in, whoever tells of them; further ones are passed over. */
  readonly maxIntroductions: number;
  /** Things that one process finds; it ends with that many. */
  readonly maxDiscovered: number;
  /** Found Things that wait for a slow reader; nothing more is fetched meanwhile. */
  readonly maxUnreadThings: number;
  /** How many steps, from a directory or a Thing Link to what it lists or links to, are taken from an introduction. */
  readonly maxHops: number;
  /** Thing Descriptions that a directory is asked for at a time, where it can be asked so. */
  readonly directoryPageSize: number;
}

export const discoveryLimits: DiscoveryLimits = {
  discoveryTimeoutMs: 5_000,
  maxConcurrentFetches: 8,
  maxIntroductions: 10_000,
  maxDiscovered: 10_000,
  maxUnreadThings: 64,
  maxHops: 3,
  directoryPageSize: 100,
};
