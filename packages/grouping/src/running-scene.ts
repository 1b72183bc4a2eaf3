import { type Clock, type Logger, silent, systemClock } from "@thingwright/contracts";
import type { ExposedThing } from "@thingwright/core";
import { asWotError, type MemberOutcome } from "@thingwright/errors";
import { ChangeBell } from "./change-bell.js";
import { fadeTo, runFade } from "./fade.js";
import { FanOut } from "./fan-out.js";
import { FollowedMembers } from "./followed-members.js";
import type { GroupingLimits } from "./grouping-limits.js";
import type { MemberDirectory } from "./member-directory.js";
import { requireAllDone } from "./outcome.js";
import { SceneMembers } from "./scene-members.js";
import type { SceneStore } from "./scene-store.js";
import type { SceneValues } from "./scene-values.js";

/** What a running scene needs. */
interface SceneEnvironment {
  readonly id: string;
  /** The values that it was given. */
  readonly of: SceneValues;
  readonly store: SceneStore;
  readonly limits: GroupingLimits;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/** Serves the Thing of a scene. */
export class RunningScene implements AsyncDisposable {
  readonly thing: ExposedThing;
  readonly #id: string;
  readonly #of: SceneValues;
  readonly #store: SceneStore;
  readonly #limits: GroupingLimits;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #directory: MemberDirectory;
  readonly #members: SceneMembers;
  readonly #fanOut: FanOut;
  readonly #followed: FollowedMembers;
  readonly #bell: ChangeBell;
  readonly #ending = new AbortController();
  /** Ends the transition that is under way. */
  #fading = new AbortController();
  #values: SceneValues;
  #outcomes: readonly MemberOutcome[] = [];
  #wasActive: boolean | undefined;

  constructor(thing: ExposedThing, directory: MemberDirectory, values: SceneValues, environment: SceneEnvironment) {
    const { id, of, store, limits, clock = systemClock, logger = silent } = environment;
    this.thing = thing;
    this.#id = id;
    this.#of = of;
    this.#store = store;
    this.#limits = limits;
    this.#clock = clock;
    this.#logger = logger;
    this.#directory = directory;
    this.#values = values;
    this.#members = new SceneMembers(directory);
    this.#fanOut = new FanOut(limits, clock);
    this.#bell = new ChangeBell(limits.settleMs, clock, () => void this.#tellActive());
    this.#followed = new FollowedMembers(directory, () => this.#bell.changed("active"));
    this.#serve();
  }

  get values(): SceneValues {
    return this.#values;
  }

  /** Begins to tell whether the Things are as the scene says. */
  follow(): void {
    this.#followed.follow(new Map(Object.entries(this.#values).map(([id, own]) => [id, Object.keys(own)])));
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    this.#fading.abort();
    this.#bell.stop();
    this.#followed.stop();
    await this.thing.destroy();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  #serve(): void {
    const { thing } = this;
    thing.setPropertyReadHandler("active", () => this.#isActive());
    thing.setPropertyReadHandler("members", () => Object.keys(this.#values));
    thing.setPropertyReadHandler("outcomes", () => this.#outcomes);
    thing.setPropertyReadHandler("values", () => this.#values);
    thing.setActionHandler("recall", async (input, { signal }) => {
      const { transitionTime = 0 } = ((await input.value()) ?? {}) as { readonly transitionTime?: number };
      await this.#recall(transitionTime * 1000, signal);
    });
    thing.setActionHandler("store", (_, { signal }) => this.#take(signal));
  }

  async #recall(durationMs: number, signal: AbortSignal | undefined): Promise<void> {
    this.#fading.abort();
    this.#fading = new AbortController();
    const fading = this.#fading.signal;
    const fade = await fadeTo(this.#values, durationMs, this.#directory, this.#limits, this.#signalWith(signal));
    const outcomes = await this.#set(fade.at(1), signal);
    void runFade(fade, (values) => this.#set(values, fading), this.#clock, fading);
    requireAllDone(outcomes);
    this.thing.emitEvent("recalled", new Date(this.#clock.now()).toISOString());
  }

  async #take(signal: AbortSignal | undefined): Promise<void> {
    const taken = new Map<string, Readonly<Record<string, unknown>>>();
    requireAllDone(await this.#ask(this.#members.taking(this.#values, taken), signal));
    // In the order in which the scene has its Things, not in that in which they answered.
    const values = Object.fromEntries(Object.keys(this.#values).map((id) => [id, taken.get(id)!]));
    await this.#store.save(this.#id, { of: this.#of, taken: values });
    this.#values = values;
    this.#emit("values");
    this.#bell.changed("active");
  }

  #set(values: SceneValues, signal: AbortSignal | undefined): Promise<readonly MemberOutcome[]> {
    return this.#ask(this.#members.setting(values), signal);
  }

  async #ask(tasks: Parameters<FanOut["ask"]>[0], signal: AbortSignal | undefined): Promise<readonly MemberOutcome[]> {
    this.#outcomes = await this.#fanOut.ask(tasks, this.#signalWith(signal));
    this.#emit("outcomes");
    this.#bell.changed("active");
    return this.#outcomes;
  }

  #isActive(): Promise<boolean> {
    return this.#members.areAsSet(this.#values, { signal: this.#ending.signal });
  }

  async #tellActive(): Promise<void> {
    const isActive = await this.#isActive();
    if (isActive === this.#wasActive) return;
    this.#wasActive = isActive;
    this.#emit("active");
  }

  #signalWith(signal: AbortSignal | undefined): AbortSignal {
    return signal === undefined ? this.#ending.signal : AbortSignal.any([this.#ending.signal, signal]);
  }

  #emit(name: string): void {
    if (this.#ending.signal.aborted) return;
    this.thing.emitPropertyChange(name).catch((error: unknown) => {
      const { message } = asWotError(error);
      this.#logger.warn("a change of a scene could not be told", { thing: this.#id, property: name, message });
    });
  }
}
