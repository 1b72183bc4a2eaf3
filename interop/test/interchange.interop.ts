import { existsSync, readFileSync } from "node:fs";
import {
  type Conversion,
  fromAsyncApi,
  fromOpenApi,
  fromSdf,
  toAsyncApi,
  toJsonSchema,
  toOpenApi,
  toSdf,
} from "@thingwright/interchange";
import {
  type Form,
  isThingModel,
  parseThingDescription,
  type ThingDescription,
  type ThingModel,
} from "@thingwright/td";
import { judgeDocument } from "@thingwright/validation";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { corpusFile, tdCorpus } from "../../test/td-corpus.js";
import { asyncApiParser, openApiValidator } from "./support/api-validators.js";

const manifestUrl = new URL("manifest.json", tdCorpus);

/** The parser of AsyncAPI takes a quarter of a second a document: of those without channels, which are all alike, every 100th is judged. */
const emptyStep = 100;

interface Entry {
  readonly path: string;
  readonly kind: "td" | "tm" | "unparseable";
  readonly ajv?: { readonly tm11?: "valid" | "invalid" };
}

interface Converted extends Conversion {
  readonly path: string;
}

/** What is wrong with each of `documents`, by the file it comes from. */
async function faults(
  documents: readonly Converted[],
  judge: (text: string) => Promise<readonly string[]>,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const found: Record<string, readonly string[]> = {};
  for (const { path, document } of documents) {
    const messages = await judge(JSON.stringify(document));
    if (messages.length > 0) found[path] = messages;
  }
  return found;
}

describe.skipIf(!existsSync(manifestUrl))("what the corpus becomes", () => {
  const things = existsSync(manifestUrl) ? validThings() : [];
  const converted = (convert: (thing: ThingDescription) => Conversion) =>
    things.map(({ path, thing }): Converted => ({ path, ...convert(thing) }));

  it("is OpenAPI 3.1 that its schema accepts, or a loss", async () => {
    const documents = converted(toOpenApi);
    const validator = openApiValidator();
    const judge = async (text: string) => {
      const { valid, errors } = await validator.validate(JSON.parse(text));
      return valid ? [] : [JSON.stringify(errors)];
    };
    expect(await faults(documents, judge)).toEqual({});
    expect(documents.filter(({ document, losses }) => isEmpty(document.paths) && losses.length === 0)).toEqual([]);
    console.info(count("OpenAPI 3.1", documents, "paths"));
  });

  it("is AsyncAPI 3.0 that its parser accepts, or a loss", async () => {
    const documents = converted(toAsyncApi);
    const empty = documents.filter(({ document }) => isEmpty(document.channels));
    const judged = [
      ...documents.filter(({ document }) => !isEmpty(document.channels)),
      ...empty.filter((_, index) => index % emptyStep === 0),
    ];
    const parser = asyncApiParser();
    const judge = async (text: string) => {
      const diagnostics = await parser.validate(text);
      return diagnostics.filter(({ severity }) => severity === 0).map(({ message }) => message);
    };
    expect(await faults(judged, judge)).toEqual({});
    expect(documents.filter(({ document, losses }) => isEmpty(document.channels) && losses.length === 0)).toEqual([]);
    console.info(`${count("AsyncAPI 3.0", documents, "channels")}, ${judged.length} judged`);
  });

  it("is JSON Schema 2020-12 that ajv compiles", async () => {
    const documents = converted(toJsonSchema);
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const judge = async (text: string) => {
      const schema = JSON.parse(text) as { readonly $id?: string };
      try {
        ajv.compile(schema);
        return [];
      } catch (error) {
        return [String(error)];
      } finally {
        // The corpus has Things of the same id.
        ajv.removeSchema(schema.$id ?? schema);
      }
    };
    expect(await faults(documents, judge)).toEqual({});
    console.info(count("JSON Schema 2020-12", documents, "$defs"));
  });

  it.each([
    ["OpenAPI", toOpenApi, fromOpenApi],
    ["AsyncAPI", toAsyncApi, fromAsyncApi],
  ] as const)(
    "is a valid Thing Description with the same names, schemas and operations again after %s",
    (_, to, from) => {
      for (const { path, thing } of things) {
        const { document } = to(thing);
        const again = from(JSON.stringify(document)).document;
        expect(errorsIn(again), path).toEqual([]);
        expect(operationsOf(again), path).toEqual(operationsIn(document));
        // Of two successes with one status and media type OpenAPI has the alternatives in one schema.
        if (JSON.stringify(thing).includes('"success":true')) continue;
        const [before, after] = [toJsonSchema(thing).document.$defs, toJsonSchema(again).document.$defs];
        expect(before, path).toMatchObject(affordancesOf(after as object));
      }
    },
  );

  it("is a valid Thing Model with the same affordances again after SDF", () => {
    const models = existsSync(manifestUrl) ? validModels() : [];
    for (const { path, model } of models) {
      const { document } = toSdf(model);
      const again = fromSdf(JSON.stringify(document)).document;
      expect(errorsIn(again), path).toEqual([]);
      for (const term of ["properties", "actions", "events"] as const) {
        expect(Object.keys(again[term] ?? {}), path).toEqual(Object.keys(model[term] ?? {}));
      }
    }
    console.info(`SDF: ${models.length} Thing Models`);
    expect(models.length).toBeGreaterThan(100);
  });
});

