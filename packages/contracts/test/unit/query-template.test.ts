import { describe, expect, it } from "vitest";
import { queryTemplate, templateNames } from "../../src/index.js";

describe("queryTemplate", () => {
  it("lists names, and is nothing without any", () => {
    expect(queryTemplate(["a", "b.c"])).toBe("{?a,b.c}");
    expect(queryTemplate([])).toBe("");
  });
});

describe("templateNames", () => {
  it("are those that RFC 6570 can name", () => {
    const names = ["unit", "a.b", "_1", "", "a-b", "a..b", "ü", "a,b", "__proto__", "x}"];
    expect(templateNames(new Map(names.map((name) => [name, {}])))).toEqual(["unit", "a.b", "_1", "__proto__"]);
  });
});
