import { isRecord, type ThingModel, tdContext } from "@thingwright/td";
import type { Conversion, JsonObject } from "../conversion.js";
import { entriesOf, isText } from "../read/entries.js";
import type { DocumentInput } from "../read/read-document.js";
import type { ReadLimits } from "../read/read-limits.js";
import { Source } from "../read/source.js";
import { UniqueNames } from "../unique-names.js";
import { AffordanceReader } from "./affordance-reader.js";
import { pointerOf, resolveDefinition } from "./definition.js";
import { QualitiesReader } from "./qualities-reader.js";
import { optionalOf } from "./required.js";

/** A Thing Model with the models that its `tm:submodel` links lead to, by their `href`. */
export interface ModelConversion extends Conversion<ThingModel> {
  readonly models: Readonly<Record<string, ThingModel>>;
}

const infoTerms = new Set(["title", "description", "version", "$comment"]);
const documentTerms = new Set([
  "info",
  "namespace",
  "defaultNamespace",
  "sdfThing",
  "sdfObject",
  "sdfProperty",
  "sdfAction",
  "sdfEvent",
  "sdfData",
]);
const groupingTerms = new Set([
  "label",
  "description",
  "$comment",
  "sdfRequired",
  "sdfThing",
  "sdfObject",
  "sdfProperty",
  "sdfAction",
  "sdfEvent",
  "sdfData",
]);

/** Deepest nesting of groupings that is read. */
const maxNesting = 16;

/**
 * A Thing Model of what an SDF document (RFC 9880) defines. A lone sdfThing or sdfObject is the model; of several, or with
 * affordances beside them, the document itself is. Each grouping inside becomes a model of its own that a `tm:submodel`
 * link with its name as `instanceName` leads to.
 *
 * sdfData become `schemaDefinitions`; what `sdfRequired` does not name is in `tm:optional`. References to other documents
 * are refused.
 *
 * @throws {ThingDescriptionError} WOT_TD_SYNTAX, WOT_TD_LIMIT, WOT_TD_INVALID for what is no object
 * @throws {UsageError} WOT_RANGE if a limit is none
 */
export function fromSdf(input: DocumentInput, limits: Partial<ReadLimits> = {}): ModelConversion {
  const source = new Source(input, limits);
  const { document, losses } = source;
  losses.addOthers(document, "", documentTerms, "a Thing Model");
  const reader = new GroupingReader(source);
  const info = isRecord(document.info) ? document.info : {};
  losses.addOthers(info, "/info", infoTerms, "a Thing Model");
  const root = loneGrouping(document);
  const value = root === undefined ? { ...document, label: info.title } : root.value;
  const model = reader.read(value, root?.pointer ?? "", root?.name ?? "Things");
  const head = {
    ...(isText(info.version) ? { version: { model: info.version } } : {}),
    ...(isText(info.description) && model.description === undefined ? { description: info.description } : {}),
  };
  return { document: { ...model, ...head }, models: Object.fromEntries(reader.models), losses: losses.toList() };
}

/** The only sdfThing or sdfObject of a document that has nothing else but data types. */
function loneGrouping(document: JsonObject) {
  const groupings = ["sdfThing", "sdfObject"].flatMap((group) =>
    entriesOf(document[group], `/${group}`).map(([name, value, pointer]) => ({ name, value, pointer })),
  );
  const hasOwn = ["sdfProperty", "sdfAction", "sdfEvent"].some((group) => document[group] !== undefined);
  return groupings.length === 1 && !hasOwn && isRecord(groupings[0]!.value) ? groupings[0] : undefined;
}

class GroupingReader {
  readonly models = new Map<string, ThingModel>();
  readonly #source: Source;
  readonly #qualities: QualitiesReader;
  readonly #hrefs = new UniqueNames();
  #depth = 0;

  constructor(source: Source) {
    this.#source = source;
    this.#qualities = new QualitiesReader(source);
  }

  read(value: unknown, pointer: string, name: string): ThingModel {
    const { losses } = this.#source;
    const grouping = isRecord(value) ? resolveDefinition({ value, pointer }, this.#source) : {};
    if (pointer !== "") losses.addOthers(grouping, pointer, groupingTerms, "a Thing Model");
    const affordances = new AffordanceReader(this.#source, this.#qualities);
    const links = [...this.#submodels(grouping, pointer)];
    const schemas = entriesOf(grouping.sdfData, `${pointer}/sdfData`);
    const definitions = schemas.map(([each, data, at]) => {
      this.#source.countOperation(at);
      return [each, this.#qualities.read(data, at)];
    });
    const members = affordances.read(grouping, pointer);
    const optional = optionalOf(grouping, pointer, losses);
    return {
      "@context": tdContext,
      "@type": "tm:ThingModel",
      title: isText(grouping.label) ? grouping.label : name,
      ...(isText(grouping.description) ? { description: grouping.description } : {}),
      ...(optional.length === 0 ? {} : { "tm:optional": optional }),
      ...(links.length === 0 ? {} : { links }),
      ...(definitions.length === 0 ? {} : { schemaDefinitions: Object.fromEntries(definitions) }),
      ...members,
    };
  }

  *#submodels(grouping: JsonObject, pointer: string): Generator<{ readonly rel: string; readonly href: string }> {
    for (const group of ["sdfThing", "sdfObject"]) {
      for (const [name, value] of entriesOf(grouping[group], "")) {
        const at = pointerOf(pointer, group, name);
        this.#source.countOperation(at);
        if (this.#depth >= maxNesting) {
          this.#source.losses.add(at, `groupings nest deeper than ${maxNesting}`);
          continue;
        }
        this.#depth++;
        const model = this.read(value, at, name);
        this.#depth--;
        const href = `./${this.#hrefs.take(name.replace(/[^A-Za-z0-9_-]/g, "-"))}.tm.jsonld`;
        this.models.set(href, model);
        yield { rel: "tm:submodel", href, ...{ type: "application/tm+json", instanceName: name } };
      }
    }
  }
}
