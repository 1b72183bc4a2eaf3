import { describe, expect, it } from "vitest";
import { direct, directory } from "../../src/index.js";
import { Searching } from "../support/searching.js";

describe("direct", () => {
  it("tells of the addresses that the caller has (introduction-direct-url)", async () => {
    const searching = new Searching(direct("http://a/td", "coap://b/td"));
    await searching.ended;
    expect(searching.found).toEqual([
      { url: "http://a/td", via: "direct" },
      { url: "coap://b/td", via: "direct" },
    ]);
  });
});

describe("directory", () => {
  it("tells of a directory", async () => {
    const searching = new Searching(directory("http://a/td"));
    await searching.ended;
    expect(searching.found).toEqual([{ url: "http://a/td", kind: "directory", via: "directory" }]);
  });
});
