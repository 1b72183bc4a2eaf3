import { describe, expect, it } from "vitest";
import { filterLinks, formatLinks } from "../../../src/server/link-format.js";

const lamp = { path: "/lamp", attributes: { rt: "wot.thing x", ct: "432", title: 'a "lamp"' } };
const things = { path: "/things", attributes: { ct: "50" } };
const pathsFor = (...query: string[]) => filterLinks([lamp, things], query).map(({ path }) => path);

describe("The CoRE Link Format", () => {
  it("has a link for each resource, with quotes escaped", () => {
    expect(formatLinks([lamp, things])).toBe('</lamp>;rt="wot.thing x";ct=432;title="a \\"lamp\\"",</things>;ct=50');
  });

  it("is filtered by one word of a list", () => {
    expect(pathsFor("rt=wot.thing")).toEqual(["/lamp"]);
    expect(pathsFor("rt=wot")).toEqual([]);
  });

  it("is filtered by the beginning of a value", () => {
    expect(pathsFor("href=/th*")).toEqual(["/things"]);
    expect(pathsFor("rt=wot*")).toEqual(["/lamp"]);
  });

  it("is filtered by all of several attributes", () => {
    expect(pathsFor("ct=432", "rt=x")).toEqual(["/lamp"]);
    expect(pathsFor("ct=432", "href=/things")).toEqual([]);
  });

  it.each(["foo=1", "foo", "__proto__=x", "constructor=x", "=", ""])("has no link for the query %j", (query) => {
    expect(pathsFor(query)).toEqual([]);
  });
});
