import type { Clock, Logger } from "@thingwright/contracts";
import type { ConsumedThing } from "@thingwright/core";
import { asWotError } from "@thingwright/errors";
import { offers, pause } from "@thingwright/mapping";
import type { DataSchema } from "@thingwright/td";
import { mapTermsOf, privateTexts } from "./redact/private-values.js";
import type { Tape } from "./tape.js";

/** Something that is done to the device while it is recorded. */
export type Change =
  | { readonly kind: "write"; readonly name: string; readonly value: unknown }
  | { readonly kind: "invoke"; readonly name: string; readonly input?: unknown };

/** How a device is exercised. */
export interface ExerciseOptions {
  /** What is done to it, in this order. */
  readonly changes: readonly Change[];
  /** How long to listen after all that, and after each change. */
  readonly listenMs: number;
  readonly settleMs: number;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/**
 * Uses a device as a client does, so that its traffic can be recorded: listens to all that it tells, reads all that can be
 * read, makes each change, and reads again after it. What fails is told, and the rest goes on.
 *
 * @returns texts that the Thing Description marks as private
 */
export async function exercise(
  thing: ConsumedThing,
  tape: Tape,
  options: ExerciseOptions,
): Promise<ReadonlySet<string>> {
  const exerciser = new Exerciser(thing, options);
  const listening = new AbortController();
  const ends = exerciser.listen(AbortSignal.any([listening.signal, options.signal]));
  try {
    await exerciser.pause(options.settleMs);
    await exerciser.readAll();
    for (const change of options.changes) {
      if (options.signal.aborted) break;
      tape.isChanging = true;
      await exerciser.make(change);
      tape.isChanging = false;
      await exerciser.pause(options.settleMs);
      await exerciser.readAll();
    }
    await exerciser.pause(options.listenMs);
  } finally {
    tape.isChanging = false;
    listening.abort();
    await ends;
  }
  return exerciser.privateTexts;
}

class Exerciser {
  readonly privateTexts = new Set<string>();
  readonly #thing: ConsumedThing;
  readonly #options: ExerciseOptions;

  constructor(thing: ConsumedThing, options: ExerciseOptions) {
    this.#thing = thing;
    this.#options = options;
  }

  pause(ms: number): Promise<void> {
    return pause(ms, this.#options.clock, this.#options.signal);
  }

  /** Resolves when all that is listened to has ended. */
  async listen(signal: AbortSignal): Promise<void> {
    const { properties = {}, events = {} } = this.#thing.description;
    const observed = Object.entries(properties).filter(([, property]) => offers(property, "observeproperty"));
    await Promise.all([
      ...observed.map(([name, property]) =>
        this.#follow(name, property, this.#thing.observe(name, { signal }), signal),
      ),
      ...Object.entries(events).map(([name, event]) =>
        this.#follow(name, event.data, this.#thing.subscribe(name, { signal }), signal),
      ),
    ]);
  }

  async readAll(): Promise<void> {
    const { timeoutMs, signal } = this.#options;
    for (const [name, property] of Object.entries(this.#thing.description.properties ?? {})) {
      if (property.writeOnly === true || !offers(property, "readproperty") || signal.aborted) continue;
      await this.#try(name, async () => this.#look(property, await this.#thing.read(name, { timeoutMs, signal })));
    }
  }

  async make(change: Change): Promise<void> {
    const { timeoutMs, signal } = this.#options;
    await this.#try(change.name, async () => {
      if (change.kind === "write") await this.#thing.write(change.name, change.value, { timeoutMs, signal });
      else await this.#thing.invoke(change.name, change.input, { timeoutMs, signal });
    });
  }

  async #follow(
    name: string,
    schema: DataSchema | undefined,
    values: AsyncIterable<unknown>,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      for await (const value of values) this.#look(schema, value);
    } catch (error) {
      if (!signal.aborted) this.#tell(name, error);
    }
  }

  #look(schema: DataSchema | undefined, value: unknown): void {
    for (const text of privateTexts(schema, value, mapTermsOf(this.#thing.description))) this.privateTexts.add(text);
  }

  async #try(name: string, use: () => Promise<void>): Promise<void> {
    try {
      await use();
    } catch (error) {
      if (!this.#options.signal.aborted) this.#tell(name, error);
    }
  }

  #tell(name: string, error: unknown): void {
    this.#options.logger.warn("an affordance could not be recorded", { name, message: asWotError(error).message });
  }
}
