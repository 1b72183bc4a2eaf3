import { describe, expect, it } from "vitest";
import { linkValuesIn, maxLinks } from "../../../src/kinds/link-value.js";

describe("the links of a text", () => {
  it.each([
    ['</things?offset=1>; rel="next"', [["/things?offset=1", { rel: "next" }]]],
    [
      "<a>;REL=next , <b>;rel=up",
      [
        ["a", { rel: "next" }],
        ["b", { rel: "up" }],
      ],
    ],
    ['<a>;title="x, y; \\"z\\"";obs;ct=432', [["a", { title: 'x, y; "z"', obs: "", ct: "432" }]]],
    ["<a>;rel=first;rel=second", [["a", { rel: "first" }]]],
    ["<a>, no link, <b>", [["a", {}]]],
    ["", []],
    ["<a", []],
  ])("in %j are %j", (text, expected) => {
    const found = linkValuesIn(text).map(({ target, parameters }) => [target, Object.fromEntries(parameters)]);
    expect(found).toEqual(expected);
  });

  it("are no more than the limit", () => {
    expect(
      linkValuesIn(
        Array(maxLinks + 5)
          .fill("<a>")
          .join(","),
      ).length,
    ).toBe(maxLinks);
  });

  it("are found in no more time than a long text of blanks and semicolons takes to read", () => {
    const startedMs = performance.now();
    linkValuesIn(`<a>${" ;".repeat(50_000)}${" ".repeat(50_000)}`);
    expect(performance.now() - startedMs).toBeLessThan(1_000);
  });
});
