import { describe, expect, it } from "vitest";
import { queryList, queryValue } from "../../../src/server/query.js";

const never = (): boolean => false;

describe("Uri-Query values", () => {
  it("give the value of a name, the first of several", () => {
    expect(queryValue(["unit=K", "unit=C", "units=F"], "unit")).toBe("K");
    expect(queryValue(["a=b=c&d"], "a")).toBe("b=c&d");
    expect(queryValue(["flag"], "flag")).toBe("");
    expect(queryValue(["units=F"], "unit")).toBeUndefined();
  });

  it("give a list from one value for each item", () => {
    expect(queryList(["names=a,b", "names=c"], "names", never)).toEqual(["a,b", "c"]);
  });

  it("give a list from a single value with commas, unless that is an item itself", () => {
    expect(queryList(["names=a,b"], "names", never)).toEqual(["a", "b"]);
    expect(queryList(["names=a,b"], "names", (item) => item === "a,b")).toEqual(["a,b"]);
    expect(queryList(["names="], "names", never)).toEqual([]);
    expect(queryList(["x=1"], "names", never)).toBeUndefined();
  });
});
