import type { PendingRequest } from "./pending-request.js";

/** The requests that wait for their handlers. An array, whose order means nothing: see `IdTable` for why it is no `Set`. */
export class PendingRequests {
  readonly #all: PendingRequest[] = [];

  get size(): number {
    return this.#all.length;
  }

  add(pending: PendingRequest): void {
    pending.position = this.#all.push(pending) - 1;
  }

  /** False if it is not there. */
  delete(pending: PendingRequest): boolean {
    const { position } = pending;
    if (position < 0) return false;
    pending.position = -1;
    const last = this.#all.pop()!;
    if (last === pending) return true;
    this.#all[position] = last;
    last.position = position;
    return true;
  }

  /** All that are there now. */
  all(): PendingRequest[] {
    return [...this.#all];
  }
}
