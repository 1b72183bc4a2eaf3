import { ProtocolError } from "@thingwright/errors";
import { type Operation, propertyDefaults } from "@thingwright/td";
import { type CallEnvironment, type CallOptions, exchange } from "./call.js";
import type { PlanBook } from "./plan-book.js";
import { decoded, type PropertyCalls } from "./property-calls.js";

type Values = Record<string, unknown>;

/** The operations on several or all affordances at once: one request where the Thing has a Form for it. */
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
    if (this.#book.offers("readallproperties")) return this.#members("readallproperties", options);
    const readable = Object.entries(this.#book.thing.properties ?? {}).filter(
      ([, property]) => !propertyDefaults(property).writeOnly && property.uriVariables === undefined,
    );
    return this.#readEach(
      readable.map(([name]) => name),
      options,
    );
  }

  /** Values of the named properties, by name. */
  async readMultiple(names: readonly string[], options: CallOptions): Promise<Values> {
    for (const name of names) this.#book.propertyAffordance(name);
    const variable = this.#namesVariable();
    if (variable === undefined) return this.#readEach(names, options);
    const uriVariables = { ...options.uriVariables, [variable]: names };
    return this.#members("readmultipleproperties", { ...options, uriVariables });
  }

  /** Every value is validated before the first is sent. */
  async writeMultiple(values: Readonly<Values>, options: CallOptions): Promise<void> {
    for (const [name, value] of Object.entries(values)) {
      this.#book.property("writeproperty", name).input.validate(value);
    }
    if (this.#book.offers("writemultipleproperties")) {
      await exchange(this.#book.whole("writemultipleproperties"), this.#environment, options, values);
      return;
    }
    for (const [name, value] of Object.entries(values)) await this.#properties.write(name, value, options);
  }

  async writeAll(values: Readonly<Values>, options: CallOptions): Promise<void> {
    await exchange(this.#book.whole("writeallproperties"), this.#environment, options, values);
  }

  async queryAllActions(options: CallOptions): Promise<Values> {
    return this.#object("queryallactions", options);
  }

  async #readEach(names: readonly string[], options: CallOptions): Promise<Values> {
    const read = async (name: string) => [name, await this.#properties.readValue(name, options)] as const;
    return Object.fromEntries(await Promise.all(names.map(read)));
  }

  /** The properties in an answer, each held against its own schema. */
  async #members(operation: Operation, options: CallOptions): Promise<Values> {
    const values = await this.#object(operation, options);
    for (const [name, value] of Object.entries(values)) {
      if (!Object.hasOwn(this.#book.thing.properties ?? {}, name)) continue;
      this.#book.property("readproperty", name).output.validate(value);
    }
    return values;
  }

  async #object(operation: Operation, options: CallOptions): Promise<Values> {
    const plan = this.#book.whole(operation);
    const value = decoded({ plan, ...(await exchange(plan, this.#environment, options, undefined)) });
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Values;
    throw new ProtocolError("WOT_PROTOCOL", `the answer to ${operation} is not an object`);
  }

  /** The URI variable that carries the names of `readmultipleproperties`, where a Form has one. */
  #namesVariable(): string | undefined {
    if (!this.#book.offers("readmultipleproperties")) return undefined;
    return this.#book.whole("readmultipleproperties").candidates[0]?.variables[0];
  }
}
