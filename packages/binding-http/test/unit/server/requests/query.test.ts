import { describe, expect, it } from "vitest";
import { queryList, queryValue } from "../../../../src/server/requests/query.js";

describe("queryValue", () => {
  it("is the first value of a name, decoded", () => {
    expect(queryValue("a=1&b=%C3%BC+x&b=2", "b")).toBe("ü+x");
    expect(queryValue("a", "a")).toBe("");
    expect(queryValue("w%20n=1", "w n")).toBe("1");
  });

  it("is undefined for a name that is absent or malformed", () => {
    expect(queryValue("ab=1", "a")).toBeUndefined();
    expect(queryValue("a=%ff", "a")).toBeUndefined();
    expect(queryValue("x=1", "__proto__")).toBeUndefined();
  });
});

describe("queryList", () => {
  it("parts at commas and decodes the items", () => {
    expect(queryList("names=a,b%20c,d%2Ce", "names")).toEqual(["a", "b c", "d,e"]);
    expect(queryList("names=", "names")).toEqual([]);
    expect(queryList("", "names")).toBeUndefined();
    expect(queryList("names=a,%ff", "names")).toEqual(["a", "%ff"]);
  });

  it("takes every occurrence of its name", () => {
    expect(queryList("names=a&x=1&names=b,c&n%61mes=d", "names")).toEqual(["a", "b", "c", "d"]);
    expect(queryList("names=&names=a", "names")).toEqual(["a"]);
  });
});
