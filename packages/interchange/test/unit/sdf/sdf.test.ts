import type { ThingModel } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { fromSdf, toSdf } from "../../../src/index.js";
import { fridge, switches } from "./fridge.js";

describe("the Thing Model of an SDF document", () => {
  const { document, models, losses } = fromSdf(fridge);
  const freezer = models["./freezer.tm.jsonld"]!;
  const lost = losses.map(({ pointer }) => pointer);

  it("is the lone sdfThing, with a submodel for each grouping inside", () => {
    expect(document).toEqual({
      "@context": "https://www.w3.org/2022/wot/td/v1.1",
      "@type": "tm:ThingModel",
      title: "Fridge with freezer",
      version: { model: "2026-01-01" },
      links: [
        { rel: "tm:submodel", href: "./freezer.tm.jsonld", type: "application/tm+json", instanceName: "freezer" },
        { rel: "tm:submodel", href: "./lamp.tm.jsonld", type: "application/tm+json", instanceName: "lamp" },
      ],
      schemaDefinitions: { celsius: { type: "number", unit: "Cel", minimum: -50 } },
      properties: { status: { type: "boolean", readOnly: true, observable: true } },
    });
  });

  it("has references merged with what stands beside them, and read, write and observe by default", () => {
    expect(freezer.properties!.temperature).toEqual({
      type: "number",
      unit: "Cel",
      minimum: -50,
      maximum: 0,
      readOnly: true,
    });
    expect(freezer.events!.warm).toEqual({ data: { type: "number", unit: "Cel", minimum: -50 } });
    expect(freezer.properties!.level).toEqual({ oneOf: [{ type: "integer" }, { type: "null" }], observable: true });
    expect(freezer.properties!.key).toMatchObject({ type: "string", contentEncoding: "base64url" });
  });

  it("has named alternatives as oneOf, a bare name as its constant", () => {
    expect(freezer.properties!.mode).toEqual({
      oneOf: [
        { title: "fast", description: "Cold at once", const: "fast" },
        { title: "slow", const: "slow" },
      ],
      observable: true,
    });
  });

  it("has as optional what sdfRequired does not name", () => {
    expect(freezer["tm:optional"]).toEqual([
      "/properties/mode",
      "/properties/level",
      "/properties/far",
      "/properties/key",
      "/actions/defrost",
    ]);
  });

  it("refuses references to other documents and lists what is left out", () => {
    expect(losses).toContainEqual({
      pointer: "/sdfThing/fridge/sdfThing/freezer/sdfProperty/far/sdfRef",
      message: "a reference to another document is refused",
    });
    expect(lost).toEqual(expect.arrayContaining(["/info/license", "/sdfThing/fridge/sdfObject/lamp/minItems"]));
  });

  it("removes by null what a reference brought", () => {
    const { models } = fromSdf({ ...fridge, ...switches });
    expect(Object.keys(models["./lamp.tm.jsonld"]!.actions!)).toEqual(["set"]);
  });

  it("has all groupings of a document with several as submodels", () => {
    const { document, models } = fromSdf({ sdfObject: { a: {}, b: { sdfProperty: { x: { type: "string" } } } } });
    expect(document.links!.map(({ href }) => href)).toEqual(["./a.tm.jsonld", "./b.tm.jsonld"]);
    expect(models["./b.tm.jsonld"]!.properties).toEqual({ x: { type: "string", observable: true } });
  });

  it("reads data that contains itself as any value, and a chain of references without end as nothing", () => {
    const { document, losses } = fromSdf({
      sdfData: {
        tree: { type: "object", properties: { left: { sdfRef: "#/sdfData/tree" } } },
        loop: { sdfRef: "#/sdfData/loop" },
      },
    });
    expect(document.schemaDefinitions).toEqual({
      tree: { type: "object", properties: { left: { type: "object", properties: { left: {} } } } },
      loop: {},
    });
    expect(losses.length).toBe(2);
  });

  it("stops at the limit for groupings that multiply", () => {
    const sdfThing = Object.fromEntries("abcdefgh".split("").map((name) => [name, { sdfRef: "#/sdfThing/top" }]));
    const read = () => fromSdf({ sdfThing: { top: { sdfThing } } });
    expect(read).toThrow(expect.objectContaining({ code: "WOT_TD_LIMIT" }));
  });
});

