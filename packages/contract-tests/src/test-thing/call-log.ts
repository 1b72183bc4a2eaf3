import type { InboundRequest } from "@thingwright/contracts";
import type { Operation } from "@thingwright/td";
import { Condition } from "../condition.js";

/** One call of a server to a test Thing. */
export interface Call {
  readonly operation: Operation;
  /** Name of the affordance; `undefined` for an operation of the whole Thing. */
  readonly affordance: string | undefined;
  readonly request: InboundRequest;
  /** Id of the invocation that `queryaction` and `cancelaction` named. */
  readonly invocation?: string | undefined;
  /** Names of those properties that were asked for, where it was not all. */
  readonly names?: readonly string[];
}

/** What a server called a Thing with, in order. */
export class CallLog {
  readonly #calls: Call[] = [];
  readonly #condition = new Condition();

  record(call: Call): void {
    this.#calls.push(call);
    this.#condition.changed();
  }

  /** The calls of one operation on one affordance. */
  of(operation: Operation, affordance?: string): readonly Call[] {
    return this.#calls.filter((call) => call.operation === operation && call.affordance === affordance);
  }

  /** Resolves once there are `count` calls of the operation. */
  async until(operation: Operation, affordance: string | undefined, count: number, patienceMs: number): Promise<void> {
    const what = `call ${count} of ${operation} on ${affordance ?? "the Thing"}`;
    await this.#condition.until(() => this.of(operation, affordance).length >= count, what, patienceMs);
  }
}
