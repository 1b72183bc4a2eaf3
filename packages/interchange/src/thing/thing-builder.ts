import {
  type DataSchema,
  type FormHolder,
  type Operation,
  parseThingDescriptionOrThrow,
  type ThingDescription,
  tdContext,
} from "@thingwright/td";
import type { JsonObject, LossList } from "../conversion.js";
import { sameJson } from "../read/same-json.js";
import { UniqueNames } from "../unique-names.js";

type AffordanceKind = Exclude<FormHolder, "thing">;

interface Affordance {
  readonly members: JsonObject;
  readonly forms: Map<string, { readonly form: JsonObject; readonly op: Operation[] }>;
  readonly uriVariables: Map<string, DataSchema>;
}

/** A Form and the affordance it belongs to; without a name it is one of the Thing itself. */
export interface NewForm {
  readonly kind: FormHolder;
  readonly name: string | undefined;
  /** Terms of the affordance, taken from the first Form only. */
  readonly members: JsonObject;
  /** The Form without `op`. */
  readonly form: JsonObject;
  readonly op: Operation;
  readonly uriVariables: ReadonlyMap<string, DataSchema>;
  /** Where the operation stands in the document that is read. */
  readonly pointer: string;
}

/** Puts a Thing Description together from Forms; two that differ in `op` only become one. */
export class ThingBuilder {
  readonly #losses: LossList;
  readonly #affordances: { readonly [kind in AffordanceKind]: Map<string, Affordance> } = {
    property: new Map(),
    action: new Map(),
    event: new Map(),
  };
  readonly #own: Affordance = { members: {}, forms: new Map(), uriVariables: new Map() };
  /** Names of `schemaDefinitions`, by where the schema comes from. */
  readonly #definitions = new Map<string, { readonly name: string; readonly schema: DataSchema }>();
  readonly #names = new UniqueNames();

  constructor(losses: LossList) {
    this.#losses = losses;
  }

  has(kind: AffordanceKind, name: string): boolean {
    return this.#affordances[kind].has(name);
  }

  add({ kind, name, members, form, op, uriVariables, pointer }: NewForm): void {
    const affordance = this.#affordanceOf(kind, name, members);
    const key = JSON.stringify(form);
    const known = affordance.forms.get(key);
    if (known === undefined) affordance.forms.set(key, { form, op: [op] });
    else if (!known.op.includes(op)) known.op.push(op);
    for (const [variable, schema] of uriVariables) {
      const before = affordance.uriVariables.get(variable);
      affordance.uriVariables.set(variable, before ?? schema);
      if (before !== undefined && !sameJson(before, schema)) {
        this.#losses.add(pointer, `the variable ${variable} has another schema at another operation, which counts`);
      }
    }
  }

  #affordanceOf(kind: FormHolder, name: string | undefined, members: JsonObject): Affordance {
    if (kind === "thing" || name === undefined) return this.#own;
    const known = this.#affordances[kind].get(name);
    if (known !== undefined) return known;
    const affordance = { members, forms: new Map(), uriVariables: new Map() };
    this.#affordances[kind].set(name, affordance);
    return affordance;
  }

  /** The name in `schemaDefinitions` of the schema that `key` stands for: `wanted`, unless it has one already or the name is taken. */
  define(wanted: string, schema: DataSchema, key: string): string {
    const known = this.#definitions.get(key);
    if (known !== undefined) return known.name;
    const name = this.#names.take(wanted);
    this.#definitions.set(key, { name, schema });
    return name;
  }

  /**
   * The Thing Description, with `head` before the affordances.
   *
   * @throws {ThingDescriptionError} WOT_TD_INVALID, WOT_TD_LIMIT if what was put together is none
   */
  build(head: JsonObject, contexts: readonly JsonObject[]): ThingDescription {
    const schemas = [...this.#definitions.values()].map(({ name, schema }) => [name, schema] as const);
    return parseThingDescriptionOrThrow(
      {
        "@context": contexts.length === 0 ? tdContext : [tdContext, ...contexts],
        ...head,
        ...(schemas.length === 0 ? {} : { schemaDefinitions: Object.fromEntries(schemas) }),
        ...(this.#own.uriVariables.size === 0 ? {} : { uriVariables: Object.fromEntries(this.#own.uriVariables) }),
        ...mapOf("properties", this.#affordances.property),
        ...mapOf("actions", this.#affordances.action),
        ...mapOf("events", this.#affordances.event),
        ...(this.#own.forms.size === 0 ? {} : { forms: formsOf(this.#own) }),
      },
      // The document that was read has been measured; references written out make it longer.
      { maxBytes: 64 * 1024 * 1024, maxDepth: 128 },
    );
  }
}

const mapOf = (term: string, affordances: ReadonlyMap<string, Affordance>): JsonObject =>
  affordances.size === 0
    ? {}
    : { [term]: Object.fromEntries([...affordances].map(([name, each]) => [name, affordanceOf(each)])) };

const affordanceOf = (affordance: Affordance): JsonObject => ({
  ...affordance.members,
  ...(affordance.uriVariables.size === 0 ? {} : { uriVariables: Object.fromEntries(affordance.uriVariables) }),
  forms: formsOf(affordance),
});

const formsOf = ({ forms }: Affordance): readonly JsonObject[] =>
  [...forms.values()].map(({ form, op }) => ({ ...form, op: op.length === 1 ? op[0] : op }));
