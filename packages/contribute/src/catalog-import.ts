import { isRecord, isThingModel } from "@thingwright/td";
import type { Contribution, Missing } from "./contribution.js";
import { fileName } from "./file-name.js";
import { missingOf } from "./missing.js";

/** What the Thing Model Catalog sorts by, for models that do not say it. */
export interface CatalogOptions {
  readonly author?: string;
  readonly manufacturer?: string;
  /** Manufacturer part number. */
  readonly model?: string;
}

const schemaOrg = "https://schema.org/";

/**
 * A folder that `tmc import` takes: `AUTHOR/MANUFACTURER/MODEL.tm.json`, with the keys of schema.org by which the catalog
 * sorts. What `options` give is written where the model has none.
 *
 * @param models - as `preflight` gave them; Thing Descriptions are passed over, for the catalog has none
 */
export function catalogImport(
  models: readonly Readonly<Record<string, unknown>>[],
  options: CatalogOptions = {},
): Contribution {
  const completed = models.filter(isThingModel).map((model) => complete(model, options));
  const taken = new Set<string>();
  const files = completed.map((model) => {
    const path = unused(pathOf(model), taken);
    return { path, text: `${JSON.stringify(model, undefined, 2)}\n` };
  });
  return {
    files,
    missing: completed.flatMap((model) => [...required(model), ...missingOf(model, true).filter(isNoVersion)]),
    commands:
      files.length === 0
        ? []
        : ["tmc repo add --type file catalog ./catalog-repository", "tmc import --repo catalog ./catalog"],
  };
}

function complete(model: Readonly<Record<string, unknown>>, { author, manufacturer, model: part }: CatalogOptions) {
  const given: [string, unknown][] = [];
  if (author !== undefined) given.push(["schema:author", { "schema:name": author }]);
  if (manufacturer !== undefined) given.push(["schema:manufacturer", { "schema:name": manufacturer }]);
  if (part !== undefined) given.push(["schema:mpn", part]);
  const added = given.filter(([term]) => !Object.hasOwn(model, term));
  if (added.length === 0) return model;
  return { ...model, "@context": withSchemaOrg(model["@context"]), ...Object.fromEntries(added) };
}

function withSchemaOrg(context: unknown): readonly unknown[] {
  const entries = Array.isArray(context) ? context : [context];
  const isDeclared = entries.some((entry) => isRecord(entry) && Object.hasOwn(entry, "schema"));
  return isDeclared ? entries : [...entries, { schema: schemaOrg }];
}

function required(model: Readonly<Record<string, unknown>>): readonly Missing[] {
  const version = isRecord(model.version) ? model.version.model : undefined;
  const wanted: readonly [unknown, string][] = [
    [nameOf(model["schema:author"]), "/schema:author"],
    [nameOf(model["schema:manufacturer"]), "/schema:manufacturer"],
    [model["schema:mpn"], "/schema:mpn"],
    [version, "/version/model"],
  ];
  return wanted
    .filter(([value]) => typeof value !== "string" || value === "")
    .map(([, pointer]) => ({ pointer, required: true, message: `the catalog needs ${pointer.slice(1)}` }));
}

const isNoVersion = ({ pointer }: Missing): boolean => pointer !== "/version/model";

const nameOf = (value: unknown): unknown => (isRecord(value) ? value["schema:name"] : value);

function pathOf(model: Readonly<Record<string, unknown>>): string {
  const author = fileName(nameOf(model["schema:author"]), "author");
  const manufacturer = fileName(nameOf(model["schema:manufacturer"]), "manufacturer");
  return `catalog/${author}/${manufacturer}/${fileName(model["schema:mpn"] ?? model.title, "model")}`;
}

function unused(path: string, taken: Set<string>): string {
  for (let number = 1; ; number++) {
    const name = `${path}${number === 1 ? "" : `-${number}`}.tm.json`;
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}
