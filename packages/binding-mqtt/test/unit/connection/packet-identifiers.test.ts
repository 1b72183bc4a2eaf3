import { describe, expect, it } from "vitest";
import { PacketIdentifiers } from "../../../src/connection/packet-identifiers.js";

describe("Packet identifiers", () => {
  it("are numbers from 1 to 65,535, none of which two have at once", () => {
    const identifiers = new PacketIdentifiers();
    const taken = new Set(Array.from({ length: 65_535 }, () => identifiers.take()));
    expect([taken.size, Math.min(...(taken as Set<number>)), identifiers.size]).toEqual([65_535, 1, 65_535]);
    expect(taken.has(undefined)).toBe(false);
    expect(identifiers.take()).toBeUndefined();
    identifiers.give(7);
    expect([identifiers.take(), identifiers.take()]).toEqual([7, undefined]);
  });

  it("are given back once, and then come again last", () => {
    const identifiers = new PacketIdentifiers();
    const one = identifiers.take() as number;
    identifiers.give(one);
    identifiers.give(one);
    identifiers.give(0);
    expect([identifiers.size, identifiers.take()]).toEqual([0, 2]);
  });
});
