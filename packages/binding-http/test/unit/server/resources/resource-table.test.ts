import { testThing } from "@thingwright/contract-tests";
import type { HostedThing } from "@thingwright/contracts";
import { uriPath } from "@thingwright/contracts";
import { describe, expect, it } from "vitest";
import { longpoll } from "../../../../src/server/long-poll/longpoll.js";
import { resource } from "../../../../src/server/resources/resource.js";
import { ResourceTable } from "../../../../src/server/resources/resource-table.js";
import { sse } from "../../../../src/server/sse/sse.js";

function tableOf(...things: readonly HostedThing[]): ResourceTable {
  const table = new ResourceTable(10, { subprotocols: [sse, longpoll], base: () => "" });
  for (const one of things) table.add(one);
  return table;
}

/** A test Thing whose property `count` is called something else. */
function withProperty(name: string): HostedThing {
  const thing = testThing();
  const properties = new Map([[name, Object.create(thing.property("count"), { name: { value: name } })]]);
  return Object.create(thing, { properties: { value: properties } }) as HostedThing;
}

describe("ResourceTable", () => {
  it.each([
    "/test-thing",
    "/things/urn%3Atest%3Atest-thing",
    "/test-thing/properties",
    "/test-thing/properties/count",
    "/test-thing/properties/count/poll",
    "/test-thing/actions",
    "/test-thing/actions/job",
    "/test-thing/actions/job/42",
    "/test-thing/events",
    "/test-thing/events/tick",
    "/test-thing/events/tick/poll",
  ])("finds %s", (path) => {
    expect(tableOf(testThing()).find(path)).toHaveProperty("methods");
  });

  it.each([
    "/test-thing/",
    "/other",
    "/things/urn%3Aother",
    "/things/test-thing",
    "/test-thing/constructor",
    "/test-thing/properties/__proto__",
    "/test-thing/properties/count/poll/more",
    "/test-thing/properties/sealed/other",
    "/test-thing/actions/echo/42",
    "/test-thing/actions/job/",
    "/test-thing/events/tick/other",
  ])("finds nothing at %s", (path) => {
    expect(tableOf(testThing()).find(path)).toBeUndefined();
  });

  it.each(["//", "//test-thing", "/test-thing//properties", "/%", "relative"])("takes %s for no path", (path) => {
    expect(tableOf(testThing()).find(path)).toBe("malformed");
  });

  it.each(["", "__proto__", "constructor", "..", "a/b?c#d", "%2F", "ü😀", "poll", "\ud800"])(
    "finds a property called %j by the path of its Forms",
    (name) => {
      const path = uriPath(["test-thing", "properties", name]);
      const table = tableOf(withProperty(name));
      expect(table.find(path)).toHaveProperty("methods");
      expect(table.find(`${path}/poll`)).toHaveProperty("methods");
      expect(table.exactly(path)).toBe(table.find(path));
    },
  );

  it("finds the same resource however its address is written, and keeps it once", () => {
    const table = tableOf(testThing());
    const canonical = table.find("/test-thing/properties/count");
    expect(table.find("/%74est-thing/properties/%63ount")).toBe(canonical);
    expect(table.exactly("/%74est-thing/properties/%63ount")).toBeUndefined();
  });

  it("does not keep the resource of an invocation, whose address any peer can make up", () => {
    const table = tableOf(testThing());
    table.find("/test-thing/actions/job/42");
    expect(table.exactly("/test-thing/actions/job/42")).toBeUndefined();
  });

  it("makes again what it did not keep", () => {
    const table = tableOf(testThing());
    table.find("/test-thing/properties/count");
    for (let turn = 0; turn < 3; turn += 1) {
      for (const name of testThing().properties.keys()) table.find(uriPath(["test-thing", "properties", name]));
    }
    expect(table.find("/test-thing/properties/count")).toHaveProperty("methods");
  });

  it("forgets a Thing and all its resources", () => {
    const thing = testThing();
    const table = tableOf(thing, testThing({ slug: "other" }));
    const path = "/test-thing/properties/count";
    table.find(path);
    table.remove(thing.id);
    table.remove(thing.id);
    expect([table.exactly(path), table.find(path), table.find("/test-thing")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(table.find("/other/properties/count")).toHaveProperty("methods");
  });

  it("puts a Thing in the place of the one before it with the same id, wherever that was", () => {
    const table = tableOf(testThing({ slug: "before", id: "urn:x" }));
    table.find("/before");
    table.add(testThing({ slug: "after", id: "urn:x" }));
    expect(table.find("/before")).toBeUndefined();
    expect(table.find("/after")).toHaveProperty("methods");
  });

  it("has a Thing called things beside the listing", () => {
    const table = tableOf(testThing({ slug: "things" }));
    const listing = resource({});
    table.set("/things", listing);
    expect(table.find("/things")).toBe(listing);
    expect(table.find("/~things/properties/count")).toHaveProperty("methods");
    expect(table.find("/things/properties")).toBeUndefined();
  });

  it("finds a Thing by an id that an address can carry only in part", () => {
    const table = tableOf(testThing({ id: "urn:x:\ud800/ü" }));
    expect(table.find(uriPath(["things", "urn:x:\ud800/ü"]))).toHaveProperty("methods");
  });
});
