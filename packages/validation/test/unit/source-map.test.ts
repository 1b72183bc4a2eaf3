import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sourceMap } from "../../src/index.js";

describe("sourceMap", () => {
  it("finds each value by its pointer, with line and column from 1", () => {
    const map = sourceMap('{\n  "a": [1,\r\n    {"b/c": "x\\"y"}],\n\t"d": null }');
    expect(map.positionOf("")).toEqual({ line: 1, column: 1 });
    expect(map.positionOf("/a")).toEqual({ line: 2, column: 8 });
    expect(map.positionOf("/a/0")).toEqual({ line: 2, column: 9 });
    expect(map.positionOf("/a/1/b~1c")).toEqual({ line: 3, column: 13 });
    expect(map.positionOf("/d")).toEqual({ line: 4, column: 7 });
  });

  it("gives the place of what is around a member that is missing", () => {
    const map = sourceMap('{"a": {"b": 1}}');
    expect(map.positionOf("/a/missing/deeper")).toEqual(map.positionOf("/a"));
    expect(map.positionOf("/nothing")).toEqual({ line: 1, column: 1 });
  });

  it("names members that are there again, however their names are written", () => {
    expect(sourceMap('{"a": 1, "b": {"x": 1, "\\u0078": 2}, "a": 3}').repeated).toEqual(["/b/x", "/a"]);
    expect(sourceMap('[{"a": 1}, {"a": 1}]').repeated).toEqual([]);
  });

  it("is at the value of each pointer in any JSON text", () => {
    fc.assert(
      fc.property(fc.object({ maxDepth: 4, withNullPrototype: false }), fc.constantFrom(0, 1, 2), (value, indent) => {
        const text = JSON.stringify({ value }, undefined, indent);
        const map = sourceMap(text);
        const { line, column } = map.positionOf("/value");
        const rest = text
          .split("\n")
          .slice(line - 1)
          .join("\n")
          .slice(column - 1);
        expect(JSON.parse(rest.slice(0, rest.lastIndexOf("}")))).toEqual(JSON.parse(JSON.stringify(value)));
        expect(map.repeated).toEqual([]);
      }),
    );
  });
});
