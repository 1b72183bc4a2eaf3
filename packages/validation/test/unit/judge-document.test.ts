import { describe, expect, it } from "vitest";
import { judgeDocument } from "../../src/index.js";
import { lamp, model } from "./lamp.js";

const judged = (doc: unknown) => judgeDocument(JSON.stringify(doc, undefined, 2));

describe("judgeDocument", () => {
  it("finds nothing in a Thing Description and a Thing Model that are as they should be", () => {
    expect(judged(lamp)).toEqual({ kind: "td", version: "1.1", verdict: "valid", findings: [] });
    expect(judged(model)).toEqual({ kind: "tm", version: "1.1", verdict: "valid", findings: [] });
  });

  it("names the assertion and the place of a name that securityDefinitions does not define", () => {
    const { verdict, findings } = judged({ ...lamp, security: "missing" });
    expect(verdict).toBe("invalid");
    expect(findings.filter(({ level }) => level === "error")).toMatchObject([
      { level: "error", assertion: "td-vocab-security--Thing", pointer: "/security", line: 9, column: 15 },
    ]);
  });

  it("names each assertion that one mistake breaks, and which one it follows", () => {
    expect(judged({ ...lamp, title: 7 }).findings).toMatchObject([
      { assertion: "td-vocab-title--Thing", pointer: "/title" },
      { assertion: "td-string-type", pointer: "/title", follows: "td-vocab-title--Thing" },
    ]);
  });

  it("says td-processor for what only the W3C schema says", () => {
    const securityDefinitions = { none: { scheme: "auto", name: "key" } };
    expect(judged({ ...lamp, securityDefinitions }).findings).toMatchObject([
      { assertion: "td-processor", pointer: "/securityDefinitions/none" },
    ]);
  });

  it("looks for no lints where that is asked for", () => {
    const minimum = { ...lamp, properties: { level: { ...lamp.properties.level, minimum: 2, maximum: 1 } } };
    expect(judged(minimum).findings).toMatchObject([{ assertion: "lint-empty-range" }]);
    expect(judgeDocument(JSON.stringify(minimum), { lints: false }).findings).toEqual([]);
  });

  it("judges a Thing Model by the W3C's schema for Thing Models", () => {
    const { kind, verdict, findings } = judged({ ...model, properties: [] });
    expect({ kind, verdict }).toEqual({ kind: "tm", verdict: "invalid" });
    expect(findings[0]).toMatchObject({ assertion: "td-vocab-properties--Thing", pointer: "/properties" });
    expect(findings.at(-1)).toMatchObject({ assertion: "tm-td-generation-inconsistencies", pointer: "/properties" });
  });

  it("holds repeated names of affordances against a document; repetition elsewhere is a lint", () => {
    const text = JSON.stringify(lamp)
      .replace('"level":', '"level":{},"level":')
      .replace('"title":', '"title":"","title":');
    expect(judgeDocument(text).findings).toMatchObject([
      { level: "lint", assertion: "lint-repeated-member", pointer: "/title" },
      { level: "error", assertion: "td-properties_uniqueness", pointer: "/properties/level" },
    ]);
  });

  it("holds a byte order mark against a document and still reads it, as text and as bytes", () => {
    const text = `\uFEFF${JSON.stringify(lamp)}`;
    for (const input of [text, new TextEncoder().encode(text)]) {
      const { kind, findings } = judgeDocument(input);
      expect(kind).toBe("td");
      expect(findings.map(({ assertion }) => assertion)).toEqual(["td-json-open_no-byte-order"]);
    }
  });

  it.each([
    ["no JSON", "{", "td-json-open"],
    ["no UTF-8", new Uint8Array([0xff, 0xfe, 0x00]), "td-json-open_utf-8"],
    ["longer than the limit", `"${"x".repeat(5 * 1024 * 1024)}"`, "lint-document-limit"],
    ["deeper than the limit", "[".repeat(100_000), "lint-document-limit"],
  ])("has a finding for what is %s", (_what, input, assertion) => {
    const { kind, verdict, findings } = judgeDocument(input);
    expect({ kind, verdict, count: findings.length }).toEqual({ kind: "unknown", verdict: "invalid", count: 1 });
    expect(findings[0]).toMatchObject({ level: "error", assertion, pointer: "", line: 1, column: 1 });
  });

  it("says which placeholder of a Thing Model has no quotes", () => {
    const properties = { level: { type: "integer", minimum: "{{LEAST}}", maximum: "MOST" } };
    const text = JSON.stringify({ ...model, properties }, undefined, 2).replace('"MOST"', "{{MOST}}");
    expect(judgeDocument(text)).toMatchObject({ kind: "tm", verdict: "invalid" });
    const [found, ...others] = judgeDocument(new TextEncoder().encode(text)).findings;
    expect(others).toEqual([]);
    expect(found).toMatchObject({ level: "error", assertion: "tm-placeholder-retyping" });
    expect(text.split("\n")[found!.line - 1]!.slice(found!.column - 1)).toBe("{{MOST}}");
  });

  it.each([
    ["no Thing Model", '{"title":{{TITLE}}}'],
    ["broken elsewhere too", '{"@type":"tm:ThingModel","title":{{TITLE}},}'],
    ["a text with what looks like one", '{"@type":"tm:ThingModel","title":"x:{{TITLE}}",}'],
  ])("takes %s for no JSON", (_what, text) => {
    expect(judgeDocument(text).findings).toMatchObject([{ assertion: "td-json-open" }]);
  });

  it.each(["null", "7", "[]", '"text"'])("rejects %s, which is JSON but no object", (text) => {
    expect(judgeDocument(text)).toMatchObject({ kind: "unknown", verdict: "invalid" });
  });

  it("tells a hundred findings at most, and no lint in the place of an error", () => {
    const { verdict, findings } = judgeDocument(`{${Array.from({ length: 500 }, (_, i) => `"a${i >> 1}":1`).join()}}`);
    expect(verdict).toBe("invalid");
    expect(findings).toHaveLength(100);
    expect(findings.some(({ level }) => level === "error")).toBe(true);
  });

  // Each took minutes where pointers of all values were written, or a pattern ran in the language's own engine.
  it.each([
    ["a long name around many values", `{"${"n".repeat(500_000)}":[${Array(200_000).fill("{}").join()}]}`],
    ["many lines and many repetitions", `{${Array(200_000).fill('"a":\n1').join()}}`],
    ["much that begins like a placeholder", JSON.stringify({ ...model, title: "{".repeat(1_000_000) })],
  ])("judges %s", (_what, text) => {
    const { findings } = judgeDocument(text);
    expect(findings.length).toBeLessThanOrEqual(100);
    for (const { message } of findings) expect(message.length).toBeLessThan(1000);
  });
});
