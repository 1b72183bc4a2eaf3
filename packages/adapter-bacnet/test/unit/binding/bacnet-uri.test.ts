import { describe, expect, it } from "vitest";
import { parseBacnetUri } from "../../../src/binding/bacnet-uri.js";

describe("a bacnet: URI", () => {
  it("names a device, an object, and as much more as it has", () => {
    expect(parseBacnetUri("bacnet://5/0,1")).toMatchObject({ device: 5, object: { type: 0, instance: 1 } });
    expect(parseBacnetUri("bacnet://5/0,1/87/3")).toMatchObject({ property: 87, index: 3 });
    expect(parseBacnetUri("bacnet://5/2,1?commandPriority=8&covIncrement=0.5")).toMatchObject({
      property: undefined,
      commandPriority: 8,
      covIncrement: 0.5,
    });
    expect(parseBacnetUri("bacnet://5/2,1?commandPriority=")).toMatchObject({ commandPriority: undefined });
  });

  it.each([
    "bacnet://.this/0,1",
    "bacnet://5/analog-input,1",
    "bacnet://05/0,1",
    "bacnet://5/0",
    "bacnet://4194304/0,1",
    "bacnet://5/1024,1",
    "bacnet://5/0,1/85/1/2",
    "bacnet://5/0,1?commandPriority=6",
    "bacnet://5/0,1?commandPriority=17",
    "bacnet://5/0,1?covIncrement=-1",
    `bacnet://5/0,1?${"x".repeat(600)}`,
    "http://5/0,1",
  ])("is not %s", (href) => {
    expect(parseBacnetUri(href)).toBeTypeOf("string");
  });
});
