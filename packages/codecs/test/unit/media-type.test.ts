import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseMediaType } from "../../src/index.js";

const parts = (text: string) => {
  const parsed = parseMediaType(text);
  return parsed && [parsed.essence, Object.fromEntries(parsed.parameters)];
};

describe("parseMediaType", () => {
  it.each([
    ["application/json", "application/json", {}],
    ["Application/TD+JSON", "application/td+json", {}],
    [" text/plain ", "text/plain", {}],
    ["text/plain;charset=UTF-8", "text/plain", { charset: "UTF-8" }],
    ["text/plain \t; Charset=x", "text/plain", { charset: "x" }],
    ['text/plain; charset="utf-8"; a="x;y=\\"z\\\\"', "text/plain", { charset: "utf-8", a: 'x;y="z\\' }],
    [
      "application/octet-stream;byteSeq=BIG_ENDIAN;length=4",
      "application/octet-stream",
      { byteseq: "BIG_ENDIAN", length: "4" },
    ],
    ["text/plain;; charset=a ;", "text/plain", { charset: "a" }],
    ["text/plain;charset=a;charset=b", "text/plain", { charset: "a" }],
    ['text/plain;a=""', "text/plain", { a: "" }],
    ["text/*", "text/*", {}],
    ["text/plain;__proto__=1", "text/plain", Object.fromEntries([["__proto__", "1"]])],
  ])("reads %j", (text, essence, parameters) => {
    expect(parts(text)).toStrictEqual([essence, parameters]);
  });

  it.each([
    "",
    "json",
    "/",
    "text/",
    "/plain",
    "text/plain/x",
    "text/pl ain",
    "text /plain",
    "text/plain charset=a",
    "text/plain;charset",
    "text/plain;charset=",
    "text/plain;=a",
    "text/plain;charset = a",
    'text/plain;a="b',
    'text/plain;a="b\\',
    'text/plain;a="b"c',
    'text/plain;a="b\n"',
    "text/plain,text/html",
    "text/plain\r\nX: y",
    "tëxt/plain",
  ])("takes %j for none", (text) => {
    expect(parseMediaType(text)).toBeUndefined();
  });

  it("gives back any parameter that was quoted", () => {
    const quotable = fc.string({ unit: fc.constantFrom(...'aZ09 \t;=,"\\é/') });
    fc.assert(
      fc.property(quotable, (value) => {
        const quoted = value.replaceAll(/["\\]/g, "\\$&");
        expect(parseMediaType(`a/b; name="${quoted}"`)?.parameters.get("name")).toBe(value);
      }),
    );
  });

  it("answers any text", () => {
    fc.assert(fc.property(fc.string(), (text) => ["undefined", "object"].includes(typeof parseMediaType(text))));
  });
});
