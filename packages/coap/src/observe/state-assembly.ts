import type { IncomingResponse } from "../client/client-response.js";

/** What becomes of the states of an observation. */
export interface StateTaker {
  /** Fetches the later blocks of a state, or those of a newer one. */
  complete(first: IncomingResponse): Promise<IncomingResponse>;
  /** A state is here in whole. */
  show(state: IncomingResponse, isLast: boolean): void;
  fail(error: unknown): void;
}

/** A state of which the first block is here. */
interface Begun {
  readonly first: IncomingResponse;
  isLast: boolean;
}

/**
 * Puts the states of an observation together, one at a time. A state that is announced while another is fetched waits,
 * and takes the place of one that waits already: a slow network then shows fewer states, and not none at all.
 *
 * @see RFC 7959 §2.6
 */
export class StateAssembly {
  readonly #taker: StateTaker;
  #fetching: Begun | undefined;
  #waiting: Begun | undefined;

  constructor(taker: StateTaker) {
    this.#taker = taker;
  }

  /** Takes a notification, or its first block. */
  take(first: IncomingResponse, isLast: boolean): void {
    const fetching = this.#fetching;
    if (!first.isPartial) {
      this.#fetching = undefined;
      this.#waiting = undefined;
      this.#taker.show(first, isLast);
    } else if (fetching === undefined) this.#fetch({ first, isLast });
    else if (isSameState(fetching.first, first)) {
      fetching.isLast ||= isLast;
      this.#waiting = undefined;
    } else this.#waiting = { first, isLast };
  }

  #fetch(begun: Begun): void {
    this.#fetching = begun;
    this.#taker.complete(begun.first).then(
      (state) => this.#fetching === begun && this.#fetched(begun, state),
      (error: unknown) => this.#fetching === begun && this.#failed(error),
    );
  }

  /** The state may be newer than the one that was begun: the one that waits, even. */
  #fetched(begun: Begun, state: IncomingResponse): void {
    const waiting = this.#takeWaiting();
    if (waiting === undefined || isSameState(waiting.first, state)) {
      this.#taker.show(state, begun.isLast || waiting?.isLast === true);
      return;
    }
    this.#taker.show(state, false);
    this.#fetch(waiting);
  }

  #failed(error: unknown): void {
    const waiting = this.#takeWaiting();
    if (waiting === undefined) this.#taker.fail(error);
    else this.#fetch(waiting);
  }

  #takeWaiting(): Begun | undefined {
    const waiting = this.#waiting;
    this.#fetching = undefined;
    this.#waiting = undefined;
    return waiting;
  }
}

/** Whether two blocks are of one representation, as far as their ETags tell. */
function isSameState({ etag: a }: IncomingResponse, { etag: b }: IncomingResponse): boolean {
  return a !== undefined && b !== undefined && Buffer.compare(a, b) === 0;
}
