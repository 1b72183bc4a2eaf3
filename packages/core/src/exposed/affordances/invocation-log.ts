import type { ActionStatus, Clock } from "@thingwright/contracts";
import { RequestError, toProblem } from "@thingwright/errors";

interface Invocation {
  status: ActionStatus;
  readonly controller: AbortController;
}

/**
 * The invocations of one asynchronous action, the latest last. One that has ended is remembered until a later one needs
 * its place; one that is cancelled is forgotten at once.
 *
 * @see W3C WoT Profile, `ActionStatus`
 */
export class InvocationLog {
  readonly #clock: Clock;
  readonly #maxInvocations: number;
  readonly #invocations = new Map<string, Invocation>();
  /** How many handlers are at work, those of cancelled invocations that do not heed their signal included. */
  #atWork = 0;
  #over = false;

  constructor(clock: Clock, maxInvocations: number) {
    this.#clock = clock;
    this.#maxInvocations = maxInvocations;
  }

  /**
   * Runs `work` and remembers how it goes. Returns the status as it is right after the start.
   *
   * @throws {RequestError} WOT_UNAVAILABLE when as many invocations as are remembered still run
   *   (`http-basic-profile-protocol-binding-invokeaction-23`), and after `end`
   */
  start(id: string, work: (signal: AbortSignal) => Promise<unknown>): ActionStatus {
    if (this.#over) throw new RequestError("WOT_UNAVAILABLE", "the Thing has been withdrawn");
    this.#makeRoom();
    const controller = new AbortController();
    const status: ActionStatus = { id, status: "running", timeRequested: this.#time() };
    const invocation: Invocation = { status, controller };
    this.#invocations.set(id, invocation);
    this.#atWork += 1;
    work(controller.signal).then(
      (output) => this.#finish(invocation, "completed", output === undefined ? {} : { output }),
      (error: unknown) => this.#finish(invocation, "failed", { error: toProblem(error) }),
    );
    return status;
  }

  /** @throws {RequestError} WOT_NOT_FOUND */
  get(id: string | undefined): ActionStatus {
    return this.#find(id).status;
  }

  /** Statuses, the latest first. */
  all(): readonly ActionStatus[] {
    return [...this.#invocations.values()].map(({ status }) => status).reverse();
  }

  /**
   * Stops an invocation and forgets it.
   *
   * @throws {RequestError} WOT_NOT_FOUND; WOT_CONFLICT for one that has ended, as nobody shall think it was stopped
   */
  cancel(id: string | undefined): void {
    const { status, controller } = this.#find(id);
    if (status.timeEnded !== undefined) throw new RequestError("WOT_CONFLICT", "the invocation has ended already");
    this.#invocations.delete(status.id);
    controller.abort();
  }

  /** Stops everything that still runs, forgets everything and takes no more. */
  end(): void {
    this.#over = true;
    const invocations = [...this.#invocations.values()];
    this.#invocations.clear();
    for (const { controller } of invocations) controller.abort();
  }

  #find(id: string | undefined): Invocation {
    const invocation = id === undefined ? [...this.#invocations.values()].at(-1) : this.#invocations.get(id);
    if (invocation === undefined) throw new RequestError("WOT_NOT_FOUND", "there is no such invocation");
    return invocation;
  }

  #finish(invocation: Invocation, status: "completed" | "failed", outcome: Partial<ActionStatus>): void {
    this.#atWork -= 1;
    invocation.status = { ...invocation.status, ...outcome, status, timeEnded: this.#time() };
  }

  #makeRoom(): void {
    if (this.#atWork >= this.#maxInvocations) {
      throw new RequestError("WOT_UNAVAILABLE", "too many invocations of this action are running");
    }
    if (this.#invocations.size < this.#maxInvocations) return;
    const ended = [...this.#invocations].find(([, { status }]) => status.timeEnded !== undefined);
    if (ended !== undefined) this.#invocations.delete(ended[0]);
  }

  #time(): string {
    return new Date(this.#clock.now()).toISOString();
  }
}
