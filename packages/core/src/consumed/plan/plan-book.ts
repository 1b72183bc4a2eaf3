import { UnsupportedError, UsageError } from "@thingwright/errors";
import {
  type ActionAffordance,
  actionDefaults,
  type DataSchema,
  type EventAffordance,
  type Operation,
  type PropertyAffordance,
  type ThingDescription,
} from "@thingwright/td";
import { ValueCodec } from "../../value/value-codec.js";
import { compilePlan, type Plan, type PlanEnvironment, type PlanRequest } from "./plan.js";
import { checkUriVariables, type UriVariables } from "./uri-variables.js";

/** Values for `uriVariables`. */
type Variables = Readonly<Record<string, unknown>>;

/**
 * The compiled plans of one Thing. A plan is compiled at its first use and kept: a Thing of a hundred affordances of
 * which three are used costs three plans.
 */
export class PlanBook {
  readonly thing: ThingDescription;
  readonly environment: PlanEnvironment;
  readonly #plans = new Map<Operation, Map<string, Plan>>();

  constructor(thing: ThingDescription, environment: PlanEnvironment) {
    this.thing = thing;
    this.environment = environment;
  }

  /**
   * The plan of an operation on a property.
   *
   * @param variables - values for `uriVariables`, to be validated
   * @throws {UsageError} WOT_UNKNOWN_AFFORDANCE
   * @throws {UnsupportedError} WOT_NO_FORM when no Form serves
   * @throws {DataSchemaError} WOT_DATA_INVALID for a value of a URI variable that does not match
   */
  property(operation: Operation, name: string, variables?: Variables): Plan {
    if (variables !== undefined) this.#check(this.propertyAffordance(name).uriVariables, variables);
    return this.#find(operation, name) ?? this.#keep(this.#propertyRequest(operation, name));
  }

  /** The plan of an operation on an action; parameters and errors as for `property`. */
  action(operation: Operation, name: string, variables?: Variables): Plan {
    if (variables !== undefined) this.#check(this.actionAffordance(name).uriVariables, variables);
    return this.#find(operation, name) ?? this.#keep(this.#actionRequest(operation, name));
  }

  /** The plan of a subscription to an event; parameters and errors as for `property`. */
  event(operation: Operation, name: string, variables?: Variables): Plan {
    if (variables !== undefined) this.#check(this.eventAffordance(name).uriVariables, variables);
    return this.#find(operation, name) ?? this.#keep(this.#eventRequest(operation, name));
  }

  /** The plan of an operation on the whole Thing; errors as for `property`. */
  whole(operation: Operation, variables?: Variables): Plan {
    if (variables !== undefined) this.#check(undefined, variables);
    const found = this.#find(operation, "");
    return found ?? this.#keep({ thing: this.thing, holder: "thing", operation, repeatable: true });
  }

  /** Like `whole`; `undefined` when no Form of the Thing can be used for it. */
  wholeIfServed(operation: Operation, variables?: Variables): Plan | undefined {
    if (!this.#declares(operation)) return undefined;
    try {
      return this.whole(operation, variables);
    } catch (error) {
      if (error instanceof UnsupportedError) return undefined;
      throw error;
    }
  }

  /** Codec of a property's values, also where no Form serves; of anything for a name that the Thing does not have. */
  propertyCodec(name: string): ValueCodec {
    const properties = this.thing.properties ?? {};
    return new ValueCodec(this.environment.codecs, Object.hasOwn(properties, name) ? properties[name] : undefined);
  }

  propertyAffordance(name: string): PropertyAffordance {
    return affordance(this.thing.properties, name, "property");
  }

  actionAffordance(name: string): ActionAffordance {
    return affordance(this.thing.actions, name, "action");
  }

  eventAffordance(name: string): EventAffordance {
    return affordance(this.thing.events, name, "event");
  }

  #check(own: UriVariables, variables: Variables): void {
    checkUriVariables(own, this.thing.uriVariables, variables);
  }

  /** Whether a Form at the Thing declares `operation`. */
  #declares(operation: Operation): boolean {
    return (
      this.thing.forms?.some(({ op }) => op === operation || (Array.isArray(op) && op.includes(operation))) ?? false
    );
  }

  #find(operation: Operation, name: string): Plan | undefined {
    return this.#plans.get(operation)?.get(name);
  }

  #keep(request: PlanRequest): Plan {
    const plan = compilePlan(request, this.environment);
    let plans = this.#plans.get(request.operation);
    if (plans === undefined) {
      plans = new Map();
      this.#plans.set(request.operation, plans);
    }
    plans.set(request.name ?? "", plan);
    return plan;
  }

  #propertyRequest(operation: Operation, name: string): PlanRequest {
    const schema: DataSchema = this.propertyAffordance(name);
    return { thing: this.thing, holder: "property", operation, name, input: schema, output: schema, repeatable: true };
  }

  #actionRequest(operation: Operation, name: string): PlanRequest {
    const action = this.actionAffordance(name);
    const { safe, idempotent } = actionDefaults(action);
    // Without an address of its own, a repeated cancellation may meet another invocation.
    const repeatable = operation === "queryaction" || (operation === "invokeaction" && (safe || idempotent));
    const base = { thing: this.thing, holder: "action" as const, operation, name, repeatable };
    return operation === "invokeaction" ? { ...base, ...schemas(action.input, action.output) } : base;
  }

  #eventRequest(operation: Operation, name: string): PlanRequest {
    const event = this.eventAffordance(name);
    const base = { thing: this.thing, holder: "event" as const, operation, name, repeatable: true };
    return { ...base, ...schemas(event.subscription, event.data) };
  }
}

function schemas(input: DataSchema | undefined, output: DataSchema | undefined): Pick<PlanRequest, "input" | "output"> {
  return { ...(input === undefined ? {} : { input }), ...(output === undefined ? {} : { output }) };
}

function affordance<A>(affordances: Readonly<Record<string, A>> | undefined, name: string, kind: string): A {
  if (affordances !== undefined && Object.hasOwn(affordances, name)) return affordances[name] as A;
  const known = Object.keys(affordances ?? {}).slice(0, 20);
  const hint = known.length === 0 ? "it has none" : `it has ${known.map((each) => `"${each}"`).join(", ")}`;
  throw new UsageError("WOT_UNKNOWN_AFFORDANCE", `the Thing has no ${kind} "${name}"; ${hint}`);
}
