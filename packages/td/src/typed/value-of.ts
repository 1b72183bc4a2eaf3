/**
 * The type of the values that a DataSchema written as a literal describes: `ValueOf<{ type: "boolean" }>` is `boolean`.
 *
 * It says what the compiler can hold: types, `const`, `enum`, `oneOf`, members and which of them are required. Ranges, lengths
 * and patterns are left to validation at run time. A schema that is no literal, or has no `type`, describes `unknown`.
 */
export type ValueOf<S> = S extends { readonly const: infer C }
  ? Plain<C>
  : S extends { readonly enum: readonly (infer E)[] }
    ? Plain<E>
    : S extends { readonly oneOf: readonly (infer Choice)[] }
      ? S extends { readonly type: string }
        ? TypedValue<S> & OneOf<Choice>
        : OneOf<Choice>
      : S extends { readonly type: string }
        ? TypedValue<S>
        : unknown;

/** Distributes, so that each choice has its own type. */
type OneOf<Choice> = Choice extends unknown ? ValueOf<Choice> : never;

type TypedValue<S extends { readonly type: string }> = S["type"] extends keyof ScalarTypes
  ? IsUnion<S["type"]> extends true
    ? unknown
    : ScalarTypes[S["type"]]
  : S["type"] extends "array"
    ? ItemsOf<S>
    : S["type"] extends "object"
      ? MembersOf<S>
      : unknown;

interface ScalarTypes {
  readonly boolean: boolean;
  readonly integer: number;
  readonly number: number;
  readonly string: string;
  readonly null: null;
}

type IsUnion<T, All = T> = T extends unknown ? ([All] extends [T] ? false : true) : never;

type ItemsOf<S> = S extends { readonly items: infer I }
  ? I extends readonly unknown[]
    ? { readonly [K in keyof I]: ValueOf<I[K]> }
    : readonly ValueOf<I>[]
  : readonly unknown[];

type MembersOf<S> = S extends { readonly properties: infer P }
  ? string extends keyof P
    ? Readonly<Record<string, unknown>>
    : Flat<Required<P, RequiredNames<S, P>> & Optional<P, RequiredNames<S, P>>>
  : Readonly<Record<string, unknown>>;

type RequiredNames<S, P> = S extends { readonly required: readonly (infer R)[] } ? R & keyof P : never;
type Required<P, R> = { readonly [K in keyof P as K extends R ? K : never]: ValueOf<P[K]> };
type Optional<P, R> = { readonly [K in keyof P as K extends R ? never : K]?: ValueOf<P[K]> };

/** One object type of an intersection: what editors show. */
type Flat<T> = { [K in keyof T]: T[K] };

/** A literal value as the compiler has it, deeply read-only as literals of `const` type parameters are. */
type Plain<V> = V extends (...args: never) => unknown ? never : V;
