import { describe, expect, it } from "vitest";
import { Ledger } from "../../../src/run/ledger.js";

const write = (effect: string, restore?: () => Promise<string | undefined>) => ({
  safety: "write" as const,
  effect,
  ...(restore === undefined ? {} : { restore }),
});

describe("the ledger", () => {
  it("refuses what was not agreed to, and names no effect of it", async () => {
    const said: string[] = [];
    const ledger = new Ledger(new Set(["write"]), (effect) => said.push(effect));
    expect(ledger.enter({ safety: "invoke", effect: "moves the blind" })).toBe("invoke is not allowed");
    expect(ledger.enter(write("sets a"))).toBeUndefined();
    expect(said).toEqual(["sets a"]);
    expect(await ledger.settle()).toEqual([]);
  });

  it("puts everything back once, the last change first", async () => {
    const restored: string[] = [];
    const ledger = new Ledger(new Set(["write"]));
    for (const name of ["a", "b"]) {
      ledger.enter(
        write(name, async () => {
          restored.push(name);
          return undefined;
        }),
      );
    }
    expect([await ledger.settle(), await ledger.settle()]).toEqual([[], []]);
    expect(restored).toEqual(["b", "a"]);
  });

  it("names what it could not put back, and goes on", async () => {
    const ledger = new Ledger(new Set(["write"]));
    ledger.enter(write("sets a", async () => "it is 41 and was 40"));
    ledger.enter(write("sets b", () => Promise.reject(new Error("gone"))));
    expect(await ledger.settle()).toEqual([
      { effect: "sets b", why: "gone" },
      { effect: "sets a", why: "it is 41 and was 40" },
    ]);
  });
});
