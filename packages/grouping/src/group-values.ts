import { andThen, andThenAll, isPromise, type MaybePromise } from "@thingwright/contracts";
import { asWotError, RequestError } from "@thingwright/errors";
import { aggregated, heldByAll, isUniform } from "./aggregate.js";
import type { Holder } from "./holder.js";
import type { Member } from "./member.js";
import type { SharedAffordances, SharedProperty } from "./shared-affordances.js";

/** What one member has now. */
export interface MemberState {
  readonly member: string;
  readonly title: string;
  /** Whether any of its values can be had. */
  readonly available: boolean;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A holder's value, or why it cannot be had. */
type Heard = { readonly value: unknown } | { readonly error: unknown };

/** What the members of a group have, as one. Who is away does not count while somebody else is there. */
export class GroupValues {
  readonly #members: readonly Member[];
  readonly #shared: SharedAffordances;
  readonly #signal: AbortSignal;

  /** @param signal - ends all reading */
  constructor(members: readonly Member[], shared: SharedAffordances, signal: AbortSignal) {
    this.#members = members;
    this.#shared = shared;
    this.#signal = signal;
  }

  /** The value of a property for all. @throws {WotError} why the first member has none, when none has one */
  read(name: string): MaybePromise<unknown> {
    const property = this.#property(name);
    return andThen(this.#values(property), (values) => aggregated(values, property.schema));
  }

  /** Whether a property is true at all members that can be asked. @throws like `read` */
  readAll(name: string): MaybePromise<boolean> {
    return andThen(this.#values(this.#property(name)), heldByAll);
  }

  /** Names of properties that members have different values of. */
  async mixed(): Promise<readonly string[]> {
    const readable = [...this.#shared.properties.values()].filter(({ canRead }) => canRead);
    const mixed = await Promise.all(
      readable.map(async (property) => (isUniform(valuesIn(await this.#heard(property))) ? [] : [property.name])),
    );
    return mixed.flat();
  }

  /** What each member has, in the group's units. */
  async states(): Promise<readonly MemberState[]> {
    const states = this.#members.map(({ id, title }) => ({ member: id, title, values: {} as Record<string, unknown> }));
    const byId = new Map(states.map((state) => [state.member, state]));
    for (const property of this.#shared.properties.values()) {
      const holders = readers(property);
      const heard = await this.#heard(property);
      for (const [index, { member }] of holders.entries()) {
        const one = heard[index]!;
        if ("value" in one) byId.get(member.id)!.values[property.name] = one.value;
      }
    }
    return states.map((state) => ({ ...state, available: Object.keys(state.values).length > 0 }));
  }

  #property(name: string): SharedProperty {
    const property = this.#shared.properties.get(name);
    if (property?.canRead === true) return property;
    throw new RequestError("WOT_METHOD", `no member can be asked for "${name}"`);
  }

  #values(property: SharedProperty): MaybePromise<readonly unknown[]> {
    return andThen(this.#heard(property), (heard) => {
      const values = valuesIn(heard);
      if (values.length > 0) return values;
      throw asWotError((heard[0] as { readonly error: unknown }).error);
    });
  }

  /** Of each that can be read, in their order: at once when all answer at once. */
  #heard(property: SharedProperty): MaybePromise<readonly Heard[]> {
    const heard = readers(property).map((holder) => this.#ask(holder, property.name));
    return andThenAll(heard, (all) => all);
  }

  #ask({ member, toGroup }: Holder, name: string): MaybePromise<Heard> {
    try {
      const value = member.read(name, { signal: this.#signal });
      if (!isPromise(value)) return { value: toGroup(value) };
      return Promise.resolve(value).then(
        (known) => ({ value: toGroup(known) }),
        (error: unknown) => ({ error }),
      );
    } catch (error) {
      return { error };
    }
  }
}

const readers = ({ holders }: SharedProperty): readonly Holder[] => holders.filter(({ canRead }) => canRead);

const valuesIn = (heard: readonly Heard[]): readonly unknown[] =>
  heard.flatMap((each) => ("value" in each ? [each.value] : []));
