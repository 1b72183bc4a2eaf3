import type { ThingDescription, ThingModel } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { compileMapping, mapVocabulary } from "../../src/index.js";

const model = {
  "@context": [],
  "@type": "tm:ThingModel",
  properties: { on: { type: "boolean" }, level: { type: "integer" }, sealed: { type: "boolean", readOnly: true } },
  actions: { go: {} },
  events: { alarm: { data: { type: "string" } } },
} as unknown as ThingModel;

const form = (...op: string[]) => [{ href: "memory:", op }];
const all = ["readproperty", "writeproperty", "observeproperty"];

const compile = (parts: object) => compileMapping({ title: "Vendor", ...parts } as unknown as ThingDescription, model);

describe("a mapping", () => {
  it("serves one property by terms of its own, several by map:serves", () => {
    const mapping = compile({
      properties: {
        power: { type: "boolean", "map:property": "on", forms: form(...all) },
        both: {
          "map:serves": [{ "map:property": "level", "map:pick": "/a" }],
          readOnly: true,
          forms: form("readproperty"),
        },
      },
    });
    expect(mapping.sources.map(({ name, isReadable, isObservable }) => [name, isReadable, isObservable])).toEqual([
      ["power", true, true],
      ["both", true, false],
    ]);
    expect([...mapping.readable]).toEqual(["on", "level"]);
    expect([...mapping.writers.keys()]).toEqual(["on"]);
  });

  it("ignores what has no terms", () => {
    const mapping = compile({ properties: { other: { forms: form() } }, actions: { x: { forms: form() } } });
    expect([mapping.sources, mapping.writers.size, mapping.invokers.size]).toEqual([[], 0, 0]);
  });

  it("writes no property that the model only reads, nor one that the device only reads", () => {
    const mapping = compile({
      properties: {
        a: { "map:property": "sealed", forms: form(...all) },
        b: { "map:property": "on", readOnly: true, forms: form("readproperty") },
      },
    });
    expect(mapping.writers.size).toBe(0);
  });

  it("writes through another affordance where map:via says so", () => {
    const mapping = compile({
      properties: { a: { "map:property": "on", "map:via": "switch", readOnly: true, forms: form("readproperty") } },
      actions: { switch: { input: { type: "boolean" }, forms: form() } },
    });
    expect(mapping.writers.get("on")?.outlet).toEqual({ kind: "action", name: "switch" });
  });

  it("takes from a property that can only be written nothing but writes", () => {
    const mapping = compile({
      properties: { a: { "map:property": "on", writeOnly: true, forms: form("writeproperty") } },
    });
    expect(mapping.sources).toEqual([]);
    expect([...mapping.writers.keys()]).toEqual(["on"]);
  });

  it("invokes by writing a constant to a property", async () => {
    const mapping = compile({
      properties: { reset: { "map:action": "go", "map:value": 1, writeOnly: true, forms: form("writeproperty") } },
    });
    const invoker = mapping.invokers.get("go")!;
    expect(invoker.outlet).toEqual({ kind: "property", name: "reset" });
    expect(await invoker.payload(undefined, { vendor: undefined, model: {} })).toBe(1);
  });

  it("reads its terms under whatever prefix the document gives the vocabulary", () => {
    const properties = { power: { "m:property": "on", "map:property": "level", forms: form(...all) } };
    const mapping = compile({ "@context": ["https://www.w3.org/2022/wot/td/v1.1", { m: mapVocabulary }], properties });
    expect([...mapping.readable]).toEqual(["on"]);
  });

  it("takes a Form without op for one that reads, not for one that observes", () => {
    const mapping = compile({ properties: { a: { "map:property": "on", forms: [{ href: "x:" }] } } });
    expect(mapping.sources[0]).toMatchObject({ isReadable: true, isObservable: false });
  });

  it("accepts only messages that map:where lets through", () => {
    const where = { "/device/id": 7, "/kind": "lamp" };
    const mapping = compile({ events: { e: { "map:property": "on", "map:where": where, forms: form() } } });
    const accepts = (value: unknown) => mapping.sources[0]!.accepts(value);
    expect(accepts({ device: { id: 7 }, kind: "lamp" })).toBe(true);
    expect(accepts({ device: { id: "7" }, kind: "lamp" })).toBe(false);
    expect(accepts(null)).toBe(false);
  });

  it.each([
    [
      "a property that the model has not",
      { properties: { a: { "map:property": "dim", forms: form() } } },
      "/properties/a",
    ],
    [
      "a name of the prototype",
      { properties: { a: { "map:property": "constructor", forms: form() } } },
      "/properties/a",
    ],
    [
      "two targets at once",
      { properties: { a: { "map:property": "on", "map:event": "alarm", forms: form() } } },
      "/properties/a",
    ],
    [
      "an entry without a target",
      { properties: { a: { "map:serves": [{}], forms: form() } } },
      "/properties/a/map:serves/0",
    ],
    ["entries that are no list", { properties: { a: { "map:serves": {}, forms: form() } } }, "/properties/a"],
    [
      "an entry that is null",
      { properties: { a: { "map:serves": [null], forms: form() } } },
      "/properties/a/map:serves/0",
    ],
    [
      "a way that leads nowhere",
      { properties: { a: { "map:property": "on", "map:via": "x", forms: form() } } },
      "/properties/a",
    ],
    [
      "two ways to write",
      {
        properties: {
          a: { "map:property": "on", forms: form(...all) },
          b: { "map:property": "on", forms: form(...all) },
        },
      },
      "/properties/b",
    ],
    [
      "two ways to invoke",
      { actions: { a: { "map:action": "go", forms: form() }, b: { "map:action": "go", forms: form() } } },
      "/actions/b",
    ],
    ["an event that serves an action", { events: { a: { "map:action": "go", forms: form() } } }, "/events/a"],
    ["an action that serves a property", { actions: { a: { "map:property": "on", forms: form() } } }, "/actions/a"],
    [
      "a poll in no time",
      { properties: { a: { "map:property": "on", "map:pollMs": 0, forms: form() } } },
      "/properties/a",
    ],
    [
      "a filter that is no object",
      { properties: { a: { "map:property": "on", "map:where": 1, forms: form() } } },
      "/properties/a",
    ],
    [
      "a filter without pointers",
      { properties: { a: { "map:property": "on", "map:where": { id: 1 }, forms: form() } } },
      "/properties/a",
    ],
    [
      "a broken expression",
      { properties: { a: { "map:property": "on", "map:read": "$(", forms: form() } } },
      "/properties/a/map:read",
    ],
  ])("refuses %s, saying where", (_, parts, pointer) => {
    expect(() => compile(parts)).toThrow(expect.objectContaining({ code: "WOT_MAPPING", pointer }));
  });
});
