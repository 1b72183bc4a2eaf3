import { describe, expect, it } from "vitest";
import { instanceLabel, isEncodableName, sameName } from "../../../src/dns-sd/dns-name.js";

describe("instanceLabel", () => {
  it.each([
    ["Lamp", 1, "Lamp"],
    ["Lamp", 2, "Lamp (2)"],
    [" Lamp v1.2\n\u0000 ", 1, "Lamp v1 2"],
    ["", 1, "Thing"],
    ["...", 3, "Thing (3)"],
    ["ä".repeat(40), 1, "ä".repeat(31)],
    ["ä".repeat(40), 2, `${"ä".repeat(29)} (2)`],
    ["\ud800x", 1, "x"],
  ])("of %j, number %i, is %j", (title, number, label) => {
    expect(instanceLabel(title, number)).toBe(label);
    expect(isEncodableName(`${label}._wot._tcp.local`)).toBe(true);
  });
});

describe("A name", () => {
  it("is the same in capitals and with a dot at its end", () => {
    expect(sameName("Lamp._WOT._tcp.local.", "lamp._wot._tcp.Local")).toBe(true);
    expect(sameName("Ämp.local", "ämp.local")).toBe(false);
  });

  it.each(["", "a..b", `${"a".repeat(64)}.local`, "a.".repeat(130)])("cannot be carried: %j", (name) => {
    expect(isEncodableName(name)).toBe(false);
  });
});
