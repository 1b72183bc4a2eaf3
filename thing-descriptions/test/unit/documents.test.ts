import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type DataSchema, instantiate, resolvePointer, type ThingModel } from "@thingwright/td";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { referencesIn } from "../../pages/composition.js";
import { unitSymbols } from "../../pages/unit-symbols.js";
import {
  deviceDescription,
  deviceNames,
  partNames,
  partSource,
  partUrl,
  recordedNames,
  recordedTraffic,
  thingModel,
  thingModelNames,
  thingModelSource,
} from "../../src/index.js";

const folder = (name: string) => new URL(`../../${name}/`, import.meta.url);
const schema = createRequire(import.meta.url)("wot-thing-model-types/schema/tm-json-schema-validation.json");
const ajv = new Ajv({ strict: false, logger: false });
ajv.addFormat("uri", true).addFormat("iri-reference", true).addFormat("date-time", true);
const isThingModel = ajv.compile(schema);

const models = await Promise.all(thingModelNames.map(async (name) => [name, await thingModel(name)] as const));
const sources = thingModelNames.map((name) => [`the source of ${name}`, thingModelSource(name)] as const);
const parts = partNames.map((name) => [`the part ${name}`, partSource(name)] as const);
const devices = deviceNames.map((name) => [name, deviceDescription(name)] as const);
const documents: readonly (readonly [string, ThingModel])[] = [...models, ...sources, ...parts, ...devices];

describe.each(documents)("%s", (_, document) => {
  it("is a Thing Model by the W3C's schema", () => {
    isThingModel(document);
    expect(isThingModel.errors ?? []).toEqual([]);
  });

  it("has a version", () => {
    expect(document.version?.model).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it("makes nothing optional that is not there", () => {
    if (document.links !== undefined) return; // what it extends may have it
    for (const pointer of document["tm:optional"] ?? []) expect(resolvePointer(document, pointer)).toBeDefined();
  });

  it("is frozen", () => {
    expect(Object.isFrozen(document.version)).toBe(true);
  });
});

/** Every schema of a number in `value`, with its place. */
function numbersIn(value: unknown, place = ""): readonly (readonly [string, DataSchema])[] {
  if (typeof value !== "object" || value === null) return [];
  const { type } = value as DataSchema;
  const own = type === "number" || type === "integer" ? [[place, value as DataSchema] as const] : [];
  return [...own, ...Object.entries(value).flatMap(([name, member]) => numbersIn(member, `${place}/${name}`))];
}

describe.each(models)("the model %s", (_, model) => {
  const affordances = ["properties", "actions", "events"] as const;
  const all = affordances.flatMap((kind) => Object.entries(model[kind] ?? {}).map(([name, one]) => [kind, name, one]));

  it("is named in English and German, as a whole and in each part", () => {
    for (const part of [model, ...all.map(([, , one]) => one)] as Record<string, Record<string, string>>[]) {
      expect(Object.keys(part.titles ?? {})).toEqual(["en", "de"]);
      expect(Object.keys(part.descriptions ?? {})).toEqual(["en", "de"]);
      expect(part.title).toBe(part.titles?.en);
    }
  });

  it("has a known QUDT unit wherever a number has one", () => {
    for (const [place, { unit }] of numbersIn(model)) {
      if (!place.includes("/colorXy/")) expect([...unitSymbols.keys()], place).toContain(unit);
    }
  });

  it("instantiates with all or none of its optional parts", () => {
    const optional = model["tm:optional"] ?? [];
    const rich = instantiate(model, { optional, id: "urn:example:1" });
    const poor = instantiate(model);
    for (const pointer of optional) {
      expect(resolvePointer(rich, pointer)).toBeDefined();
      expect(resolvePointer(poor, pointer)).toBeUndefined();
    }
    expect(Object.keys(poor.properties ?? {}).length).toBeGreaterThan(0);
  });
});

describe("the lists of names", () => {
  const named = (entries: readonly string[]) =>
    entries
      .filter((file) => file.endsWith(".tm.jsonld"))
      .map((file) => file.replace(/\.tm\.jsonld$/, "").replaceAll("\\", "/"));

  it("are what the folders hold", () => {
    const models = (name: string) =>
      readdirSync(folder(`models/thingwright/${name}`)).map((file) => file.replace(/\.tm\.json$/, ""));
    expect(models("common").sort()).toEqual([...thingModelNames]);
    expect(models("parts").sort()).toEqual([...partNames]);
    expect(named(readdirSync(folder("devices"), { recursive: true }) as string[]).sort()).toEqual([...deviceNames]);
  });

  it("come with examples for each device", () => {
    for (const name of deviceNames) {
      const examples = JSON.parse(readFileSync(new URL(`${name}.examples.json`, folder("devices")), "utf8"));
      expect(thingModelNames).toContain(examples.model);
      expect(examples.reads.length).toBeGreaterThan(0);
    }
  });

  it("come with all the traffic that there is, and where it is from", () => {
    const files = (readdirSync(folder("devices"), { recursive: true }) as string[])
      .filter((file) => file.endsWith(".traffic.jsonl"))
      .map((file) => file.replace(/\.traffic\.jsonl$/, "").replaceAll("\\", "/"));
    expect(files.sort()).toEqual([...recordedNames]);
    for (const name of recordedNames) {
      const [header = ""] = recordedTraffic(name).split("\n");
      for (const source of JSON.parse(header).sources) expect(source).toMatch(/^https:\/\//);
    }
  });

  it("are all that can be asked for", async () => {
    const refused = expect.objectContaining({ code: "WOT_ARGUMENT" });
    for (const name of ["", "../package", "constructor", "toString"]) {
      await expect(thingModel(name as never)).rejects.toEqual(refused);
      expect(() => partSource(name as never)).toThrow(refused);
      expect(() => deviceDescription(name as never)).toThrow(refused);
      expect(() => recordedTraffic(name as never)).toThrow(refused);
    }
  });

  it("give the same object each time", async () => {
    expect(await thingModel("dimmable-light")).toBe(await thingModel("dimmable-light"));
    expect(deviceDescription("lumenhaus/lh-d8")).toBe(deviceDescription("lumenhaus/lh-d8"));
  });
});

describe("the catalogue", () => {
  it("has no part that no model needs", () => {
    const used = new Set(sources.flatMap(([, source]) => referencesIn(source)).map((url) => url.split("#", 1)[0]));
    expect(partNames.filter((name) => !used.has(partUrl(name)))).toEqual([]);
  });

  it("says by its keys what its folders say", () => {
    const keys = (document: ThingModel) => {
      const { "schema:author": author, "schema:manufacturer": maker, "schema:mpn": number } = document as never;
      return [author["schema:name"], maker["schema:name"], number];
    };
    for (const name of thingModelNames) expect(keys(thingModelSource(name))).toEqual(["thingwright", "common", name]);
    for (const name of partNames) expect(keys(partSource(name))).toEqual(["thingwright", "parts", name]);
  });

  it("gives models that stand on their own", () => {
    for (const [, model] of models) {
      expect(referencesIn(model)).toEqual([]);
      expect(Object.keys(model).filter((term) => term.startsWith("schema:"))).toEqual([]);
    }
  });
});
