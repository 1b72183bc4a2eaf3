import { isDeepStrictEqual } from "node:util";
import { type Clock, type Logger, silent, systemClock } from "@thingwright/contracts";
import type { ExposedThing } from "@thingwright/core";
import { asWotError, type MemberOutcome } from "@thingwright/errors";
import type { PartialThingDescription, ThingModel } from "@thingwright/td";
import { ChangeBell } from "./change-bell.js";
import { FanOut, type Task } from "./fan-out.js";
import { GroupValues } from "./group-values.js";
import type { GroupingLimits } from "./grouping-limits.js";
import type { Member } from "./member.js";
import { requireAllDone } from "./outcome.js";
import { derivedFrom, type SharedAffordances } from "./shared-affordances.js";

/** Members, what they share, and how a group of them is described. */
export interface PlannedGroup {
  readonly members: readonly Member[];
  readonly shared: SharedAffordances;
  readonly init: PartialThingDescription;
}

/** What a running group needs. */
interface GroupEnvironment {
  readonly plan: (members: readonly Member[]) => PlannedGroup;
  readonly as?: ThingModel;
  readonly limits: GroupingLimits;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/** Serves the Thing of a group: asks its members, and tells what changes. */
export class RunningGroup implements AsyncDisposable {
  readonly thing: ExposedThing;
  readonly #plan: GroupEnvironment["plan"];
  #planned: PlannedGroup;
  #values: GroupValues;
  readonly #fanOut: FanOut;
  readonly #bell: ChangeBell;
  readonly #logger: Logger;
  readonly #ending = new AbortController();
  /** Names of properties that are true when another is at all members. */
  readonly #derived: ReadonlyMap<string, string>;
  /** What was told last, by property. */
  readonly #told = new Map<string, unknown>();
  #ends: readonly (() => void)[] = [];
  #outcomes: readonly MemberOutcome[] = [];

  constructor(
    thing: ExposedThing,
    planned: PlannedGroup,
    { plan, as, limits, clock = systemClock, logger = silent }: GroupEnvironment,
  ) {
    this.thing = thing;
    this.#plan = plan;
    this.#planned = planned;
    this.#logger = logger;
    this.#values = this.#valuesOf(planned);
    this.#fanOut = new FanOut(limits, clock);
    this.#bell = new ChangeBell(limits.settleMs, clock, (names) => void this.#tell(names));
    const own = Object.keys(thing.description.properties ?? {});
    const derived = own.flatMap((name) => {
      const base = as === undefined ? undefined : derivedFrom(name, as);
      return base === undefined ? [] : [[name, base] as const];
    });
    this.#derived = new Map(derived);
    this.#serve();
  }

  /** Begins to tell of changes. */
  follow(): void {
    const names = this.#readable();
    this.#ends = this.#planned.members.map((member) => member.follow(names, (name) => this.#bell.changed(name)));
  }

  #unfollow(): void {
    for (const end of this.#ends) end();
    this.#ends = [];
  }

  #readable(): readonly string[] {
    return [...this.#shared.properties.values()].filter(({ canRead }) => canRead).map(({ name }) => name);
  }

  get #shared(): SharedAffordances {
    return this.#planned.shared;
  }

  #valuesOf({ members, shared }: PlannedGroup): GroupValues {
    return new GroupValues(members, shared, this.#ending.signal);
  }

