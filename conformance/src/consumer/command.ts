import type { Operation, ThingDescription } from "@thingwright/td";
import type { Secret } from "../run/credentials.js";

/** Take this Thing Description, and let go of the Thing before with all its subscriptions. */
export interface Consume {
  readonly do: "consume";
  readonly td: ThingDescription;
  /** What the security definitions of the description need, by their names; see {@link Secret}. */
  readonly credentials: Readonly<Record<string, Secret>>;
}

/** Carry out an operation on the Thing that was consumed last. */
export interface Interact {
  readonly do: Operation;
  /** The affordance; absent for operations on the whole Thing. */
  readonly name?: string;
  /** To write; the input of an action, absent when it has none; the values by name for `writemultipleproperties`. */
  readonly value?: unknown;
  readonly uriVariables?: Readonly<Record<string, unknown>>;
}

/** What a client under test is told. */
export type Command = Consume | Interact;

/**
 * What came of a command.
 *
 * - `done`: it succeeded, with what was read or put out, if anything; for an action that goes on, with whatever the client has then;
 * - `failed`: the client reports an error to its user;
 * - `unsupported`: the client cannot do such a thing at all, or its driver does not offer it;
 * - `silent`: nothing was said in time, or the client is gone.
 */
export type Reply =
  | { readonly kind: "done"; readonly value?: unknown }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "unsupported"; readonly message: string }
  | { readonly kind: "silent"; readonly message: string };

/** What a subscription brought to the client's user. */
export interface Notification {
  /** The affordance. */
  readonly name: string;
  /** Absent for an event without data. */
  readonly value?: unknown;
}
