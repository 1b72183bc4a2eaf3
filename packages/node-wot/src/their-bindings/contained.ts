import { AsyncLocalStorage } from "node:async_hooks";
import type { Logger } from "@thingwright/contracts";
import { messageOf } from "./their-failure.js";

/** The part of `process` that containing needs. */
export interface RejectionSource {
  on(event: "unhandledRejection", listener: (reason: unknown) => void): unknown;
  off(event: "unhandledRejection", listener: (reason: unknown) => void): unknown;
  listeners(event: "unhandledRejection"): readonly unknown[];
}

/** The same for all copies of this package in a process. */
const claims = Symbol.for("@thingwright/node-wot/claims");

/** A listener of this module says whether a rejection, which is being told of now, is its own. */
interface Claiming {
  [claims](): boolean;
}

/**
 * Keeps promises that foreign code rejects and nobody listens to from ending the process: they are logged. Those of everybody else
 * take the way that they would without it: to the other listeners, and where there are none they end the process.
 *
 * Code that it runs is recognised by its asynchronous context, so what it does later counts as well.
 */
export class Contained {
  readonly #context = new AsyncLocalStorage<true>();
  readonly #source: RejectionSource;
  readonly #listener: ((reason: unknown) => void) & Claiming;

  constructor(logger: Logger, source: RejectionSource = process) {
    this.#source = source;
    const listen = (reason: unknown): void => {
      if (this.#isOwn()) logger.warn("a binding of node-wot left a rejection to nobody", { reason: messageOf(reason) });
      else this.#passOn(reason);
    };
    this.#listener = Object.assign(listen, { [claims]: () => this.#isOwn() });
    source.on("unhandledRejection", this.#listener);
  }

  /** What `work` returns; what it leaves behind is contained. */
  run<T>(work: () => T): T {
    return this.#context.run(true, work);
  }

  /** Contains nothing any more. */
  end(): void {
    this.#source.off("unhandledRejection", this.#listener);
    this.#context.disable();
  }

  #isOwn(): boolean {
    return this.#context.getStore() === true;
  }

  /** Somebody else's rejection. As this listener keeps Node.js from ending the process, the first of its kind does that. */
  #passOn(reason: unknown): void {
    const all = this.#source.listeners("unhandledRejection");
    const ofThisKind = all.filter((each): each is Claiming => typeof each === "function" && claims in each);
    if (ofThisKind.length < all.length || ofThisKind.some((each) => each[claims]())) return;
    if (ofThisKind[0] === this.#listener) throw reason;
  }
}
