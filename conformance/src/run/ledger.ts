import type { Change, ChangeLedger, Effect, Unrestored } from "../wire/change.js";
import type { Observer } from "./progress.js";

/** Longest time that putting back the changes of one check may take, in milliseconds. */
export const restoreTimeoutMs = 10_000;

/**
 * Knows what was changed and not yet put back.
 *
 * A check enters each change before it makes it. The runner settles after every check, whatever became of it, also when
 * the run has been told to end.
 */
export class Ledger implements ChangeLedger {
  readonly #allowed: ReadonlySet<Effect>;
  readonly #signal: AbortSignal;
  readonly #observer: Observer;
  readonly #open: Change[] = [];
  readonly #effects: string[] = [];
  readonly #unrestored: Unrestored[] = [];

  /**
   * @param allowed - kinds of change that the user agreed to
   * @param signal - no change is made after it aborts
   * @param observer - is told each effect before it happens, and what could not be put back
   */
  constructor(allowed: ReadonlySet<Effect>, signal: AbortSignal, observer: Observer = () => {}) {
    this.#allowed = allowed;
    this.#signal = signal;
    this.#observer = observer;
  }

  /** Everything that was entered, in its order. */
  get effects(): readonly string[] {
    return this.#effects;
  }

  /** What remains changed. */
  get unrestored(): readonly Unrestored[] {
    return this.#unrestored;
  }

  enter(change: Change): string | undefined {
    const { safety, effect } = change;
    if (!this.#allowed.has(safety)) return `${safety} is not allowed`;
    if (this.#signal.aborted) return "the run has ended";
    this.#observer({ kind: "effect", effect });
    this.#effects.push(effect);
    this.#open.push(change);
    return undefined;
  }

  /** Puts back everything that is open, the last change first. Never rejects, and ends within {@link restoreTimeoutMs}. */
  async settle(): Promise<void> {
    if (this.#open.length === 0) return;
    const signal = AbortSignal.timeout(restoreTimeoutMs);
    for (let change = this.#open.pop(); change !== undefined; change = this.#open.pop()) {
      const why = await attempt(change, signal);
      if (why !== undefined) this.#fail({ effect: change.effect, why });
    }
  }

  #fail(unrestored: Unrestored): void {
    this.#unrestored.push(unrestored);
    this.#observer({ kind: "unrestored", unrestored });
  }
}

async function attempt({ restore }: Change, signal: AbortSignal): Promise<string | undefined> {
  if (restore === undefined) return undefined;
  try {
    return await Promise.race([restore(signal), late(signal)]);
  } catch (error) {
    return error instanceof Error ? error.message : "unknown reason";
  }
}

/** Resolves when it takes too long. */
function late(signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    const end = () => resolve(`it was not put back within ${restoreTimeoutMs} ms`);
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { once: true });
  });
}
