import { ThingDescriptionError } from "@thingwright/errors";
import { type DataSchema, isRecord, isThingModel, type ThingModel } from "@thingwright/td";
import { type Conversion, type JsonObject, LossList } from "../conversion.js";
import { entriesOf, isText, itemsOf } from "../read/entries.js";
import { plainJson } from "../read/plain-json.js";
import { defaultReadLimits } from "../read/read-limits.js";
import { UniqueNames } from "../unique-names.js";
import { qualitiesOf } from "./qualities-of.js";
import { affordanceGroups } from "./required.js";

export interface ToSdfOptions {
  /** Thing Models that `tm:submodel` links lead to, by their `href`; a link to another is a loss. */
  readonly models?: Readonly<Record<string, ThingModel>>;
}

/** Deepest nesting of submodels that is written. */
const maxNesting = 16;

/** Longest JSON of all models together, each as often as it is a submodel: a few that contain each other make any number. */
const maxLength = 16 * 1024 * 1024;

const modelTerms = new Set([
  ...["@context", "@type", "title", "description", "version", "links", "tm:optional", "schemaDefinitions"],
  ...["properties", "actions", "events"],
]);

/**
 * An SDF document (RFC 9880) of `model`: an sdfObject, or with submodels an sdfThing. Every affordance that is not in
 * `tm:optional` says so by `sdfRequired`. Forms, security, links and other vocabularies are losses. What the model extends or
 * refers to must have been resolved.
 *
 * @throws {ThingDescriptionError} WOT_TD_INVALID for what is no Thing Model, WOT_TD_LIMIT for one too deep or too large
 */
export function toSdf(model: ThingModel, { models = {} }: ToSdfOptions = {}): Conversion {
  const writer = new GroupingWriter(models);
  const root = checked(model);
  const grouping = writer.write(root.model, "", root.length);
  const group = grouping.sdfObject === undefined && grouping.sdfThing === undefined ? "sdfObject" : "sdfThing";
  const version = isRecord(root.model.version) ? root.model.version.model : undefined;
  const document = {
    info: {
      ...(isText(root.model.title) ? { title: root.model.title } : {}),
      ...(isText(version) ? { version } : {}),
    },
    [group]: { [nameOf(root.model)]: grouping },
  };
  return { document, losses: writer.losses.toList() };
}

interface CheckedModel {
  readonly model: JsonObject;
  /** Of its JSON. */
  readonly length: number;
}

function checked(model: unknown): CheckedModel {
  const copy = plainJson(model, defaultReadLimits);
  if (isThingModel(copy)) return { model: copy as JsonObject, length: JSON.stringify(copy).length };
  throw new ThingDescriptionError("WOT_TD_INVALID", "this is no Thing Model", { pointer: "/@type" });
}

/** A name as SDF writes them, from the title. */
const nameOf = ({ title }: JsonObject): string =>
  (isText(title) ? title.replace(/[^A-Za-z0-9]+(.?)/g, (_, next: string) => next.toUpperCase()) : "") || "Thing";

class GroupingWriter {
  readonly losses = new LossList();
  readonly #models: Readonly<Record<string, ThingModel>>;
  readonly #checked = new Map<string, CheckedModel>();
  #length = 0;
  #depth = 0;

  constructor(models: Readonly<Record<string, ThingModel>>) {
    this.#models = models;
  }

