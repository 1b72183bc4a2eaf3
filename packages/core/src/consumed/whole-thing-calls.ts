import { ProtocolError, RemoteError, UnsupportedError, UsageError } from "@thingwright/errors";
import { compileDataSchema, propertyDefaults } from "@thingwright/td";
import { describedPart } from "../value/described-part.js";
import { type ActionStatuses, actionStatusesOf } from "./action/action-status.js";
import type { CallEnvironment, CallOptions } from "./call/call-options.js";
import { exchange } from "./call/exchange.js";
import { namesVariables } from "./plan/names-variables.js";
import type { Plan } from "./plan/plan.js";
import type { PlanBook } from "./plan/plan-book.js";
import { decoded, type PropertyCalls, requireValue } from "./property-calls.js";

type Values = Record<string, unknown>;

/**
 * The operations on several or all affordances at once: one request where the Thing has a Form for it that can be
 * used, else one request for each property.
 */
export class WholeThingCalls {
  readonly #book: PlanBook;
  readonly #properties: PropertyCalls;
  readonly #environment: CallEnvironment;

  constructor(book: PlanBook, properties: PropertyCalls, environment: CallEnvironment) {
    this.#book = book;
    this.#properties = properties;
    this.#environment = environment;
  }

  /** Values of all readable properties, by name. */
  async readAll(options: CallOptions): Promise<Values> {
    const plan = this.#book.wholeIfServed("readallproperties", options.uriVariables);
    if (plan !== undefined) return this.#members(plan, options);
    const readable = Object.entries(this.#book.thing.properties ?? {}).filter(
      ([, property]) => !propertyDefaults(property).writeOnly && property.uriVariables === undefined,
    );
    return this.#readEach(
      readable.map(([name]) => name),
      options,
    );
  }

  /**
   * Values of the named properties, by name. A Thing whose Form has no variable for the names is asked all the same: what
   * it answers is kept if it has all of them, and each property is asked for if not.
   */
  async readMultiple(names: readonly string[], options: CallOptions): Promise<Values> {
    for (const name of names) this.#book.propertyAffordance(name);
    const plan = this.#book.wholeIfServed("readmultipleproperties", options.uriVariables);
    if (plan === undefined) return this.#readEach(names, options);
    const carriers = namesVariables(plan, this.#book.thing.uriVariables, names);
    const uriVariables = { ...options.uriVariables, names, ...carriers };
    const values = await this.#members(plan, { ...options, uriVariables }).catch((error: unknown): Values => {
      if (carriers !== undefined || !(error instanceof RemoteError)) throw error;
      return {};
    });
    const missing = names.find((name) => !Object.hasOwn(values, name));
    if (missing === undefined) return Object.fromEntries(names.map((name) => [name, values[name]]));
    if (carriers === undefined) return this.#readEach(names, options);
    throw new ProtocolError("WOT_PROTOCOL", `the answer to readmultipleproperties lacks "${missing}"`);
  }

  /** Every name and value is checked before the first is sent. */
  async writeMultiple(values: Readonly<Values>, options: CallOptions): Promise<void> {
    this.#checkWritable(values);
    await this.#write(this.#book.wholeIfServed("writemultipleproperties", options.uriVariables), values, options);
  }

  /** Like `writeMultiple`, and every property that can be written must be there. */
  async writeAll(values: Readonly<Values>, options: CallOptions): Promise<void> {
    this.#checkWritable(values);
    for (const [name, property] of Object.entries(this.#book.thing.properties ?? {})) {
      const { readOnly } = propertyDefaults(property);
      if (readOnly || property.uriVariables !== undefined || Object.hasOwn(values, name)) continue;
      throw new UsageError("WOT_ARGUMENT", `writing all properties needs a value for "${name}"`);
    }
    await this.#write(this.#book.wholeIfServed("writeallproperties", options.uriVariables), values, options);
  }

  /** @throws {ProtocolError} WOT_PROTOCOL when what is listed is no status */
  async queryAllActions(options: CallOptions): Promise<ActionStatuses> {
    const listed = await this.#object(this.#book.whole("queryallactions", options.uriVariables), options);
    return actionStatusesOf(listed);
  }

  /** Holds each known property of a decoded content against its own schema. @throws {DataSchemaError} */
  checkMembers(values: Readonly<Values>): void {
    const properties = this.#book.thing.properties ?? {};
    for (const [name, value] of Object.entries(values)) {
      const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (schema !== undefined) compileDataSchema(schema).validate(value);
    }
  }

  #checkWritable(values: Readonly<Values>): void {
    for (const [name, value] of Object.entries(values)) {
      const property = this.#book.propertyAffordance(name);
      requireValue(value, `writing "${name}"`);
      if (propertyDefaults(property).readOnly) {
        throw new UnsupportedError("WOT_OPERATION", `property "${name}" can only be read`);
      }
      if (!this.#book.environment.lenient) compileDataSchema(property).validate(value);
    }
  }

  async #write(whole: Plan | undefined, values: Readonly<Values>, options: CallOptions): Promise<void> {
    if (whole !== undefined) {
      await exchange(whole, this.#environment, options, this.#described(values));
      return;
    }
    for (const name of Object.keys(values)) this.#book.property("writeproperty", name);
    const each = forOneProperty(options);
    for (const [name, value] of Object.entries(values)) await this.#properties.write(name, value, each);
  }

  /** Of each value what its property describes. */
  #described(values: Readonly<Values>): Values {
    const members = Object.entries(values).map(([name, value]) => {
      return [name, describedPart(this.#book.propertyAffordance(name))(value)] as const;
    });
    return Object.fromEntries(members);
  }

  async #readEach(names: readonly string[], options: CallOptions): Promise<Values> {
    const each = forOneProperty(options);
    const read = async (name: string) => [name, await this.#properties.readValue(name, each)] as const;
    return Object.fromEntries(await Promise.all(names.map(read)));
  }

  async #members(plan: Plan, options: CallOptions): Promise<Values> {
    const values = await this.#object(plan, options);
    this.checkMembers(values);
    return values;
  }

  async #object(plan: Plan, options: CallOptions): Promise<Values> {
    return objectOf(decoded(await exchange(plan, this.#environment, options, undefined)), plan);
  }
}

/** @throws {ProtocolError} WOT_PROTOCOL when what was received is not an object */
export function objectOf(value: unknown, { operation }: Plan): Values {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Values;
  throw new ProtocolError("WOT_PROTOCOL", `the answer to ${operation} is not an object`);
}

/** The options of a call on the whole Thing, for one of its properties: positions of Forms mean nothing there. */
function forOneProperty({ formIndex: _, ...options }: CallOptions): CallOptions {
  return options;
}
