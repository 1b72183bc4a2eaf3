import { RequestError } from "@thingwright/errors";
import type { InteractionOptions } from "../thing/uri-variables.js";

/** What a handler takes: a value on its way. */
export interface HandlerInput {
  // biome-ignore lint/suspicious/noExplicitAny: the Scripting API says so for data of which no more is known
  value<T = any>(): Promise<T>;
  arrayBuffer(): Promise<ArrayBufferLike | Buffer>;
}

export type ReadHandler = (options?: InteractionOptions) => unknown;
export type WriteHandler = (value: HandlerInput, options?: InteractionOptions) => unknown;
export type ActionHandler = (input: HandlerInput, options?: InteractionOptions) => unknown;

type Listening = { begin?: ReadHandler; end?: ReadHandler };

/** The functions of a program that a Thing works by. They may be set and replaced at any time. */
export class ThingHandlers {
  readonly #titleOf: () => string;
  readonly readers = new Map<string, ReadHandler>();
  readonly writers = new Map<string, WriteHandler>();
  readonly actions = new Map<string, ActionHandler>();
  readonly #observations = new Map<string, Listening>();
  readonly #subscriptions = new Map<string, Listening>();

  /** @param titleOf - title of the Thing at the moment, for messages */
  constructor(titleOf: () => string) {
    this.#titleOf = titleOf;
  }

  observation(name: string): Listening {
    return member(this.#observations, name);
  }

  subscription(name: string): Listening {
    return member(this.#subscriptions, name);
  }

  /** @throws {RequestError} WOT_UNAVAILABLE where the program gives no value */
  reader(name: string): ReadHandler {
    return this.#there(this.readers.get(name), `readHandler for Property '${name}'`);
  }

  /** @throws {RequestError} WOT_UNAVAILABLE where the program takes no value */
  writer(name: string): WriteHandler {
    return this.#there(this.writers.get(name), `writeHandler for Property '${name}'`);
  }

  /** @throws {RequestError} WOT_UNAVAILABLE where nobody carries it out */
  action(name: string): ActionHandler {
    return this.#there(this.actions.get(name), `handler for Action '${name}'`);
  }

  clear(): void {
    for (const map of [this.readers, this.writers, this.actions, this.#observations, this.#subscriptions]) map.clear();
  }

  #there<H>(handler: H | undefined, what: string): H {
    if (handler !== undefined) return handler;
    throw new RequestError("WOT_UNAVAILABLE", `ExposedThing '${this.#titleOf()}' has no ${what}`);
  }
}

function member(map: Map<string, Listening>, name: string): Listening {
  const known = map.get(name) ?? {};
  map.set(name, known);
  return known;
}
