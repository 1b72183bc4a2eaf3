import { AsyncLocalStorage } from "node:async_hooks";
import type { Clock, Logger } from "@thingwright/contracts";
import { messageOf } from "./their-failure.js";

/** The border between our code and theirs: what happens on their side does no harm on ours. */
export interface Containment {
  /** What `work` of theirs returns; what it leaves behind is contained. */
  run<T>(work: () => T): T;
  /** What `work` of ours returns, which code of theirs has called: what it leaves behind is not theirs. */
  outside<T>(work: () => T): T;
  /** Contains nothing any more, once what is under way has had its time. */
  end(): void;
}

/** The part of `process` that containing needs. */
export interface FaultSource {
  on(event: Fault, listener: (reason: unknown) => void): unknown;
  off(event: Fault, listener: (reason: unknown) => void): unknown;
  listeners(event: Fault): readonly unknown[];
}

type Fault = "unhandledRejection" | "uncaughtException";

/** Which faults of their code are logged in place of ending the process. */
export interface ContainmentOptions {
  /** Promises that are rejected and nobody listens to; default true. Costs a little with every promise of the process. */
  readonly containRejections?: boolean;
  /**
   * Exceptions of their timers and sockets as well; default false, as what such an exception leaves undone nobody knows, and Node.js
   * advises to end the process. Those thrown while a socket is being read are not recognised, and end it as ever.
   */
  readonly containExceptions?: boolean;
}

/** What `Contained` needs of its surroundings. */
export interface ContainmentContext {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Milliseconds that what is under way has at the end: a fault may come after the call that caused it. */
  readonly lingerMs: number;
}

/** @returns the containment that `options` ask for */
export function containment(
  { containRejections = true, containExceptions = false }: ContainmentOptions,
  context: ContainmentContext,
): Containment {
  const faults: Fault[] = [];
  if (containRejections) faults.push("unhandledRejection");
  if (containExceptions) faults.push("uncaughtException");
  return faults.length === 0 ? uncontained : new Contained(faults, context);
}

const uncontained: Containment = { run: (work) => work(), outside: (work) => work(), end: () => {} };

/** The same for all copies of this package in a process. */
const claims = Symbol.for("@thingwright/node-wot/claims");

/** A listener of this module says whether a fault, which is being told of now, is its own. */
interface Claiming {
  [claims](): boolean;
}

/**
 * Keeps faults of foreign code from ending the process: they are logged. Those of everybody else take the way that they would without it: to
 * the other listeners, and where there are none they end the process.
 *
 * Code that it runs is recognised by its asynchronous context, so what it does later counts as well.
 */
export class Contained implements Containment {
  readonly #inside = new AsyncLocalStorage<boolean>();
  readonly #context: ContainmentContext;
  readonly #source: FaultSource;
  readonly #listeners = new Map<Fault, (reason: unknown) => void>();

  constructor(faults: readonly Fault[], context: ContainmentContext, source: FaultSource = process) {
    this.#context = context;
    this.#source = source;
    for (const fault of faults) {
      const listen = (reason: unknown): void => this.#take(fault, reason);
      const listener = Object.assign(listen, { [claims]: () => this.#isOwn() });
      this.#listeners.set(fault, listener);
      source.on(fault, listener);
    }
  }

  run<T>(work: () => T): T {
    return this.#inside.run(true, work);
  }

  outside<T>(work: () => T): T {
    return this.#inside.run(false, work);
  }

  end(): void {
    const { clock, lingerMs } = this.#context;
    clock.after(lingerMs, () => {
      for (const [fault, listener] of this.#listeners) this.#source.off(fault, listener);
      this.#inside.disable();
    });
  }

  #isOwn(): boolean {
    return this.#inside.getStore() === true;
  }

  #take(fault: Fault, reason: unknown): void {
    const context = { fault, reason: messageOf(reason) };
    if (this.#isOwn()) this.#context.logger.warn("a binding of node-wot left a fault to nobody", context);
    else this.#passOn(fault, reason);
  }

  /** Somebody else's fault. As this listener keeps Node.js from ending the process, the first of its kind does that. */
  #passOn(fault: Fault, reason: unknown): void {
    const all = this.#source.listeners(fault);
    const ofThisKind = all.filter((each): each is Claiming => typeof each === "function" && claims in each);
    if (ofThisKind.length < all.length || ofThisKind.some((each) => each[claims]())) return;
    if (ofThisKind[0] === this.#listeners.get(fault)) throw reason;
  }
}
