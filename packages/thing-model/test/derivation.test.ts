import { existsSync, readFileSync } from "node:fs";
import { isWotError } from "@thingwright/errors";
import { type JsonValue, parseThingDescription, type ThingModel } from "@thingwright/td";
import { judgeDocument } from "@thingwright/validation";
import { describe, expect, it } from "vitest";
import { corpusFile, tdCorpus } from "../../../test/td-corpus.js";
import {
  abstractThing,
  checkConformance,
  deriveThing,
  formsByName,
  type PlaceholderSchema,
  placeholderSchema,
  resolveThingModel,
  type ThingModelResolver,
} from "../src/index.js";
import { notDerivable, notPlain } from "./corpus-exceptions.js";

/** What the manifest says of a document of others, which are not part of this project. */
interface Entry {
  readonly path: string;
  readonly sha256: string;
  readonly kind: string;
  readonly source: string;
  readonly sourcePath: string;
  readonly ajv: Readonly<Record<string, unknown>>;
}

const manifest = new URL("manifest.json", tdCorpus);
const entries: readonly Entry[] = existsSync(manifest) ? JSON.parse(readFileSync(manifest, "utf8")) : [];
const textOf = ({ path }: Entry) => readFileSync(corpusFile(path), "utf8");
const idOf = ({ sha256 }: Entry) => sha256.slice(0, 12);
const models = entries.filter(({ kind, ajv }) => kind === "tm" && ajv.tm11 === "valid");
const urlOf = ({ source, sourcePath }: Entry) => `https://${source}.example/${sourcePath}`;

/** Documents that the standard's own examples refer to by addresses at which there is nothing, by the example that they mean. */
const examples: Readonly<Record<string, string>> = {
  "http://example.com/BasicOnOffTM": "056",
  "http://example.com/BasicOnOffTM.tm.jsonld": "056",
  "http://example.com/SmartControlLampTM": "057",
  "http://example.com/SmartLampControlwithDimming.tm.jsonld": "057",
  "http://example.com/LampWithDimmingTM.tm.jsonld": "057",
  "http://example.com/LampTM.tm.jsonld": "003",
  "https://spec-td11-rec.example/lampThingModel.tm.jsonld": "069",
};

/** Finds a model by its address, or by as much of the end of it as there is in the corpus, its file's name at least. */
const resolver: ThingModelResolver = {
  async read(url) {
    const example = examples[url];
    if (example !== undefined) {
      const found = models.find(({ path }) => path.startsWith(`spec-td11-rec/tm/${example}`));
      return found === undefined ? undefined : textOf(found);
    }
    const best = models
      .map((entry) => ({ entry, same: sameTail(entry.sourcePath, url) }))
      .sort((a, b) => b.same - a.same);
    return best[0] === undefined || best[0].same === 0 ? undefined : textOf(best[0].entry);
  },
};

/** Parts that two paths have in common at their end. */
function sameTail(one: string, other: string): number {
  const [a, b] = [one.split("/").reverse(), other.split("/").reverse()];
  const different = a.findIndex((part, index) => part.replace(/^ditto_/, "") !== b[index]?.replace(/^ditto_/, ""));
  return different === -1 ? a.length : different;
}

type Schema = {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly allOf?: readonly Schema[];
};

/** Some value for each placeholder, by nothing but the schema of what must be filled in. */
const valuesFor = ({ properties }: PlaceholderSchema): Readonly<Record<string, JsonValue>> =>
  Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, valueFor(schema as Schema)]));

function valueFor({ type, format, allOf }: Schema): JsonValue {
  if (allOf !== undefined) return valueFor(allOf.find((each) => typeof each.type === "string") ?? allOf[0]!);
  if (format === "date-time") return "2026-01-01T00:00:00Z";
  if (format === "uri") return "urn:example:1";
  const values: Readonly<Record<string, JsonValue>> = {
    number: 1,
    integer: 1,
    boolean: true,
    object: { instance: "1" },
  };
  return values[typeof type === "string" ? type : (type?.[0] ?? "")] ?? "a";
}

const security = { security: "none", securityDefinitions: { none: { scheme: "nosec" } } } as const;

async function derive(entry: Entry) {
  const model = await resolveThingModel(JSON.parse(textOf(entry)) as ThingModel, { url: urlOf(entry), resolver });
  const placeholders = valuesFor(placeholderSchema(model));
  const options = {
    placeholders,
    base: "https://thing.example/",
    forms: formsByName,
    modelHref: urlOf(entry),
    security,
  };
  return {
    model,
    derivation: deriveThing(model, typeof model.title === "string" ? options : { ...options, title: "T" }),
  };
}

/** Places at which a document breaks an assertion. */
const errorsOf = (document: object): readonly string[] =>
  judgeDocument(JSON.stringify(document)).findings.flatMap(({ level, pointer }) =>
    level === "error" ? [pointer] : [],
  );

describe.skipIf(models.length === 0)("the Thing Models of the corpus", () => {
  const derivable = models.filter((entry) => !Object.hasOwn(notDerivable, idOf(entry)));

  it("are many", () => {
    expect(derivable.length).toBeGreaterThan(210);
    expect(models.filter((entry) => Object.hasOwn(notDerivable, idOf(entry))).length).toBe(
      Object.keys(notDerivable).length,
    );
  });

  it.each(derivable)("give a valid Thing Description that conforms to its model: $path", async (entry) => {
    const { model, derivation } = await derive(entry);
    expect(derivation).toMatchObject({ ok: true });
    if (!derivation.ok) return;
    expect(errorsOf(derivation.thing)).toEqual([]);
    expect(checkConformance(derivation.thing, model, { modelHref: urlOf(entry) })).toEqual([]);
  });

  it.each(models.filter((entry) => Object.hasOwn(notDerivable, idOf(entry))))(
    "give none, and say why: $path",
    async (entry) => {
      const outcome = await derive(entry).then(
        ({ derivation }) => (derivation.ok ? "a Thing" : [...derivation.missing, ...derivation.findings][0]!.pointer),
        (error) => (isWotError(error) && "assertion" in error ? error.assertion : error),
      );
      expect(outcome).toBe(notDerivable[idOf(entry)]);
    },
  );
});

const things = entries
  .filter(({ kind }) => kind === "td")
  .flatMap((entry) => {
    const parsed = parseThingDescription(textOf(entry));
    return parsed.ok && !Object.hasOwn(notPlain, idOf(entry)) ? [{ path: entry.path, thing: parsed.thing }] : [];
  });

describe.skipIf(entries.length === 0)("the valid Thing Descriptions of the corpus", () => {
  it("are many", () => {
    expect(things.length).toBeGreaterThan(460);
  });

  it.each(things)(
    "conform to the model that is made of them, and so does what is derived from it: $path",
    ({ thing }) => {
      const model = abstractThing(thing);
      const own = new Set(errorsOf(thing));
      expect(errorsOf(model).filter((pointer) => !own.has(pointer))).toEqual([]);
      expect(checkConformance(thing, model)).toEqual([]);
      const derivation = deriveThing(model, { forms: formsByName, security });
      expect(derivation).toMatchObject({ ok: true });
      expect(derivation.ok && checkConformance(derivation.thing, model)).toEqual([]);
    },
  );
});