  become(members: readonly Member[]): boolean {
    const planned = this.#plan(members);
    if (!isDeepStrictEqual(planned.init, this.#planned.init)) return false;
    this.#unfollow();
    this.#planned = planned;
    this.#values = this.#valuesOf(planned);
    this.follow();
    for (const name of this.#readable()) this.#bell.changed(name);
    this.#emit("members");
    return true;
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    this.#bell.stop();
    this.#unfollow();
    await this.thing.destroy();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  #serve(): void {
    const { thing } = this;
    for (const { name, canRead, canWrite } of this.#shared.properties.values()) {
      if (canRead) thing.setPropertyReadHandler(name, () => this.#values.read(name));
      if (canWrite)
        thing.setPropertyWriteHandler(name, async (input, { signal }) => {
          requireAllDone(await this.#write({ [name]: await input.value() }, signal));
        });
    }
    for (const [name, base] of this.#derived) thing.setPropertyReadHandler(name, () => this.#values.readAll(base));
    thing.setPropertyReadHandler("members", () => this.#planned.members.map(({ id }) => id));
    thing.setPropertyReadHandler("mixed", () => this.#values.mixed());
    thing.setPropertyReadHandler("memberStates", () => this.#values.states());
    thing.setPropertyReadHandler("outcomes", () => this.#outcomes);
    this.#serveActions();
  }

  #serveActions(): void {
    const { thing } = this;
    for (const name of this.#shared.actions.keys()) {
      thing.setActionHandler(name, async (input, { signal }) => {
        const value = await input.value();
        const holders = this.#shared.actions.get(name)?.holders ?? [];
        const tasks = holders.map(
          (member): Task => ({ member, run: (ended) => member.invoke(name, value, { signal: ended }) }),
        );
        requireAllDone(await this.#ask(tasks, signal));
      });
    }
    if (thing.description.actions?.apply === undefined) return;
    thing.setActionHandler("apply", async (input, { signal }) =>
      this.#write((await input.value()) as Readonly<Record<string, unknown>>, signal),
    );
  }

  /** Each member has all of its values in one turn, in the order in which they are given. */
  #write(
    values: Readonly<Record<string, unknown>>,
    signal: AbortSignal | undefined,
  ): Promise<readonly MemberOutcome[]> {
    const tasks = this.#planned.members.flatMap((member): readonly Task[] => {
      const writes = Object.entries(values).flatMap(([name, value]) => {
        const holder = this.#shared.properties
          .get(name)
          ?.holders.find((each) => each.member === member && each.canWrite);
        return holder === undefined ? [] : [{ name, value: holder.toMember(value) }];
      });
      if (writes.length === 0) return [];
      const run = async (ended: AbortSignal): Promise<void> => {
        for (const { name, value } of writes) await member.write(name, value, { signal: ended });
      };
      return [{ member, run }];
    });
    return this.#ask(tasks, signal);
  }

  async #ask(tasks: readonly Task[], signal: AbortSignal | undefined): Promise<readonly MemberOutcome[]> {
    const signals = signal === undefined ? [this.#ending.signal] : [this.#ending.signal, signal];
    this.#outcomes = await this.#fanOut.ask(tasks, AbortSignal.any(signals));
    this.#emit("outcomes");
    return this.#outcomes;
  }

  /** Tells what is different from what was told last. Never rejects. */
  async #tell(names: ReadonlySet<string>): Promise<void> {
    const derived = [...this.#derived].filter(([, base]) => names.has(base)).map(([name]) => name);
    for (const name of [...names, ...derived, "mixed"]) await this.#tellOne(name);
  }

  async #tellOne(name: string): Promise<void> {
    try {
      const value = await this.#valueOf(name);
      if (this.#told.has(name) && isDeepStrictEqual(this.#told.get(name), value)) return;
      this.#told.set(name, value);
      this.#emit(name);
    } catch (error) {
      this.#logger.debug("a group has no value to tell", {
        thing: this.thing.id,
        property: name,
        error: asWotError(error).message,
      });
    }
  }

  async #valueOf(name: string): Promise<unknown> {
    if (name === "mixed") return this.#values.mixed();
    const base = this.#derived.get(name);
    return base === undefined ? this.#values.read(name) : this.#values.readAll(base);
  }

  #emit(name: string): void {
    if (this.#ending.signal.aborted) return;
    this.thing.emitPropertyChange(name).catch((error: unknown) => {
      this.#logger.warn("a change of a group could not be told", {
        thing: this.thing.id,
        message: asWotError(error).message,
      });
    });
  }
}
