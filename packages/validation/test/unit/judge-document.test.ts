import { describe, expect, it } from "vitest";
import { judgeDocument } from "../../src/index.js";

const lamp = {
  "@context": "https://www.w3.org/2022/wot/td/v1.1",
  title: "Lamp",
  security: "none",
  securityDefinitions: { none: { scheme: "nosec" } },
  properties: { level: { type: "integer", forms: [{ href: "http://lamp.example/level" }] } },
};
const model = { ...lamp, "@type": "tm:ThingModel" };
const judged = (doc: unknown) => judgeDocument(JSON.stringify(doc, undefined, 2));

describe("judgeDocument", () => {
  it("finds nothing in a Thing Description and a Thing Model that are as they should be", () => {
    expect(judged(lamp)).toEqual({ kind: "td", verdict: "valid", findings: [] });
    expect(judged(model)).toEqual({ kind: "tm", verdict: "valid", findings: [] });
  });

  it("names the assertion and the place of a name that securityDefinitions does not define", () => {
    const { verdict, findings } = judged({ ...lamp, security: "missing" });
    expect(verdict).toBe("invalid");
    expect(findings).toMatchObject([
      { level: "error", assertion: "td-vocab-security--Thing", pointer: "/security", line: 4, column: 15 },
    ]);
  });

  it("says td-processor for what only the W3C schema says", () => {
    expect(judged({ ...lamp, title: 7 }).findings).toMatchObject([{ assertion: "td-processor", pointer: "/title" }]);
  });

  it("judges a Thing Model by the W3C's schema for Thing Models", () => {
    const { kind, verdict, findings } = judged({ ...model, properties: [] });
    expect({ kind, verdict }).toEqual({ kind: "tm", verdict: "invalid" });
    expect(findings).toMatchObject([{ level: "error", pointer: "/properties" }]);
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
    ["no JSON", "{"],
    ["no UTF-8", new Uint8Array([0xff, 0xfe, 0x00])],
    ["longer than the limit", `"${"x".repeat(5 * 1024 * 1024)}"`],
    ["deeper than the limit", "[".repeat(100_000)],
  ])("has a finding for what is %s", (_what, input) => {
    const { kind, verdict, findings } = judgeDocument(input);
    expect({ kind, verdict, count: findings.length }).toEqual({ kind: "unknown", verdict: "invalid", count: 1 });
    expect(findings[0]).toMatchObject({ level: "error", pointer: "", line: 1, column: 1 });
  });

  it.each(["null", "7", "[]", '"text"'])("rejects %s, which is JSON but no object", (text) => {
    expect(judgeDocument(text)).toMatchObject({ kind: "unknown", verdict: "invalid" });
  });
});
