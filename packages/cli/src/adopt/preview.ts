import type { Adapter, AdapterEnvironment } from "@thingwright/adapter-core";
import type { Servient } from "@thingwright/core";
import { asWotError, TimeoutError, UsageError, type WotError } from "@thingwright/errors";
import type { ThingDescription } from "@thingwright/td";
import { type ThingModelName, thingModelNames, thingModelUrl } from "@thingwright/thing-descriptions";
import type { Candidate } from "./candidate.js";

/** A Thing that a candidate brings. */
export interface PreviewedThing {
  readonly id: string;
  readonly title: string;
  /** The model of the common API that it is; `undefined` when none fits. */
  readonly model: ThingModelName | undefined;
  readonly description: ThingDescription;
}

/** What a candidate would become. */
export interface Preview {
  readonly candidate: Candidate;
  readonly things: readonly PreviewedThing[];
  /** What of it is not offered, and why. */
  readonly problems: readonly string[];
  /** Why it brings nothing now. */
  readonly failure?: WotError;
}

/** How long a candidate has to say what it is. */
export const previewTimeoutMs = 20_000;

/** Candidates that are offered to nobody but this program, so that they can be looked at and asked to show themselves. */
export class Previews implements AsyncDisposable {
  readonly #servient: Servient;
  readonly #environment: (plugin: Candidate["plugin"]) => AdapterEnvironment;
  readonly #adapters: Adapter[] = [];

  /** @param servient - has a server on loopback alone */
  constructor(servient: Servient, environment: (plugin: Candidate["plugin"]) => AdapterEnvironment) {
    this.#servient = servient;
    this.#environment = environment;
  }

  /**
   * Never rejects: what a candidate cannot be is in `failure`.
   *
   * @param codes - of devices that are taken in first
   */
  async of(candidate: Candidate, codes: readonly string[], signal: AbortSignal): Promise<Preview> {
    try {
      const { plugin, entry } = candidate;
      const environment = this.#environment(plugin);
      const starting = plugin.start(this.#servient, entry, environment).then((adapter) => {
        this.#adapters.push(adapter);
        return adapter;
      });
      const adapter = await within(starting, environment);
      for (const code of codes) await commission(adapter, code, candidate, signal);
      const problems = [...adapter.devices.values()].flatMap((device) =>
        device.problems.map((problem) => `${device.name}: ${problem}`),
      );
      const unoffered = adapter.unoffered.map(({ key, why }) => `${key}: ${why}`);
      return { candidate, things: [...adapter.discover()].map(previewed), problems: [...problems, ...unoffered] };
    } catch (error) {
      return { candidate, things: [], problems: [], failure: asWotError(error) };
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#adapters.map((adapter) => adapter.stop()));
  }
}

async function commission(adapter: Adapter, code: string, { title }: Candidate, signal: AbortSignal): Promise<void> {
  if (adapter.commission === undefined) {
    throw new UsageError("WOT_ARGUMENT", `${title} takes no devices in by a code`);
  }
  await adapter.commission(code, { signal });
}

function within<T>(work: Promise<T>, { clock }: Pick<AdapterEnvironment, "clock">): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = clock.after(previewTimeoutMs, () =>
      reject(new TimeoutError("WOT_TIMEOUT", `it did not say what it is within ${previewTimeoutMs} ms`)),
    );
    work.then(resolve, reject).finally(() => timer.cancel());
  });
}

function previewed(description: ThingDescription): PreviewedThing {
  const { id = "", title, links = [] } = description;
  const hrefs = new Set(links.filter(({ rel }) => rel === "type").map(({ href }) => href));
  return { id, title, model: thingModelNames.find((name) => hrefs.has(thingModelUrl(name))), description };
}
