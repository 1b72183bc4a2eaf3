import { describe, expect, it } from "vitest";
import { listingPath, thingPaths } from "../../src/index.js";

const lamp = { slug: "lamp", id: "urn:x:lamp/1" };

describe("thingPaths", () => {
  it("lays a Thing out below its slug, and lists it by its id", () => {
    const paths = thingPaths(lamp);
    expect(paths.description).toEqual(["lamp"]);
    expect(paths.listed).toEqual(["things", "urn:x:lamp/1"]);
    expect([paths.properties, paths.actions, paths.events]).toEqual([
      ["lamp", "properties"],
      ["lamp", "actions"],
      ["lamp", "events"],
    ]);
    expect(paths.property("on/off")).toEqual(["lamp", "properties", "on/off"]);
    expect(paths.action("fade")).toEqual(["lamp", "actions", "fade"]);
    expect(paths.event("__proto__")).toEqual(["lamp", "events", "__proto__"]);
  });

  it("keeps a Thing away from the listing, whatever its slug", () => {
    expect(thingPaths({ slug: "things", id: "urn:x" }).description).toEqual(["~things"]);
    expect(listingPath).toEqual(["things"]);
  });

  it("makes of names the segments that a protocol can carry", () => {
    const paths = thingPaths(lamp, (name) => name.toUpperCase());
    expect(paths.property("on")).toEqual(["LAMP", "properties", "ON"]);
    expect(paths.listed).toEqual(["things", "URN:X:LAMP/1"]);
  });
});
