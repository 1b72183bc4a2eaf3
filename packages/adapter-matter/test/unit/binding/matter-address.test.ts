import { describe, expect, it } from "vitest";
import { clusterUri, parseMatterAddress } from "../../../src/binding/matter-address.js";

describe("a Matter address", () => {
  it("names a fabric, a node, an endpoint, a cluster and an element, by names or ids", () => {
    expect(parseMatterAddress("matter://5199B1862BE26B5C-0000000000000001/1/onOff/toggle")).toEqual({
      fabric: "5199b1862be26b5c",
      node: "0000000000000001",
      endpoint: 1,
      cluster: "onOff",
      element: "toggle",
    });
    expect(parseMatterAddress("matter://1f/2/0x0006/0")).toEqual({
      node: "000000000000001f",
      endpoint: 2,
      cluster: 6,
      element: 0,
    });
  });

  it("is that of a whole cluster without an element", () => {
    const uri = clusterUri("5199b1862be26b5c", "0000000000000001", 1, "onOff");
    expect(parseMatterAddress(uri)).toMatchObject({ cluster: "onOff", endpoint: 1 });
    expect(parseMatterAddress(uri)).not.toHaveProperty("element");
  });

  it("is nothing else", () => {
    const wrong = [
      "matter://1/1",
      "matter://1/65535/6",
      "http://1/1/6",
      "matter://xyz/1/6",
      "matter://1/1/6/0/0",
      "matter://1/1/6?x",
    ];
    for (const href of [...wrong, `matter://1/1/${"a".repeat(600)}`, "matter://1/1/__proto__/x/y"]) {
      expect(parseMatterAddress(href), href).toBeUndefined();
    }
  });
});
