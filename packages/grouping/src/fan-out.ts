import { type Clock, type MaybePromise, within } from "@thingwright/contracts";
import { AbortError, type MemberOutcome, RequestError, TimeoutError } from "@thingwright/errors";
import type { GroupingLimits } from "./grouping-limits.js";
import type { Member } from "./member.js";
import { doneBy, failedBy } from "./outcome.js";

/** What one member is asked. */
export interface Task {
  readonly member: Member;
  run(signal: AbortSignal): MaybePromise<unknown>;
}

/** Asks many members, so many at a time, each within its time and all within theirs. */
export class FanOut {
  readonly #limits: GroupingLimits;
  readonly #clock: Clock;
  /** What each member was asked last, and how much waits there: one does not overtake another. */
  readonly #lanes = new Map<string, { tail: Promise<unknown>; waiting: number }>();

  constructor(limits: GroupingLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /**
   * What became of each task, in their order. Begins them in that order, and to one member those of an earlier call first.
   * Never rejects: a member that is late or away is an outcome, and holds nobody else up.
   *
   * @param signal - ends the waiting for all
   */
  async ask(tasks: readonly Task[], signal?: AbortSignal): Promise<readonly MemberOutcome[]> {
    const { maxAtOnce, deadlineMs } = this.#limits;
    const ending = new AbortController();
    const end = (): void => ending.abort(new AbortError("WOT_ABORTED", "the caller aborted the operation"));
    const late = (): void => ending.abort(notAsked(deadlineMs));
    const timer = this.#clock.after(deadlineMs, late);
    signal?.addEventListener("abort", end, { once: true });
    if (signal?.aborted === true) end();
    const outcomes: MemberOutcome[] = [];
    const rest = tasks.entries();
    const worker = async (): Promise<void> => {
      for (const [index, task] of rest) outcomes[index] = await this.#outcome(task, ending.signal);
    };
    await Promise.all(Array.from({ length: Math.min(maxAtOnce, tasks.length) }, worker));
    timer.cancel();
    signal?.removeEventListener("abort", end);
    return outcomes;
  }

  async #outcome(task: Task, signal: AbortSignal): Promise<MemberOutcome> {
    try {
      if (signal.aborted) throw signal.reason;
      await this.#inTurn(task, signal);
      return doneBy(task.member);
    } catch (error) {
      return failedBy(task.member, error);
    }
  }

  /** @throws {RequestError} WOT_TOO_MANY when too much waits for this member */
  async #inTurn({ member, run }: Task, signal: AbortSignal): Promise<void> {
    const lane = this.#lanes.get(member.id) ?? { tail: Promise.resolve(), waiting: 0 };
    if (lane.waiting >= this.#limits.maxWaiting) {
      throw new RequestError("WOT_TOO_MANY", `${lane.waiting} requests to the member wait already`);
    }
    this.#lanes.set(member.id, lane);
    lane.waiting += 1;
    const before = lane.tail;
    const done = this.#inTime(async () => before, signal).then(() => this.#inTime(run, signal));
    lane.tail = Promise.allSettled([before, done]);
    try {
      await done;
    } finally {
      lane.waiting -= 1;
      if (lane.waiting === 0) this.#lanes.delete(member.id);
    }
  }

  /** Waits no longer than a member may take; whoever carries it out hears when nobody waits any more. */
  async #inTime(run: Task["run"], signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw signal.reason;
    const own = new AbortController();
    const given = AbortSignal.any([signal, own.signal]);
    const { timeoutMs } = this.#limits;
    const result = (async () => run(given))();
    result.catch(ignore);
    await within(result, { timeoutMs, signal }, this.#clock, (reason) => own.abort(reason)).catch((error: unknown) => {
      throw error instanceof AbortError && signal.aborted ? signal.reason : error;
    });
  }
}

const notAsked = (deadlineMs: number): TimeoutError =>
  new TimeoutError("WOT_TIMEOUT", `not all members were done within ${deadlineMs} ms`);

const ignore = (): void => {};
