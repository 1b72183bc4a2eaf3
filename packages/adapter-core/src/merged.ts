/**
 * What all of `sources` bring, as it comes. Ends when all have ended; when it is left, all are told to end. A source that fails has
 * ended, and the others go on.
 *
 * @param failed - told why a source has failed
 */
export async function* merged<T>(
  sources: readonly AsyncIterable<T>[],
  failed: (error: unknown) => void,
): AsyncGenerator<T> {
  const running = new Map(
    sources.map((source) => {
      const iterator = source[Symbol.asyncIterator]();
      return [iterator, step(iterator)] as const;
    }),
  );
  try {
    while (running.size > 0) {
      const { iterator, result, error } = await Promise.race(running.values());
      if (result === undefined || result.done === true) {
        running.delete(iterator);
        if (result === undefined) failed(error);
      } else {
        running.set(iterator, step(iterator));
        yield result.value;
      }
    }
  } finally {
    // What is waited for there ends by the caller's signal: nobody waits for it here.
    for (const iterator of running.keys()) void iterator.return?.().then(undefined, () => {});
  }
}

interface Step<T> {
  readonly iterator: AsyncIterator<T>;
  readonly result?: IteratorResult<T>;
  readonly error?: unknown;
}

const step = <T>(iterator: AsyncIterator<T>): Promise<Step<T>> =>
  iterator.next().then(
    (result) => ({ iterator, result }),
    (error: unknown) => ({ iterator, error }),
  );
