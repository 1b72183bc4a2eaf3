import { describe, expect, it, vi } from "vitest";
import { Ledger, restoreTimeoutMs } from "../../../src/run/ledger.js";
import type { RunEvent } from "../../../src/run/progress.js";

const never = new AbortController().signal;

const write = (effect: string, restore?: () => Promise<string | undefined>) => ({
  safety: "write" as const,
  effect,
  ...(restore === undefined ? {} : { restore }),
});

describe("the ledger", () => {
  it("refuses what was not agreed to, and names no effect of it", () => {
    const said: RunEvent[] = [];
    const ledger = new Ledger(new Set(["write"]), never, (event) => said.push(event));
    expect(ledger.enter({ safety: "invoke", effect: "moves the blind" })).toBe("invoke is not allowed");
    expect(ledger.enter(write("sets a"))).toBeUndefined();
    expect(said).toEqual([{ kind: "effect", effect: "sets a" }]);
    expect(ledger.effects).toEqual(["sets a"]);
  });

  it("refuses everything when the run has ended", () => {
    const ledger = new Ledger(new Set(["write"]), AbortSignal.abort());
    expect(ledger.enter(write("sets a"))).toBe("the run has ended");
  });

  it("puts everything back once, the last change first", async () => {
    const restored: string[] = [];
    const ledger = new Ledger(new Set(["write"]), never);
    for (const name of ["a", "b"]) {
      const restore = async () => void restored.push(name) as undefined;
      ledger.enter(write(name, restore));
    }
    await ledger.settle();
    await ledger.settle();
    expect(restored).toEqual(["b", "a"]);
    expect(ledger.unrestored).toEqual([]);
  });

  it("names what it could not put back, and goes on", async () => {
    const ledger = new Ledger(new Set(["write"]), never);
    ledger.enter(write("sets a", async () => "it is 41 and was 40"));
    ledger.enter(write("sets b", () => Promise.reject(new Error("gone"))));
    await ledger.settle();
    expect(ledger.unrestored).toEqual([
      { effect: "sets b", why: "gone" },
      { effect: "sets a", why: "it is 41 and was 40" },
    ]);
  });

  it("does not wait for ever", async () => {
    const timeout = vi.spyOn(AbortSignal, "timeout").mockReturnValue(AbortSignal.abort());
    const ledger = new Ledger(new Set(["write"]), never);
    ledger.enter(write("sets a", () => new Promise(() => {})));
    await ledger.settle();
    timeout.mockRestore();
    expect(ledger.unrestored).toEqual([{ effect: "sets a", why: `it was not put back within ${restoreTimeoutMs} ms` }]);
  });
});
