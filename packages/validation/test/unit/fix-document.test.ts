import { describe, expect, it } from "vitest";
import { fixDocument, judgeDocument } from "../../src/index.js";
import { lamp } from "./lamp.js";

const source = `{
  "@context": "https://www.w3.org/2022/wot/td/v1.1",
  "Title":   "Lamp", "created": "2025-03-12T10:30:00+01:00",
  "security": "none",
  "securityDefinitions": { "none": { "scheme": "nosec" } },
  "properties": {
    "level": { "type": "Integer", "minimum": "0", "readonly": true,
      "forms": { "href": "http://lamp.example/level", "op": ["readProperty"] } }
  }
}
`;

describe("fixDocument", () => {
  it("mends what can be mended in one way, and leaves all else as it is written", () => {
    expect(fixDocument(source)).toBe(
      source
        .replace('"Title"', '"title"')
        .replace("2025-03-12T10:30:00+01:00", "2025-03-12T09:30:00Z")
        .replace('"Integer"', '"integer"')
        .replace('"minimum": "0"', '"minimum": 0')
        .replace('"readonly"', '"readOnly"')
        .replace('"forms": { "href"', '"forms": [{ "href"')
        .replace('"op": ["readProperty"] }', '"op": ["readproperty"] }]'),
    );
  });

  it("makes of a document with such mistakes only a valid one, and changes it no more", () => {
    const fixed = fixDocument(source);
    expect(judgeDocument(fixed).findings.filter(({ level }) => level === "error")).toEqual([]);
    expect(fixDocument(fixed)).toBe(fixed);
  });

  it("takes a byte order mark away", () => {
    const text = JSON.stringify(lamp);
    expect(fixDocument(`\uFEFF${text}`)).toBe(text);
  });

  it.each(["", "{", "[]", "7", "\uFEFF{", '{"a": }'])("gives %j back, which is no document", (text) =>
    expect(fixDocument(text)).toBe(text),
  );

  it("renames no member beside the one that has the name already", () => {
    const text = JSON.stringify({ ...lamp, Title: "Other" });
    expect(fixDocument(text)).toBe(text);
  });

  it("mends a member whose name is written with escapes", () => {
    const text = JSON.stringify(lamp).replace('"level"', '"l\\u0065vel"').replace('"integer"', '"Integer"');
    expect(fixDocument(text)).toBe(text.replace('"Integer"', '"integer"'));
  });

  it("says of a finding that it would be mended", () => {
    const fixable = judgeDocument(source).findings.filter((finding) => finding.fixable);
    expect(fixable.map(({ pointer }) => pointer)).toContain("/Title");
  });
});