  write(model: JsonObject, pointer: string, length: number): JsonObject {
    this.#length += length;
    if (this.#length > maxLength) {
      const message = `the models are longer than ${maxLength} characters together`;
      throw new ThingDescriptionError("WOT_TD_LIMIT", message, { pointer });
    }
    this.losses.addOthers(model, pointer, modelTerms, "SDF");
    const optional = new Set(Array.isArray(model["tm:optional"]) ? model["tm:optional"] : []);
    const groups: [string, JsonObject][] = [];
    for (const [group, term] of affordanceGroups) {
      const affordances = entriesOf(model[term], `${pointer}/${term}`).flatMap(([name, value, at]) => {
        if (!isRecord(value)) return [];
        const isRequired = !optional.has(at.slice(pointer.length));
        return [
          [name, { ...this.#affordance(term, value, at), ...(isRequired ? { sdfRequired: [true] } : {}) }],
        ] as const;
      });
      if (affordances.length > 0) groups.push([group, Object.fromEntries(affordances)]);
    }
    const data = entriesOf(model.schemaDefinitions, `${pointer}/schemaDefinitions`).flatMap(([name, schema, at]) =>
      isRecord(schema) ? [[name, qualitiesOf(schema as DataSchema, at, this.losses)] as const] : [],
    );
    return {
      ...(isText(model.title) ? { label: model.title } : {}),
      ...(isText(model.description) ? { description: model.description } : {}),
      ...(data.length === 0 ? {} : { sdfData: Object.fromEntries(data) }),
      ...Object.fromEntries(groups),
      ...this.#submodels(model, pointer),
    };
  }

  #affordance(term: string, value: JsonObject, pointer: string): JsonObject {
    if (term === "properties") return this.#property(value, pointer);
    const parts = term === "actions" ? actionParts : eventParts;
    const carried = new Set(["title", "description", ...parts.map(([part]) => part)]);
    this.losses.addOthers(value, pointer, carried, "SDF");
    const data = parts.flatMap(([part, quality]) =>
      isRecord(value[part])
        ? [[quality, qualitiesOf(value[part] as DataSchema, `${pointer}/${part}`, this.losses)] as const]
        : [],
    );
    return {
      ...(isText(value.title) ? { label: value.title } : {}),
      ...(isText(value.description) ? { description: value.description } : {}),
      ...Object.fromEntries(data),
    };
  }

  #property(value: JsonObject, pointer: string): JsonObject {
    this.losses.addOthers(
      Object.fromEntries(["forms", "uriVariables"].flatMap((term) => (term in value ? [[term, value[term]]] : []))),
      pointer,
      new Set(),
      "SDF",
    );
    return {
      ...qualitiesOf(value as DataSchema, pointer, this.losses, true),
      ...(value.readOnly === true ? { writable: false } : {}),
      ...(value.writeOnly === true ? { readable: false } : {}),
      ...(value.observable === true ? {} : { observable: false }),
    };
  }

  #submodels(model: JsonObject, pointer: string): JsonObject {
    const names = new UniqueNames();
    const groups = { sdfThing: new Map<string, JsonObject>(), sdfObject: new Map<string, JsonObject>() };
    for (const [link, at] of itemsOf(model.links, `${pointer}/links`)) {
      const { rel, href, instanceName } = isRecord(link) ? link : {};
      const submodel =
        rel === "tm:submodel" && isText(href) && Object.hasOwn(this.#models, href) ? this.#models[href] : undefined;
      if (submodel === undefined || this.#depth >= maxNesting) {
        const isSubmodel = rel === "tm:submodel";
        this.losses.add(
          at,
          isSubmodel ? "this submodel is not given, or nests too deep" : "SDF has no counterpart of links",
        );
        continue;
      }
      this.#depth++;
      const root = this.#checked.get(href as string) ?? checked(submodel);
      this.#checked.set(href as string, root);
      const grouping = this.write(root.model, at, root.length);
      this.#depth--;
      const group = grouping.sdfObject === undefined && grouping.sdfThing === undefined ? "sdfObject" : "sdfThing";
      groups[group].set(names.take(isText(instanceName) ? instanceName : nameOf(root.model)), grouping);
    }
    return Object.fromEntries(
      Object.entries(groups).flatMap(([group, each]) => (each.size === 0 ? [] : [[group, Object.fromEntries(each)]])),
    );
  }
}

const actionParts = [
  ["input", "sdfInputData"],
  ["output", "sdfOutputData"],
] as const;
const eventParts = [["data", "sdfOutputData"]] as const;
