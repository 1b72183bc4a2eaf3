/** Sequence numbers that belong to whoever reserved them. */
export interface Reservation {
  /** The first of them; the others follow. */
  readonly first: number;
  /** Whether these were the first numbers ever reserved under the key. */
  readonly isNew: boolean;
}

/**
 * Remembers over restarts which sequence numbers may have been used with a key.
 *
 * Every implementer gives each number away once, to calls at the same time too, and resolves only when a crash can no
 * longer undo it: a sequence number that is used twice reveals what was encrypted with it (RFC 8613 §D.4).
 */
export interface OscoreStore {
  /**
   * Reserves `count` numbers.
   *
   * @param key - names the keys of a context, as text that is safe as a file name
   */
  reserve(key: string, count: number): Promise<Reservation>;
}

/** Remembers in memory: for keys that are never used after the process ends, and for tests. */
export function memoryStore(): OscoreStore {
  const next = new Map<string, number>();
  return {
    async reserve(key, count) {
      const first = next.get(key);
      next.set(key, (first ?? 0) + count);
      return { first: first ?? 0, isNew: first === undefined };
    },
  };
}