/** The schemas that an affordance uses, of which additional responses have names of their own. */
const affordancesOf = (definitions: object): object =>
  Object.fromEntries(Object.entries(definitions).filter(([key]) => !key.startsWith("schemaDefinitions/")));

function errorsIn(document: unknown): readonly string[] {
  const { findings } = judgeDocument(JSON.stringify(document), { maxBytes: 64 * 1024 * 1024, maxDepth: 128 });
  return findings.filter(({ level }) => level === "error").map(({ assertion, message }) => `${assertion}: ${message}`);
}

/** `readproperty on` for each operation of an affordance, once. */
function operationsOf(thing: ThingDescription): readonly string[] {
  const maps = [thing.properties, thing.actions, thing.events].flatMap((map) => Object.entries(map ?? {}));
  const own = (thing.forms ?? []).flatMap(({ op }) => [op].flat().map((each) => `${each}`));
  const named = maps.flatMap(([name, { forms }]) =>
    (forms as readonly Form[]).flatMap(({ op }) => [op].flat().map((each) => `${each} ${name}`)),
  );
  return [...new Set([...own, ...named])].sort();
}

/** The same of an OpenAPI or AsyncAPI document that came from a Thing. */
function operationsIn(document: object): readonly string[] {
  const { paths = {}, operations = {} } = document as Record<string, Record<string, Record<string, Said>>>;
  const all = [
    ...Object.values(paths).flatMap((item) => Object.values(item)),
    ...(Object.values(operations) as unknown as Said[]),
  ];
  const names = all.map((each) =>
    [each["x-wot-operation"], each["x-wot-affordance"]].filter((name) => name !== undefined),
  );
  return [...new Set(names.map((each) => each.join(" ")))].sort();
}

interface Said {
  readonly "x-wot-operation"?: string;
  readonly "x-wot-affordance"?: string;
}

function validModels(): readonly { readonly path: string; readonly model: ThingModel }[] {
  const entries = JSON.parse(readFileSync(manifestUrl, "utf8")) as readonly Entry[];
  return entries
    .filter(({ kind, ajv }) => kind === "tm" && ajv?.tm11 === "valid")
    .map(({ path }) => ({ path, model: JSON.parse(readFileSync(corpusFile(path), "utf8").replace(/^\uFEFF/, "")) }))
    .filter(({ model }) => isThingModel(model) && errorsIn(model).length === 0);
}

function validThings(): readonly { readonly path: string; readonly thing: ThingDescription }[] {
  const entries = JSON.parse(readFileSync(manifestUrl, "utf8")) as readonly Entry[];
  return entries
    .filter(({ kind }) => kind === "td")
    .flatMap(({ path }) => {
      const result = parseThingDescription(readFileSync(corpusFile(path)));
      return result.ok ? [{ path, thing: result.thing }] : [];
    });
}

const isEmpty = (value: unknown): boolean => Object.keys(value as object).length === 0;

function count(format: string, all: readonly Converted[], part: string): string {
  const empty = all.filter(({ document }) => isEmpty(document[part])).length;
  const losses = all.reduce((sum, each) => sum + each.losses.length, 0);
  return `${format}: ${all.length} documents, ${empty} without ${part}, ${losses} losses`;
}