describe("the SDF document of a Thing Model", () => {
  const lamp: ThingModel = {
    "@context": "https://www.w3.org/2022/wot/td/v1.1",
    "@type": "tm:ThingModel",
    title: "Smart lamp",
    version: { model: "1.0.0" },
    "tm:optional": ["/actions/blink"],
    properties: {
      on: { type: "boolean", title: "On", observable: true },
      level: { type: "number", unit: "%", readOnly: true, "saref:x": 1 },
      mode: { type: "integer", enum: [1, 2] },
      text: { oneOf: [{ type: "string" }, { type: "null" }] },
    },
    actions: { blink: { input: { type: "string", enum: ["a"] }, idempotent: true } },
    events: { hot: { data: { type: "array", items: { type: "number" } } } },
  };

  it("is an sdfObject with qualities, and what is mandatory", () => {
    const { document, losses } = toSdf(lamp);
    expect(document).toEqual({
      info: { title: "Smart lamp", version: "1.0.0" },
      sdfObject: {
        SmartLamp: {
          label: "Smart lamp",
          sdfProperty: {
            on: { type: "boolean", label: "On", sdfRequired: [true] },
            level: { type: "number", unit: "%", writable: false, observable: false, sdfRequired: [true] },
            mode: {
              type: "integer",
              sdfChoice: { value1: { const: 1 }, value2: { const: 2 } },
              observable: false,
              sdfRequired: [true],
            },
            text: { type: "string", nullable: true, observable: false, sdfRequired: [true] },
          },
          sdfAction: { blink: { sdfInputData: { type: "string", enum: ["a"] } } },
          sdfEvent: { hot: { sdfOutputData: { type: "array", items: { type: "number" } }, sdfRequired: [true] } },
        },
      },
    });
    expect(losses.map(({ pointer }) => pointer)).toEqual(["/properties/level/saref:x", "/actions/blink/idempotent"]);
  });

  it("becomes the same Thing Model again, but for the losses", () => {
    const { "saref:x": _, ...level } = lamp.properties!.level!;
    const { idempotent: __, ...blink } = lamp.actions!.blink!;
    const mode = {
      type: "integer",
      oneOf: [
        { title: "value1", const: 1 },
        { title: "value2", const: 2 },
      ],
    };
    expect(fromSdf(toSdf(lamp).document)).toEqual({
      document: { ...lamp, properties: { ...lamp.properties, level, mode }, actions: { blink } },
      models: {},
      losses: [],
    });
  });

  it("keeps submodels that are given, over SDF and back", () => {
    const { document, models } = fromSdf({ ...fridge, ...switches, sdfThing: fridge.sdfThing });
    const again = fromSdf(toSdf(document, { models }).document);
    expect(again.models).toEqual(models);
    expect(again.document).toEqual(document);
  });

  it("lists a submodel that is not given as lost, and refuses what is no Thing Model", () => {
    const links = [
      { rel: "tm:submodel", href: "./x.tm.jsonld" },
      { rel: "icon", href: "./x.png" },
    ];
    expect(toSdf({ ...lamp, links }).losses.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(["/links/0", "/links/1"]),
    );
    expect(() => toSdf({} as ThingModel)).toThrow(expect.objectContaining({ code: "WOT_TD_INVALID" }));
  });

  it("stops at the limit for submodels that contain themselves", () => {
    const link = { rel: "tm:submodel", href: "./a.tm.jsonld" };
    const model = { ...lamp, links: [link, link] };
    const write = () => toSdf(model, { models: { "./a.tm.jsonld": model } });
    expect(write).toThrow(expect.objectContaining({ code: "WOT_TD_LIMIT" }));
  });
});
