/** What must outlive the process for a key to stay safe. */
export interface OscoreState {
  /** Every sequence number below this one may have been used. */
  readonly nextSequence: number;
}

/**
 * Keeps the state of security contexts over restarts.
 *
 * Every implementer resolves `write` only when a crash can no longer undo it, and never gives an older state than the one
 * that was written last: a sequence number that is used twice reveals what was encrypted with it (RFC 8613 §D.4).
 */
export interface OscoreStore {
  /** @param key - names the context's keys, as text that is safe as a file name */
  read(key: string): Promise<OscoreState | undefined>;
  write(key: string, state: OscoreState): Promise<void>;
}

/** Keeps states in memory: for keys that are never used after the process ends, and for tests. */
export function memoryStore(): OscoreStore {
  const states = new Map<string, OscoreState>();
  return {
    read: async (key) => states.get(key),
    write: async (key, state) => {
      states.set(key, state);
    },
  };
}
