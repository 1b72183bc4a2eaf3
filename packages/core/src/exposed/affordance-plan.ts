import type { Codecs } from "@thingwright/contracts";
import {
  type ActionAffordance,
  type DataSchema,
  type EventAffordance,
  type PropertyAffordance,
  propertyDefaults,
  type WithoutForms,
} from "@thingwright/td";
import { ValueCodec } from "../value/value-codec.js";

/** An affordance as `produce` gets it: its forms are hints at most. */
export type PropertyInit = WithoutForms<PropertyAffordance>;
export type ActionInit = WithoutForms<ActionAffordance>;
export type EventInit = WithoutForms<EventAffordance>;

/** What the plans of all kinds of affordance have. */
interface AffordancePlan<A> {
  /** The affordance without forms; shared, never changed. */
  readonly affordance: A;
  /** Offered content types, the preferred one first. */
  readonly contentTypes: readonly string[];
  readonly uriVariables: ReadonlyMap<string, DataSchema>;
}

export interface PropertyPlan extends AffordancePlan<PropertyInit> {
  readonly value: ValueCodec;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  readonly observable: boolean;
}

export interface ActionPlan extends AffordancePlan<ActionInit> {
  readonly input: ValueCodec;
  readonly output: ValueCodec;
  readonly synchronous: boolean;
}

export interface EventPlan extends AffordancePlan<EventInit> {
  readonly subscription: ValueCodec;
  readonly data: ValueCodec;
}

/** Most distinct affordances whose plans are kept for sharing. */
const maxSharedPlans = 10_000;

/**
 * Compiles affordances to plans and shares the plans of equal affordances: ten thousand Things made from one model
 * have the plans of one.
 */
export class AffordancePlans {
  readonly #codecs: Codecs;
  readonly #offered: readonly string[];
  readonly #shared = new Map<string, unknown>();

  /** @param offered - content types of every affordance that does not name its own in a Form */
  constructor(codecs: Codecs, offered: readonly string[]) {
    this.#codecs = codecs;
    this.#offered = offered;
  }

  property(init: PropertyInit): PropertyPlan {
    return this.#share("property", init, (affordance) => ({
      ...this.#common(affordance),
      value: new ValueCodec(this.#codecs, affordance),
      ...propertyDefaults(affordance),
    }));
  }

  action(init: ActionInit): ActionPlan {
    return this.#share("action", init, (affordance) => {
      const synchronous = affordance.synchronous !== false;
      return {
        // A Consumer must not have to guess (`http-basic-profile-protocol-binding-invokeaction-24`).
        ...this.#common({ ...affordance, synchronous }),
        input: new ValueCodec(this.#codecs, affordance.input),
        output: new ValueCodec(this.#codecs, affordance.output),
        synchronous,
      };
    });
  }

  event(init: EventInit): EventPlan {
    return this.#share("event", init, (affordance) => ({
      ...this.#common(affordance),
      subscription: new ValueCodec(this.#codecs, affordance.subscription),
      data: new ValueCodec(this.#codecs, affordance.data),
    }));
  }

  #common<A extends PropertyInit | ActionInit | EventInit>(affordance: A): AffordancePlan<A> {
    const named = new Set((affordance.forms ?? []).flatMap(({ contentType }) => contentType ?? []));
    const own = [...named].filter((contentType) => this.#codecs.for(contentType) !== undefined);
    const { forms: _, ...rest } = affordance;
    return {
      affordance: rest as A,
      contentTypes: own.length > 0 ? own : this.#offered,
      uriVariables: new Map(Object.entries(affordance.uriVariables ?? {})),
    };
  }

  /** The plan of an equal affordance seen before, or a new one over a copy of `init`. */
  #share<A, P>(kind: string, init: A, compile: (affordance: A) => P): P {
    const text = JSON.stringify(init);
    const key = `${kind} ${text}`;
    const known = this.#shared.get(key) as P | undefined;
    if (known !== undefined) return known;
    const plan = compile(JSON.parse(text) as A);
    if (this.#shared.size >= maxSharedPlans) this.#shared.clear();
    this.#shared.set(key, plan);
    return plan;
  }
}
