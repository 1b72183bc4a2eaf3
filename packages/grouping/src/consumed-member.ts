import { type Clock, systemClock } from "@thingwright/contracts";
import type { ConsumedThing } from "@thingwright/core";
import { UsageError } from "@thingwright/errors";
import { pause } from "@thingwright/mapping";
import type { Member } from "./member.js";

/** Shortest and longest wait until an observation that failed is tried again; the wait doubles up to the longest. */
export const firstObservationRetryMs = 1_000;
export const maxObservationRetryMs = 60_000;

/**
 * A Thing of somebody else as a member: what it lets observe is observed while it is followed, and then answered from memory.
 *
 * @throws {UsageError} WOT_ARGUMENT for a Thing without `id`
 */
export function consumedMember(thing: ConsumedThing, { clock = systemClock }: { readonly clock?: Clock } = {}): Member {
  const { id, title, description } = thing;
  if (id === undefined)
    throw new UsageError("WOT_ARGUMENT", `"${title}" has no id, and cannot be told from other members`);
  const known = new Map<string, { readonly value: unknown }>();
  return {
    id,
    title,
    description,
    read: (name, options) => (known.has(name) ? known.get(name)!.value : thing.read(name, options)),
    async write(name, value, options) {
      const before = known.get(name);
      await thing.write(name, value, options);
      if (known.get(name) === before) known.delete(name);
    },
    invoke: (name, input, options) => thing.invoke(name, input, options),
    follow(names, changed) {
      const ending = new AbortController();
      for (const name of names) {
        if (description.properties?.[name]?.observable === true)
          void observe(thing, name, { clock, known, changed, ending });
      }
      return () => ending.abort();
    },
  };
}

interface Observing {
  readonly clock: Clock;
  readonly known: Map<string, { readonly value: unknown }>;
  readonly changed: (name: string) => void;
  readonly ending: AbortController;
}

/** Keeps the latest value of a property for as long as its observation lives. Never rejects. */
async function observe(
  thing: ConsumedThing,
  name: string,
  { clock, known, changed, ending }: Observing,
): Promise<void> {
  const { signal } = ending;
  const forget = (): void => {
    if (known.delete(name)) changed(name);
  };
  let delayMs = firstObservationRetryMs;
  while (!signal.aborted) {
    try {
      for await (const value of thing.observe(name, { signal, onInterrupted: forget, onInvalid: forget })) {
        delayMs = firstObservationRetryMs;
        known.set(name, { value });
        changed(name);
      }
    } catch {
      // It is read when somebody asks, and says then what is wrong.
    }
    forget();
    await pause(delayMs, clock, signal);
    delayMs = Math.min(maxObservationRetryMs, delayMs * 2);
  }
}
