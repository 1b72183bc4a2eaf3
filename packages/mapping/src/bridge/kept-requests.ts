import type { Clock, Logger } from "@thingwright/contracts";
import { isWotError, RequestError, TimeoutError, type WotError } from "@thingwright/errors";
import type { Outlet } from "../mapping.js";
import { mayHaveBeenMade, unavailable } from "./device-error.js";
import { HeldRequest, withdrawn } from "./held-request.js";

/** What keeping requests needs. */
export interface KeepingEnvironment {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Longest that an asker waits. */
  readonly timeoutMs: number;
  readonly maxKept: number;
  /** Ends everything. */
  readonly signal: AbortSignal;
  /** Whether requests to the outlet have a chance now. */
  isAwake(outlet: Outlet): boolean;
}

/** A request, with what it is kept by. */
export interface KeptRequest<T> {
  readonly outlet: Outlet;
  /** The property that it writes; a newer write takes the place of one that is kept. Invocations have none. */
  readonly property?: string;
  attempt(): Promise<T>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Requests for devices that are away or asleep (`map:keepMs`): each is tried, kept where the device cannot take it now,
 * and tried again whenever it is heard, until it is too old. Who asked waits as long as for any answer, and is then told that
 * it is kept; one who leaves before takes the request along. Nothing is sent after it has expired.
 */
export class KeptRequests {
  readonly #environment: KeepingEnvironment;
  readonly #held = new Set<HeldRequest>();
  readonly #byProperty = new Map<string, HeldRequest>();

  constructor(environment: KeepingEnvironment) {
    this.#environment = environment;
    environment.signal.addEventListener("abort", () => this.heard(), { once: true });
  }

  /** The device has said something: all that is kept is tried again. */
  heard(): void {
    for (const held of this.#held) held.wake();
  }

  /**
   * The outcome of a request. That of a write that a newer one of the same property has replaced is the outcome of that.
   *
   * @throws {TimeoutError} WOT_TIMEOUT when the device was not heard in time: of a request that is kept on, and of one
   *   that has expired; the message says which
   * @throws {RequestError} WOT_TOO_MANY when too many are kept
   * @throws {AbortError} when the asker's signal aborts
   */
  async carryOut<T>(request: KeptRequest<T>): Promise<T> {
    const held = this.#replaced(request) ?? this.#hold(request);
    return (await held.wait(this.#environment.timeoutMs, request.signal)) as T;
  }

  #replaced({ property, outlet, attempt }: KeptRequest<unknown>): HeldRequest | undefined {
    const held = property === undefined ? undefined : this.#byProperty.get(property);
    if (held === undefined) return undefined;
    held.attempt = attempt;
    held.expiresAt = this.#expiryOf(outlet);
    held.wake();
    return held;
  }

  #hold({ outlet, property, attempt }: KeptRequest<unknown>): HeldRequest {
    const { maxKept, clock } = this.#environment;
    if (this.#held.size >= maxKept) {
      throw new RequestError("WOT_TOO_MANY", `${maxKept} requests are kept for the device already`);
    }
    const held = new HeldRequest(attempt, this.#expiryOf(outlet), clock);
    this.#held.add(held);
    if (property !== undefined) this.#byProperty.set(property, held);
    held.outcome = Promise.resolve()
      .then(() => this.#try(held, outlet, property !== undefined))
      .finally(() => {
        this.#held.delete(held);
        if (property !== undefined) this.#byProperty.delete(property);
      });
    held.outcome.catch(() => {}); // Askers may have left.
    return held;
  }

  #expiryOf({ keepMs = 0 }: Outlet): number {
    return this.#environment.clock.now() + keepMs;
  }

  /** Tries until the request has an outcome other than that the device is not there. */
  async #try(held: HeldRequest, outlet: Outlet, isRepeatable: boolean): Promise<unknown> {
    for (;;) {
      const { attempt } = held;
      if (this.#environment.isAwake(outlet)) {
        try {
          const outcome = await attempt();
          if (held.attempt === attempt) return outcome;
        } catch (error) {
          if (!isMissed(error) || (mayHaveBeenMade(error) && !isRepeatable)) throw error;
        }
      }
      if (held.attempt !== attempt) continue;
      this.#checkKept(held, outlet);
      await held.woken();
    }
  }

  /** @throws {WotError} when there is no reason any more to keep it */
  #checkKept(held: HeldRequest, { name }: Outlet): void {
    const { clock, signal, logger } = this.#environment;
    if (signal.aborted) throw unavailable("the device is not offered any more");
    if (held.isWithdrawn) throw withdrawn();
    if (clock.now() < held.expiresAt) return;
    if (held.isPromised) logger.warn("a request that was kept for a device has expired", { outlet: name });
    throw new TimeoutError("WOT_TIMEOUT", "the device was not heard in time; the change is not made", { sent: false });
  }
}

/** Whether a request has failed because the device is not there. */
const isMissed = (error: unknown): error is WotError =>
  isWotError(error) && (error.code === "WOT_UNAVAILABLE" || error.code === "WOT_TIMEOUT");
