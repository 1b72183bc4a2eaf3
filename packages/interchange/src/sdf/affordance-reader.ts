import { isRecord } from "@thingwright/td";
import type { JsonObject } from "../conversion.js";
import { entriesOf, isText } from "../read/entries.js";
import type { Source } from "../read/source.js";
import { resolveDefinition } from "./definition.js";
import type { QualitiesReader } from "./qualities-reader.js";

const actionTerms = new Set([
  "label",
  "description",
  "$comment",
  "sdfRequired",
  "sdfInputData",
  "sdfOutputData",
  "sdfData",
]);
const eventTerms = new Set(["label", "description", "$comment", "sdfRequired", "sdfOutputData", "sdfData"]);

/** Reads sdfProperty, sdfAction and sdfEvent of a grouping as affordances of a Thing Model. */
export class AffordanceReader {
  readonly #source: Source;
  readonly #qualities: QualitiesReader;

  constructor(source: Source, qualities: QualitiesReader) {
    this.#source = source;
    this.#qualities = qualities;
  }

  read(grouping: JsonObject, pointer: string): JsonObject {
    const groups = [
      ["properties", "sdfProperty", this.#property],
      ["actions", "sdfAction", this.#action],
      ["events", "sdfEvent", this.#event],
    ] as const;
    const members = groups.flatMap(([term, group, read]) => {
      const affordances = entriesOf(grouping[group], `${pointer}/${group}`).map(([name, value, at]) => {
        this.#source.countOperation(at);
        return [name, read.call(this, value, at)];
      });
      return affordances.length === 0 ? [] : [[term, Object.fromEntries(affordances)]];
    });
    return Object.fromEntries(members);
  }

  /** What SDF does not say is allowed: a property is readable, writable and observable (RFC 9880 §5.2). */
  #property(value: unknown, pointer: string): JsonObject {
    const { readable, writable, observable } = isRecord(value)
      ? resolveDefinition({ value, pointer }, this.#source)
      : {};
    return {
      ...this.#qualities.read(value, pointer),
      ...(writable === false ? { readOnly: true } : {}),
      ...(readable === false ? { writeOnly: true } : {}),
      ...(observable === false ? {} : { observable: true }),
    };
  }

  #action(value: unknown, pointer: string): JsonObject {
    const action = this.#textsAnd(value, pointer, actionTerms);
    return {
      ...action.texts,
      ...this.#data("input", action.value.sdfInputData, `${pointer}/sdfInputData`),
      ...this.#data("output", action.value.sdfOutputData, `${pointer}/sdfOutputData`),
    };
  }

  #event(value: unknown, pointer: string): JsonObject {
    const event = this.#textsAnd(value, pointer, eventTerms);
    return { ...event.texts, ...this.#data("data", event.value.sdfOutputData, `${pointer}/sdfOutputData`) };
  }

  #textsAnd(value: unknown, pointer: string, carried: ReadonlySet<string>) {
    const resolved = isRecord(value) ? resolveDefinition({ value, pointer }, this.#source) : {};
    this.#source.losses.addOthers(resolved, pointer, carried, "an affordance");
    const { label, description } = resolved;
    const texts = { ...(isText(label) ? { title: label } : {}), ...(isText(description) ? { description } : {}) };
    return { value: resolved, texts };
  }

  #data(part: string, value: unknown, pointer: string): JsonObject {
    return isRecord(value) ? { [part]: this.#qualities.read(value, pointer) } : {};
  }
}
