import { linksOf } from "@thingwright/td";
import { describe, expect, it } from "vitest";

const links = [
  { rel: "icon", type: "image/png", href: "icon.png" },
  { rel: "Icon", type: "image/svg+xml; charset=utf-8", href: "/icon.svg" },
  { rel: "icon", href: "untyped" },
  { rel: "item", type: "application/td+json", href: "https://other.example/td" },
];
const hrefs = (filter?: Parameters<typeof linksOf>[1], base?: string) =>
  linksOf({ links, ...(base === undefined ? {} : { base }) }, filter).map(({ href }) => href);

describe("linksOf", () => {
  it("finds by relation, whatever its case, and by a type or a range of types without parameters", () => {
    expect(hrefs({ rel: "icon" })).toEqual(["icon.png", "/icon.svg", "untyped"]);
    expect(hrefs({ rel: "icon", type: "image/*" })).toEqual(["icon.png", "/icon.svg"]);
    expect(hrefs({ type: "image/svg+xml" })).toEqual(["/icon.svg"]);
    expect(hrefs({ type: "*/*" })).toEqual(["icon.png", "/icon.svg", "https://other.example/td"]);
    expect(hrefs({ rel: "icon", type: "imag/*" })).toEqual([]);
  });

  it("resolves against the base", () => {
    expect(hrefs(undefined, "https://lamp.example/td/")).toEqual([
      "https://lamp.example/td/icon.png",
      "https://lamp.example/icon.svg",
      "https://lamp.example/td/untyped",
      "https://other.example/td",
    ]);
  });

  it("finds nothing where there are no links", () => {
    expect(linksOf({})).toEqual([]);
  });
});
