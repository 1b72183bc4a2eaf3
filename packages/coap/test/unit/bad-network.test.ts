import { describe, expect, it } from "vitest";
import { trial } from "../../fuzz/bad-network/trial.js";

const seeds = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);

describe("On a network that loses, doubles, delays and reorders datagrams", () => {
  it("no request is lost, doubled or answered wrongly, observers end with the last state, and caches give none too old", async () => {
    const outcomes = { answered: 0, failed: 0 };
    for (const seed of seeds(50_000, 200)) {
      const { outcomes: own, complaints } = await trial(seed);
      expect(complaints, `seed ${seed}`).toEqual([]);
      outcomes.answered += own.answered;
      outcomes.failed += own.failed;
    }
    expect(outcomes.answered).toBeGreaterThan(1_500);
    expect(outcomes.failed).toBeGreaterThan(50);
  });

  it("a server that forgets what it has answered is found out", async () => {
    const reports = await Promise.all(seeds(60_000, 20).map((seed) => trial(seed, { maxExchanges: 0 })));
    expect(reports.flatMap(({ complaints }) => complaints).some((text) => /carried out \d times/.test(text))).toBe(
      true,
    );
  });

  it("a server that forgets half of a body is found out", async () => {
    const reports = await Promise.all(seeds(70_000, 20).map((seed) => trial(seed, { maxAssemblyBytes: 100 })));
    expect(reports.flatMap(({ complaints }) => complaints).some((text) => text.includes("got 4.08"))).toBe(true);
  });

  it("a server that lets caches keep a state for too long is found out", async () => {
    const reports = await Promise.all(seeds(80_000, 20).map((seed) => trial(seed, {}, 200)));
    expect(reports.flatMap(({ complaints }) => complaints).some((text) => text.includes("stale for"))).toBe(true);
  });
});
