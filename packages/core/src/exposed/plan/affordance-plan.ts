import { type Codecs, RecentlyUsed } from "@thingwright/contracts";
import {
  type ActionAffordance,
  type DataSchema,
  type DeclaredTerms,
  type EventAffordance,
  type PropertyAffordance,
  propertyDefaults,
  type WithoutForms,
} from "@thingwright/td";
import { ValueCodec } from "../../value/value-codec.js";
import type { Access } from "../access/thing-access.js";
import type { AnswerRules } from "../affordances/answer.js";

/** An affordance as `produce` gets it: its forms are hints at most. */
export type PropertyInit = WithoutForms<PropertyAffordance>;
export type ActionInit = WithoutForms<ActionAffordance>;
export type EventInit = WithoutForms<EventAffordance>;

/** What the plans of all kinds of affordance have. */
interface AffordancePlan<A> {
  readonly name: string;
  /** The affordance without forms; shared, never changed. */
  readonly affordance: A;
  /** Offered content types, the preferred one first. */
  readonly contentTypes: readonly string[];
  readonly uriVariables: ReadonlyMap<string, DataSchema>;
  /** Of its operations, where they ask something else than the Thing. */
  readonly access?: Access;
  /** What it says in the vocabularies of bindings, where it says anything. */
  readonly declared?: DeclaredTerms;
  /** See `ServientOptions.lenient`. */
  readonly lenient: boolean;
}

export interface PropertyPlan extends AffordancePlan<PropertyInit> {
  readonly value: ValueCodec;
  readonly rules: AnswerRules;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  readonly observable: boolean;
}

export interface ActionPlan extends AffordancePlan<ActionInit> {
  readonly input: ValueCodec;
  readonly output: ValueCodec;
  readonly rules: AnswerRules;
  readonly synchronous: boolean;
}

export interface EventPlan extends AffordancePlan<EventInit> {
  readonly subscription: ValueCodec;
  readonly data: ValueCodec;
}

/** What plans of affordances are compiled with. */
export interface AffordanceEnvironment {
  readonly codecs: Codecs;
  /** Content types of every affordance that does not name its own in a Form. */
  readonly contentTypes: readonly string[];
  readonly limits: Pick<AnswerRules, "maxStreamBytes">;
  /** See `ServientOptions.lenient`. */
  readonly lenient?: boolean;
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
  readonly #maxStreamBytes: number;
  readonly #isLenient: boolean;
  readonly #shared = new RecentlyUsed<string, unknown>(maxSharedPlans);

  constructor({ codecs, contentTypes, limits, lenient = false }: AffordanceEnvironment) {
    this.#isLenient = lenient;
    this.#codecs = codecs;
    this.#offered = contentTypes;
    this.#maxStreamBytes = limits.maxStreamBytes;
  }

  property(name: string, init: PropertyInit): PropertyPlan {
    return this.#share("property", name, init, (affordance) => {
      const value = new ValueCodec(this.#codecs, affordance, this.#isLenient);
      const rules = this.#rules(`property "${name}"`, value);
      return { ...this.#common(name, affordance), value, rules, ...propertyDefaults(affordance) };
    });
  }

  action(name: string, init: ActionInit): ActionPlan {
    return this.#share("action", name, init, (affordance) => {
      const synchronous = affordance.synchronous !== false;
      const output = new ValueCodec(this.#codecs, affordance.output, this.#isLenient);
      return {
        // A Consumer must not have to guess (`http-basic-profile-protocol-binding-invokeaction-24`).
        ...this.#common(name, this.#isLenient ? affordance : { ...affordance, synchronous }),
        input: new ValueCodec(this.#codecs, affordance.input),
        output,
        rules: this.#rules(`action "${name}"`, output),
        synchronous,
      };
    });
  }

  event(name: string, init: EventInit): EventPlan {
    return this.#share("event", name, init, (affordance) => ({
      ...this.#common(name, affordance),
      subscription: new ValueCodec(this.#codecs, affordance.subscription),
      data: new ValueCodec(this.#codecs, affordance.data, this.#isLenient),
    }));
  }

  #rules(of: string, codec: ValueCodec): AnswerRules {
    return { of, codec, maxStreamBytes: this.#maxStreamBytes };
  }

  #common<A extends PropertyInit | ActionInit | EventInit>(name: string, affordance: A): AffordancePlan<A> {
    const named = new Set((affordance.forms ?? []).flatMap(({ contentType }) => contentType ?? []));
    const own = [...named].filter((contentType) => this.#codecs.for(contentType) !== undefined);
    const { forms: _, ...rest } = affordance;
    return {
      name,
      affordance: rest as A,
      contentTypes: own.length > 0 ? own : this.#offered,
      uriVariables: new Map(Object.entries(affordance.uriVariables ?? {})),
      lenient: this.#isLenient,
    };
  }

  /** The plan of an equal affordance seen before, or a new one over a copy of `init`. */
  #share<A, P>(kind: string, name: string, init: A, compile: (affordance: A) => P): P {
    const text = JSON.stringify(init);
    const key = JSON.stringify([kind, name, text]);
    const known = this.#shared.get(key) as P | undefined;
    if (known !== undefined) return known;
    const plan = compile(JSON.parse(text) as A);
    this.#shared.set(key, plan);
    return plan;
  }
}
