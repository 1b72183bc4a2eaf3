import { AssertionError } from "node:assert";

/** Lets a check wait for what other code brings about, without sleeping. */
export class Condition {
  readonly #waiting = new Set<() => void>();

  /** Wakes all that wait to look again; call it after each change. */
  changed(): void {
    for (const look of [...this.#waiting]) look();
  }

  /** Resolves as soon as `holds` says true; rejects with an AssertionError that names `what` after `patienceMs`. */
  until(holds: () => boolean, what: string, patienceMs: number): Promise<void> {
    if (holds()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (holds()) end(resolve);
      };
      const timer = setTimeout(() => end(() => reject(waitedInVain(what, patienceMs))), patienceMs);
      const end = (settle: () => void): void => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        settle();
      };
      this.#waiting.add(look);
    });
  }
}

/** `promise`, or an AssertionError that names `what` when it has not settled after `patienceMs`. */
export async function within<T>(promise: Promise<T>, what: string, patienceMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(waitedInVain(what, patienceMs)), patienceMs);
  });
  try {
    return await Promise.race([promise, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

const waitedInVain = (what: string, patienceMs: number): AssertionError =>
  new AssertionError({ message: `waited ${patienceMs} ms in vain for: ${what}` });
