import { describe, expect, it } from "vitest";
import { checkLinkedData, expand } from "../../../src/index.js";

const td = "https://www.w3.org/2022/wot/td/v1.1";
const lamp = {
  "@context": [td, { saref: "https://saref.etsi.org/core/" }],
  "@type": "saref:Actuator",
  id: "urn:lamp",
  title: "Lamp",
  security: "none",
  securityDefinitions: { none: { scheme: "nosec" } },
  uriVariables: { step: { type: "number", minimum: 1 } },
  properties: { "any name": { type: "boolean", "saref:x": 1, forms: [{ href: "/on", "htv:methodName": "GET" }] } },
};
const warning = (pointer: string, text: string) => ({
  level: "warning",
  pointer,
  message: expect.stringContaining(text),
});

describe("checkLinkedData", () => {
  it("finds nothing in a description whose names are all declared", async () => {
    expect(await checkLinkedData(lamp)).toEqual([]);
    expect(await checkLinkedData(new TextEncoder().encode(JSON.stringify(lamp)))).toEqual([]);
  });

  it.each<[string, object, object[]]>([
    ["a name that no context has", { colour: 1 }, [warning("/colour", '"colour" is no term')]],
    [
      "a name at an action",
      { actions: { "x/y": { colour: 1, forms: [] } } },
      [warning("/actions/x~1y/colour", '"colour"')],
    ],
    ["nothing of a term that the context has elsewhere", { readOnly: true }, []],
    [
      "a name in a schema",
      { actions: { a: { input: { colour: 1 } } } },
      [warning("/actions/a/input/colour", "colour")],
    ],
    ["nothing in what an extension holds", { "saref:x": { "/a": { b: 1 } } }, []],
    ["nothing in a value", { actions: { a: { input: { const: { colour: 1 }, enum: [{ a: 1 }] } } } }, []],
    [
      "a name with a space below one",
      { actions: { a: { input: { "a b": 1 } } } },
      [warning("/actions/a/input/a b", "a b")],
    ],
    ["a keyword that is none", { "@kind": 1 }, [warning("/@kind", "@kind")]],
    ["a prefix that nobody declares", { "brick:hasTag": 1 }, [warning("/brick:hasTag", 'the prefix "brick"')]],
    ["the prefix of a class", { "@type": ["saref:A", "brick:B"] }, [warning("/@type", 'the prefix "brick"')]],
    ["a class without a prefix", { "@type": "Lamp" }, [warning("/@type", 'the class "Lamp"')]],
    [
      "the prefix of an id that a term hides",
      {
        "saref:u": { "@id": "saref:m" },
        id: "data:,x",
        actions: { a: { input: { "saref:u": { "@id": "unit:m" } } } },
      },
      [warning("/actions/a/input/saref:u/@id", '"unit" is a term here')],
    ],
    ["nothing of a whole IRI", { "https://vendor.example/a": 1, "urn:x:y": 1, "@type": "urn:x" }, []],
    [
      "a unit with an unknown prefix",
      { properties: { t: { unit: "om:degree", forms: [] } } },
      [warning("/properties/t/unit", '"om"')],
    ],
    ["nothing of texts in languages", { titles: { "x:y": "A" }, descriptions: { de: "B" } }, []],
  ])("finds %s", async (_, members, findings) => {
    expect(await checkLinkedData({ ...lamp, ...members })).toEqual(
      findings.map((finding) => expect.objectContaining(finding)),
    );
  });

  it.each<[string, unknown, object, string[]]>([
    ["a vocabulary", [td, { "@vocab": "urn:x#" }], { a: 1 }, []],
    ["a vocabulary that is taken back", [td, { "@vocab": "urn:x#" }, { "@vocab": null }], { a: 1 }, ["/a"]],
    ["a term that is switched off", [td, { "@vocab": "urn:x#", a: null }], { a: 1 }, ["/a"]],
    ["an emptied context", [td, { a: "urn:a" }, null, { b: "urn:b" }], { a: 1, b: 1 }, ["/a"]],
    ["JSON as a value", [td, { a: { "@id": "urn:a", "@type": "@json" } }], { a: { b: 1 } }, []],
    [
      "a context below a term",
      [td, { a: { "@id": "urn:a", "@context": { b: "urn:b" } } }],
      { a: { b: 1, c: 1 }, b: 1 },
      ["/a/c", "/b"],
    ],
    [
      "a context of a class",
      [td, { C: { "@id": "urn:C", "@context": { b: "urn:b" } }, a: "urn:a" }],
      { "@type": "C", b: 1, a: { b: 1 } },
      ["/a/b"],
    ],
    ["a map by id", [td, { a: { "@id": "urn:a", "@container": "@id" } }], { a: { x: { b: 1 } } }, ["/a/x/b"]],
    ["a context within", td, { "ex:a": { "@context": { b: "urn:b", ex: "urn:e#" }, b: 1, "ex:c": 1 } }, ["/ex:a"]],
    [
      "a set and a graph",
      [td, { a: "urn:a" }],
      { a: { "@set": [{ b: 1 }] }, "@graph": [{ c: 1 }] },
      ["/a/@set/0/b", "/@graph/0/c"],
    ],
  ])("knows %s", async (_, context, members, pointers) => {
    const { "@type": type, ...rest } = lamp;
    const findings = await checkLinkedData({ title: rest.title, ...members, "@context": context });
    const lost = findings.map(({ pointer }) => pointer).filter((pointer) => pointer !== "/title");
    expect(lost).toEqual(pointers);
  });

  it("says that a term of the TD's context hides a prefix, and that an IRI is not fit for one", async () => {
    const context = [td, { unit: "http://qudt.org/vocab/unit/", http: "http://www.w3.org/2011/http" }];
    const properties = { t: { unit: "unit:DEG_C", forms: [{ href: "/t", "http:methodName": "GET" }] } };
    expect(await checkLinkedData({ "@context": context, "unit:x": 1, properties })).toEqual([
      expect.objectContaining(warning("/properties/t/unit", '"unit" is a term here')),
      expect.objectContaining(warning("/properties/t/forms/0/http:methodName", '"http" is a term here')),
    ]);
    expect(JSON.stringify(await expand({ "@context": context, properties }))).toContain('"unit:DEG_C"');
  });

  it("says what an undeclared prefix usually stands for", async () => {
    const [finding] = await checkLinkedData({ ...lamp, "brick:hasTag": 1 });
    expect(finding?.message).toContain("https://brickschema.org/schema/Brick#");
  });

  it("names every context that is not known, with its place", async () => {
    const document = {
      "@context": [td, "https://a.example/", { a: { "@id": "urn:a", "@context": "https://b.example/" } }],
    };
    expect(await checkLinkedData(document)).toEqual([
      expect.objectContaining({
        level: "error",
        pointer: "/@context/1",
        message: expect.stringContaining("<https://a.example/>"),
      }),
      expect.objectContaining({
        level: "error",
        pointer: "/@context/2/a/@context",
        message: expect.stringContaining("<https://b.example/>"),
      }),
    ]);
  });

  it("follows the contexts of the caller, also where they name each other", async () => {
    const contexts = new Map<string, { "@context": unknown }>([
      ["https://a.example/", { "@context": ["https://b.example/", { a: "urn:a" }] }],
      ["https://b.example/", { "@context": { b: "urn:b" } }],
      ["https://ring.example/", { "@context": "https://ring.example/" }],
    ]);
    expect(await checkLinkedData({ "@context": "https://a.example/", a: 1, b: 1 }, { contexts })).toEqual([]);
    expect(await checkLinkedData({ "@context": "https://ring.example/" }, { contexts })).toMatchObject([
      { level: "error" },
    ]);
  });

  it.each<[string, unknown, string]>([
    ["no JSON", "{", "WOT_TD_SYNTAX"],
    ["a number", "7", "WOT_TD_INVALID"],
    ["what is not JSON-LD", { "@context": 7 }, "WOT_TD_INVALID"],
    ["too deep nesting", `${'{"a":'.repeat(100)}1${"}".repeat(100)}`, "WOT_TD_LIMIT"],
    [
      "a cycle",
      (() => {
        const a: { a?: object } = {};
        a.a = a;
        return a;
      })(),
      "WOT_TD_SYNTAX",
    ],
  ])("says of %s what is wrong, and does not throw", async (_, document, code) => {
    expect(await checkLinkedData(document as object)).toMatchObject([{ level: "error", code }]);
  });

  it("stops at a hundred findings, and when it is told to", async () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`n${i}`, 1]));
    expect(await checkLinkedData({ ...lamp, ...many })).toHaveLength(100);
    await expect(checkLinkedData(lamp, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "WOT_ABORTED" });
  });
});
