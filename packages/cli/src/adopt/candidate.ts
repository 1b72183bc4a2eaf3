import type { AdapterPlugin, FindOptions, FoundEntry } from "@thingwright/adapter-core";
import { asWotError } from "@thingwright/errors";
import { entriesOf, type GatewayConfiguration } from "@thingwright/gateway";

/** An entry for a configuration: found just now, or there already. */
export interface Candidate {
  readonly plugin: AdapterPlugin;
  readonly entry: object;
  readonly title: string;
  readonly isKnown: boolean;
}

/** Entries of `configuration` for `plugins`. */
export const knownCandidates = (
  configuration: GatewayConfiguration,
  plugins: readonly AdapterPlugin[],
): readonly Candidate[] =>
  plugins.flatMap((plugin) =>
    entriesOf(configuration, plugin).map((entry) => {
      const title = `${plugin.title} (${plugin.keyOf(entry)})`;
      return { plugin, entry, title, isKnown: true };
    }),
  );

/** An entry of a plugin as it is when nothing is said. */
export const usualCandidate = (plugin: AdapterPlugin): Candidate => ({
  ...{ plugin, entry: {}, title: plugin.title, isKnown: false },
});

/**
 * What `plugins` find until `options.signal` aborts, each once, but for what is among `known`.
 *
 * @param onProblem - hears why one of them cannot look
 */
export async function foundCandidates(
  plugins: readonly AdapterPlugin[],
  options: FindOptions,
  known: readonly Candidate[],
  onProblem: (problem: string) => void,
): Promise<readonly Candidate[]> {
  const found = new Map(known.map((candidate) => [keyOf(candidate), candidate]));
  await Promise.all(
    plugins.map(async (plugin) => {
      try {
        for await (const { entry, title } of untilAborted(plugin.find?.(options) ?? [], options.signal)) {
          const candidate = { plugin, entry, title, isKnown: false };
          if (!found.has(keyOf(candidate))) found.set(keyOf(candidate), candidate);
        }
      } catch (error) {
        if (!options.signal.aborted) onProblem(`${plugin.title}: ${asWotError(error).message}`);
      }
    }),
  );
  return [...found.values()].filter(({ isKnown }) => !isKnown);
}

const keyOf = ({ plugin, entry }: Candidate): string => `${plugin.name} ${plugin.keyOf(entry)}`;

/** What comes before `signal` aborts: one that does not end then is left alone. */
async function* untilAborted(
  found: AsyncIterable<FoundEntry> | readonly FoundEntry[],
  signal: AbortSignal,
): AsyncIterable<FoundEntry> {
  const aborted = new Promise<{ readonly done: true; readonly value: undefined }>((resolve) => {
    const end = () => resolve({ done: true, value: undefined });
    if (signal.aborted) end();
    signal.addEventListener("abort", end, { once: true });
  });
  const iterator = Symbol.asyncIterator in found ? found[Symbol.asyncIterator]() : found[Symbol.iterator]();
  for (;;) {
    const next = await Promise.race([iterator.next(), aborted]);
    if (next.done === true) return;
    yield next.value;
  }
}
