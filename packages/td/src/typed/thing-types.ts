import type { ThingDescription } from "../types/thing.js";
import type { TypesOfAction, TypesOfEvent, TypesOfProperty } from "./affordance-types.js";

/**
 * What Things are typed by: a Thing Description or Thing Model written as a literal (`typeof td`), or what code is generated
 * from one. A description that is known at run time only has names of type `string` and values of type `unknown`.
 */
export interface ThingTypes {
  readonly properties?: Readonly<Record<string, object>>;
  readonly actions?: Readonly<Record<string, object>>;
  readonly events?: Readonly<Record<string, object>>;
}

/** `D`, if it says something: nothing is known of a description that was cast to `any` or `never`. */
export type KnownTypes<D> = [D] extends [never] ? ThingDescription : 0 extends 1 & D ? ThingDescription : D;

type Kind = "properties" | "actions" | "events";

type Affordances<D, K extends Kind> = D extends { readonly [M in K]?: infer A } ? Exclude<A, undefined> : never;

/** `keyof never` would be every name there is. */
type NamesOf<D, K extends Kind> = [Affordances<D, K>] extends [never] ? never : keyof Affordances<D, K> & string;

/** Names of the properties of `D`. */
export type PropertyName<D> = NamesOf<D, "properties">;
/** Names of the actions of `D`. */
export type ActionName<D> = NamesOf<D, "actions">;
/** Names of the events of `D`. */
export type EventName<D> = NamesOf<D, "events">;

type PropertyOf<D, N extends PropertyName<D>> = TypesOfProperty<Affordances<D, "properties">[N]>;
type ActionOf<D, N extends ActionName<D>> = TypesOfAction<Affordances<D, "actions">[N]>;
type EventOf<D, N extends EventName<D>> = TypesOfEvent<Affordances<D, "events">[N]>;

type NamesWithAccess<D, Access> =
  string extends PropertyName<D>
    ? string
    : { [N in PropertyName<D>]: Access extends PropertyOf<D, N>["$access"] ? N : never }[PropertyName<D>];

/** Names of properties that can be read. */
export type ReadableName<D> = NamesWithAccess<D, "read">;
/** Names of properties that can be written. */
export type WritableName<D> = NamesWithAccess<D, "write">;
/** Names of properties that can be observed. */
export type ObservableName<D> = NamesWithAccess<D, "observe">;

/** The value of the property `N`. */
export type PropertyValue<D, N extends PropertyName<D>> = PropertyOf<D, N>["$value"];
/** The input of the action `N`; `undefined` when it takes none. */
export type ActionInput<D, N extends ActionName<D>> = ActionOf<D, N>["$input"];
/** The output of the action `N`; `undefined` when it has none. */
export type ActionOutput<D, N extends ActionName<D>> = ActionOf<D, N>["$output"];
/** The data of the event `N`; `undefined` when it has none. */
export type EventData<D, N extends EventName<D>> = EventOf<D, N>["$data"];
/** What a subscription to the event `N` says; `undefined` when nothing. */
export type EventSubscription<D, N extends EventName<D>> = EventOf<D, N>["$subscription"];

export type PropertyVariables<D, N extends PropertyName<D>> = PropertyOf<D, N>["$variables"];
export type ActionVariables<D, N extends ActionName<D>> = ActionOf<D, N>["$variables"];
export type EventVariables<D, N extends EventName<D>> = EventOf<D, N>["$variables"];

/** Values of properties by name, of those that can be read. */
export type PropertyValues<D, N extends PropertyName<D> = ReadableName<D>> = { [K in N]: PropertyValue<D, K> };
