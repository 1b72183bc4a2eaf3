import { readdirSync, readFileSync } from "node:fs";
import { generateTypes } from "@thingwright/codegen";
import type {
  ActionInput,
  ActionName,
  ActionOutput,
  EventData,
  EventName,
  EventSubscription,
  ObservableName,
  PropertyName,
  PropertyValue,
  ReadableName,
  WritableName,
} from "@thingwright/td";
import { transformSync } from "esbuild";
import { describe, expect, expectTypeOf, it } from "vitest";
import { corpusFile, tdCorpus } from "../../../../test/td-corpus.js";
import type { ColourLamp2nd } from "./generated/colour-lamp.js";
import { lamp } from "./lamp.js";

type Inferred = typeof lamp;
type Values<D> = { [N in PropertyName<D>]: PropertyValue<D, N> };
type Inputs<D> = { [N in ActionName<D>]: [ActionInput<D, N>, ActionOutput<D, N>] };
type Data<D> = { [N in EventName<D>]: [EventData<D, N>, EventSubscription<D, N>] };

describe("generateTypes", () => {
  it("gives the text that is kept beside this test, each time", () => {
    const kept = readFileSync(new URL("generated/colour-lamp.ts", import.meta.url), "utf8");
    expect(generateTypes(lamp, { from: "@thingwright/td" })).toBe(kept);
    expect(generateTypes(structuredClone(lamp), { from: "@thingwright/td" })).toBe(kept);
  });

  it("generates the types that the compiler infers from the literal", () => {
    expectTypeOf<Values<ColourLamp2nd>>().toEqualTypeOf<Values<Inferred>>();
    expectTypeOf<Inputs<ColourLamp2nd>>().toEqualTypeOf<Inputs<Inferred>>();
    expectTypeOf<Data<ColourLamp2nd>>().toEqualTypeOf<Data<Inferred>>();
    expectTypeOf<ReadableName<ColourLamp2nd>>().toEqualTypeOf<ReadableName<Inferred>>();
    expectTypeOf<WritableName<ColourLamp2nd>>().toEqualTypeOf<WritableName<Inferred>>();
    expectTypeOf<ObservableName<ColourLamp2nd>>().toEqualTypeOf<"on">();
  });

  it("takes the name that is given, and refuses one that is none", () => {
    expect(generateTypes({ title: "lamp" })).toContain("export interface Lamp {");
    expect(generateTypes({ title: "3 phase" })).toContain("export interface T3Phase {");
    expect(generateTypes({ title: "lamp" }, { name: "Light" })).toContain("export interface Light {");
    for (const document of [null, [], "lamp", {}, { title: "!" }, { title: 3 }]) {
      expect(() => generateTypes(document)).toThrow(expect.objectContaining({ code: "WOT_ARGUMENT" }));
    }
    for (const name of ["", "light", "A B", "A;B", "A{}"]) {
      expect(() => generateTypes(lamp, { name })).toThrow(expect.objectContaining({ code: "WOT_ARGUMENT" }));
    }
  });

  it("lets no document end a comment or leave a string", () => {
    const evil = '*/ }; process.exit(); /*\u2028" ` $';
    const member = {
      [evil]: { type: "object", title: evil, properties: { [evil]: { enum: [evil] } }, required: [evil] },
    };
    const text = generateTypes({
      title: "E",
      description: evil,
      properties: member,
      events: { __proto__: { data: {} } },
    });
    const code = transformSync(text, { loader: "ts" }).code.trim();
    expect(code).toBe("");
  });

  it("passes over what is no affordance, and goes so deep and no deeper", () => {
    let schema: object = { type: "boolean" };
    for (let depth = 0; depth < 10_000; depth += 1) schema = { type: "array", items: schema };
    const text = generateTypes({
      title: "D",
      properties: { deep: schema, none: 3, other: [] },
      actions: [],
      events: null,
    });
    expect(text).toContain("unknown[]");
    expect(text).not.toContain("none");
    expect(text.length).toBeLessThan(2_000);
  });

  it("generates what a compiler reads for every document of the corpus", (context) => {
    const documents = corpusDocuments();
    if (documents.length === 0) context.skip("needs the corpus of Thing Descriptions");
    for (const document of documents) {
      expect(transformSync(generateTypes(document, { name: "Thing" }), { loader: "ts" }).code.trim()).toBe("");
    }
  });
});

function corpusDocuments(): readonly object[] {
  try {
    readdirSync(tdCorpus);
  } catch {
    return [];
  }
  const files = JSON.parse(readFileSync(corpusFile("manifest.json"), "utf8")) as readonly { path: string }[];
  return files.flatMap(({ path }) => {
    try {
      const document: unknown = JSON.parse(readFileSync(corpusFile(path), "utf8"));
      return typeof document === "object" && document !== null && !Array.isArray(document) ? [document] : [];
    } catch {
      return [];
    }
  });
}
