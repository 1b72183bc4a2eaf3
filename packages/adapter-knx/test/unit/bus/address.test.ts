import { describe, expect, it } from "vitest";
import { groupAddress, groupAddressText, individualAddress, individualAddressText } from "../../../src/index.js";

describe("a group address", () => {
  it.each([
    ["1/2/3", 0x0a03],
    ["31/7/255", 0xffff],
    ["0/0/1", 1],
    ["1/515", 0x0a03],
    ["2563", 0x0a03],
  ])("%s is %i", (text, number) => {
    expect(groupAddress(text)).toBe(number);
  });

  it.each([
    "0/0/0",
    "0",
    "32/0/1",
    "1/8/1",
    "1/1/256",
    "1/2048",
    "65536",
    "1/2/3/4",
    "",
    "/",
    "a/b/c",
    "1//2",
    "-1/2/3",
    "1.1.1",
  ])("%j is none", (text) => {
    expect(groupAddress(text)).toBeUndefined();
  });

  it("is written in three levels", () => {
    expect(groupAddressText(0x0a03)).toBe("1/2/3");
  });
});

describe("an individual address", () => {
  it("is area, line and device", () => {
    expect(individualAddress("1.1.250")).toBe(0x11fa);
    expect(individualAddressText(0x11fa)).toBe("1.1.250");
  });

  it.each(["16.0.0", "1.16.0", "1.1.256", "1/1/1", ""])("%j is none", (text) => {
    expect(individualAddress(text)).toBeUndefined();
  });
});
