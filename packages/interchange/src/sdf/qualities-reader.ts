import { type DataSchema, isRecord } from "@thingwright/td";
import type { JsonObject } from "../conversion.js";
import { integral } from "../json-schema/integral.js";
import { scalarTerms } from "../json-schema/scalar-terms.js";
import { entriesOf, isText } from "../read/entries.js";
import type { Source } from "../read/source.js";
import { resolveDefinition } from "./definition.js";

/** Deepest nesting of data qualities that is read. */
const maxNesting = 24;

/** A definition with more qualities than this counts as more than one. */
const maxTerms = 32;

const dataTypes = new Set<unknown>(["boolean", "integer", "number", "string", "object", "array"]);

/** Qualities that are read one by one below, or that the reader of an affordance takes. */
const handled = new Set([
  ...["label", "$comment", "type", "nullable", "sdfType", "sdfChoice", "properties", "items", "enum", "sdfRequired"],
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "readable", "writable", "observable"],
]);

/** Reads the data qualities of SDF as DataSchemas, with `sdfRef` resolved (RFC 9880 §4.7). */
export class QualitiesReader {
  readonly #source: Source;
  /** Definitions with their references resolved, and what is taken over of them: each once. */
  readonly #resolved = new WeakMap<JsonObject, JsonObject>();
  readonly #scalars = new WeakMap<JsonObject, JsonObject>();
  readonly #open = new Set<JsonObject>();
  #count = 0;

  constructor(source: Source) {
    this.#source = source;
  }

  read(value: unknown, pointer: string): DataSchema {
    const { losses, limits } = this.#source;
    if (!isRecord(value)) return {};
    this.#count += 1 + Object.keys(value).length / maxTerms;
    const qualities = this.#resolved.get(value) ?? resolveDefinition({ value, pointer }, this.#source);
    this.#resolved.set(value, qualities);
    if (this.#open.has(qualities)) {
      losses.add(pointer, "data that contains itself is read as any value");
      return {};
    }
    if (this.#count > limits.maxSchemas || this.#open.size >= maxNesting) {
      losses.add("", "the schemas with references written out are too many or too deep; the rest are left out");
      return {};
    }
    this.#open.add(qualities);
    const schema = this.#readResolved(qualities, pointer);
    this.#open.delete(qualities);
    return schema;
  }

  #readResolved(qualities: JsonObject, pointer: string): DataSchema {
    const { losses } = this.#source;
    const scalars = this.#scalars.get(qualities) ?? scalarTerms(qualities, pointer, losses);
    this.#scalars.set(qualities, scalars);
    const shared = { ...scalars, ...rangeOf(qualities) };
    for (const [name, , at] of entriesOf(qualities, pointer)) {
      if (!handled.has(name) && !Object.hasOwn(shared, name))
        losses.add(at, `a DataSchema has no counterpart of ${name}`);
    }
    const schema = {
      ...(isText(qualities.label) ? { title: qualities.label } : {}),
      ...(qualities.nullable === true ? {} : typeOf(qualities)),
      ...shared,
      ...this.#specialOf(qualities, pointer),
      ...this.#nested(qualities, pointer),
    };
    return integral(schema, pointer, losses) as DataSchema;
  }

  #nested(qualities: JsonObject, pointer: string): JsonObject {
    const { properties, items, sdfChoice, nullable } = qualities;
    const members: [string, unknown][] = [];
    if (isRecord(properties)) {
      const read = entriesOf(properties, `${pointer}/properties`).map(([name, each, at]) => [
        name,
        this.read(each, at),
      ]);
      members.push(["properties", Object.fromEntries(read)]);
    }
    if (isRecord(items)) members.push(["items", this.read(items, `${pointer}/items`)]);
    const choices = entriesOf(sdfChoice, `${pointer}/sdfChoice`).map(([name, each, at]) =>
      this.#choice(name, each, at),
    );
    const others =
      choices.length === 0 ? [typeOf(qualities)] : choices.map((each) => ({ ...typeOf(qualities), ...each }));
    if (nullable === true) members.push(["oneOf", [...others, { type: "null" }]]);
    else if (choices.length > 0) members.push(["oneOf", choices]);
    return Object.fromEntries(members);
  }

  /** A named alternative: its name is the title; one that says nothing about its value is a constant of that name. */
  #choice(name: string, value: unknown, pointer: string): DataSchema {
    const { title, ...schema } = this.read(value, pointer) as JsonObject;
    if (title !== undefined && title !== name)
      this.#source.losses.add(`${pointer}/label`, "the name is taken as the title");
    const saysNothing = Object.keys(schema).every((term) => term === "description");
    return { title: name, ...schema, ...(saysNothing ? { const: name } : {}) } as DataSchema;
  }

  #specialOf({ sdfType }: JsonObject, pointer: string): JsonObject {
    if (sdfType === undefined) return {};
    if (sdfType === "byte-string") return { contentEncoding: "base64url" };
    this.#source.losses.add(`${pointer}/sdfType`, "a DataSchema has no counterpart of this sdfType");
    return {};
  }
}

const typeOf = ({ type }: JsonObject): JsonObject => (dataTypes.has(type) ? { type } : {});

const rangeOf = (qualities: JsonObject): JsonObject =>
  Object.fromEntries(
    ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]
      .filter((term) => typeof qualities[term] === "number")
      .map((term) => [term, qualities[term]]),
  );
