import { AsyncLocalStorage } from "node:async_hooks";
import type { Clock, Logger } from "@thingwright/contracts";
import { claimFaults, type Fault, type FaultSource } from "./claimed-faults.js";
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

/** Whose code is running; nobody's outside. One for all, as each costs a little with every promise of the process. */
const whose = new AsyncLocalStorage<Contained | undefined>();

/**
 * Keeps faults of foreign code from ending the process: they are logged. Code that it runs is recognised by its asynchronous context, so what
 * it does later counts as well.
 */
export class Contained implements Containment {
  readonly #context: ContainmentContext;
  readonly #release: readonly (() => void)[];

  constructor(faults: readonly Fault[], context: ContainmentContext, source: FaultSource = process) {
    this.#context = context;
    const isOwn = (): boolean => whose.getStore() === this;
    this.#release = faults.map((fault) =>
      claimFaults(source, fault, (reason) => {
        if (isOwn()) this.#log(fault, reason);
        return isOwn();
      }),
    );
  }

  run<T>(work: () => T): T {
    return whose.run(this, work);
  }

  outside<T>(work: () => T): T {
    return whose.run(undefined, work);
  }

  end(): void {
    const { clock, lingerMs } = this.#context;
    clock.after(lingerMs, () => {
      for (const release of this.#release) release();
    });
  }

  #log(fault: Fault, reason: unknown): void {
    const context = { fault, reason: messageOf(reason) };
    this.#context.logger.warn("a binding of node-wot left a fault to nobody", context);
  }
}
