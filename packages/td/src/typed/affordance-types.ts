import type { ValueOf } from "./value-of.js";

/** What one can do with a property. */
export type PropertyAccess = "read" | "write" | "observe";

/** The types of a property: of its value and of its URI variables, and what can be done with it. Generated code consists of these. */
export interface PropertyTypes<Value = unknown, Access = PropertyAccess, Variables = AnyVariables> {
  readonly $value: Value;
  readonly $access: Access;
  readonly $variables: Variables;
}

/** The types of an action. `undefined` as input or output says that there is none. */
export interface ActionTypes<Input = unknown, Output = unknown, Variables = AnyVariables> {
  readonly $input: Input;
  readonly $output: Output;
  readonly $variables: Variables;
}

/** The types of an event: of its data, and of what a subscription must say. */
export interface EventTypes<Data = unknown, Subscription = unknown, Variables = AnyVariables> {
  readonly $data: Data;
  readonly $subscription: Subscription;
  readonly $variables: Variables;
}

export type AnyVariables = Readonly<Record<string, unknown>>;

/** The types that a PropertyAffordance has: its own when it is generated, else those of its schema. */
export type TypesOfProperty<A> = A extends PropertyTypes ? A : PropertyTypes<ValueOf<A>, AccessOf<A>, VariablesOf<A>>;

/** The types that an ActionAffordance has. */
export type TypesOfAction<A> = A extends ActionTypes
  ? A
  : ActionTypes<MemberValue<A, "input">, MemberValue<A, "output">, VariablesOf<A>>;

/** The types that an EventAffordance has. */
export type TypesOfEvent<A> = A extends EventTypes
  ? A
  : EventTypes<MemberValue<A, "data">, MemberValue<A, "subscription">, VariablesOf<A>>;

/** `undefined` where a literal has no such schema; an affordance known at run time only may have any. */
type MemberValue<A, K extends string> = A extends { readonly [M in K]: infer S }
  ? ValueOf<S>
  : K extends keyof A
    ? unknown
    : undefined;

type AccessOf<A> =
  | (A extends { readonly writeOnly: true } ? never : "read")
  | (A extends { readonly readOnly: true } ? never : "write")
  | (A extends { readonly observable: true } ? "observe" : never);

/** Each variable may be missing, as the standard has no word for one that must be given. */
type VariablesOf<A> = A extends { readonly uriVariables: infer V }
  ? string extends keyof V
    ? AnyVariables
    : { readonly [K in keyof V]?: ValueOf<V[K]> }
  : AnyVariables;
