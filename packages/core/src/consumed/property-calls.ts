import type { Reply } from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import { type Answer, decoderOf } from "./call/answer.js";
import type { CallEnvironment, CallOptions } from "./call/call-options.js";
import { ask, exchange } from "./call/exchange.js";
import type { PlanBook } from "./plan/plan-book.js";

/** The operations on one property. */
export class PropertyCalls {
  readonly #book: PlanBook;
  readonly #environment: CallEnvironment;

  constructor(book: PlanBook, environment: CallEnvironment) {
    this.#book = book;
    this.#environment = environment;
  }

  async read(name: string, options: CallOptions): Promise<Answer<Reply>> {
    return exchange(this.#readPlan(name, options), this.#environment, options, undefined);
  }

  /** The decoded value. */
  readValue(name: string, options: CallOptions): Promise<unknown> {
    try {
      return ask(this.#readPlan(name, options), this.#environment, options, decoded);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  async write(name: string, value: unknown, options: CallOptions): Promise<void> {
    requireValue(value, `writing "${name}"`);
    const plan = this.#book.property("writeproperty", name, options.uriVariables);
    await exchange(plan, this.#environment, options, value);
  }

  #readPlan(name: string, options: CallOptions) {
    return this.#book.property("readproperty", name, options.uriVariables);
  }
}

/** The decoded and validated value of an answer. */
export function decoded(answer: Answer<Reply>): unknown {
  const { codec, contentType } = decoderOf(answer);
  return codec.decode(answer.value, contentType);
}

/** @throws {UsageError} WOT_ARGUMENT when there is no value */
export function requireValue(value: unknown, what: string): void {
  if (value === undefined) throw new UsageError("WOT_ARGUMENT", `${what} needs a value`);
}
