import type { Reply } from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import { type Answer, type CallEnvironment, type CallOptions, exchange } from "./call.js";
import type { Plan } from "./plan.js";
import type { PlanBook } from "./plan-book.js";
import { checkUriVariables } from "./uri-variables.js";

/** An answer with the plan that tells how to read it. */
export interface PlannedAnswer extends Answer<Reply> {
  readonly plan: Plan;
}

/** The operations on one property. */
export class PropertyCalls {
  readonly #book: PlanBook;
  readonly #environment: CallEnvironment;

  constructor(book: PlanBook, environment: CallEnvironment) {
    this.#book = book;
    this.#environment = environment;
  }

  async read(name: string, options: CallOptions): Promise<PlannedAnswer> {
    this.#checkVariables(name, options);
    const plan = this.#book.property("readproperty", name);
    const { value, candidate } = await exchange(plan, this.#environment, options, undefined);
    return { plan, value, candidate };
  }

  /** The decoded value. */
  async readValue(name: string, options: CallOptions): Promise<unknown> {
    return decoded(await this.read(name, options));
  }

  async write(name: string, value: unknown, options: CallOptions): Promise<void> {
    this.#checkVariables(name, options);
    requireValue(value, `writing "${name}"`);
    await exchange(this.#book.property("writeproperty", name), this.#environment, options, value);
  }

  #checkVariables(name: string, options: CallOptions): void {
    if (options.uriVariables === undefined) return;
    checkUriVariables(this.#book.propertyAffordance(name).uriVariables, options.uriVariables);
  }
}

/** The decoded and validated value of an answer. */
export function decoded({ plan, value, candidate }: PlannedAnswer): unknown {
  return plan.output.decode(value, candidate.responseType);
}

/** @throws {UsageError} WOT_ARGUMENT when there is no value */
export function requireValue(value: unknown, what: string): void {
  if (value === undefined) throw new UsageError("WOT_ARGUMENT", `${what} needs a value`);
}
