import type { Change, ChangeLedger, Effect } from "../wire/change.js";

/** Something that could not be put back as it was. */
export interface Unrestored {
  readonly effect: string;
  readonly why: string;
}

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
  readonly #announce: (effect: string) => void;
  readonly #open: Change[] = [];

  /**
   * @param allowed - kinds of change that the user agreed to
   * @param announce - is told each effect before it happens
   */
  constructor(allowed: ReadonlySet<Effect>, announce: (effect: string) => void = () => {}) {
    this.#allowed = allowed;
    this.#announce = announce;
  }

  enter(change: Change): string | undefined {
    if (!this.#allowed.has(change.safety)) return `${change.safety} is not allowed`;
    this.#announce(change.effect);
    this.#open.push(change);
    return undefined;
  }

  /** Puts back everything that is open, the last change first. Resolves with what remains changed. Never rejects. */
  async settle(): Promise<readonly Unrestored[]> {
    const unrestored: Unrestored[] = [];
    const signal = AbortSignal.timeout(restoreTimeoutMs);
    for (let change = this.#open.pop(); change !== undefined; change = this.#open.pop()) {
      const why = await attempt(change, signal);
      if (why !== undefined) unrestored.push({ effect: change.effect, why });
    }
    return unrestored;
  }
}

async function attempt({ restore }: Change, signal: AbortSignal): Promise<string | undefined> {
  try {
    return await restore?.(signal);
  } catch (error) {
    return error instanceof Error ? error.message : "unknown reason";
  }
}
