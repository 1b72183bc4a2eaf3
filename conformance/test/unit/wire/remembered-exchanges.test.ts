import { describe, expect, it } from "vitest";
import { RememberedExchanges } from "../../../src/wire/remembered-exchanges.js";

/** Exchanges of 10 000 bytes, and what was sent for them. */
function remembering(maxBytes?: number) {
  const sent: string[] = [];
  const exchanges = new RememberedExchanges<string>(() => 10_000, maxBytes);
  const ask = (key: string) =>
    exchanges.ask(key, async () => {
      sent.push(key);
      return `answer ${sent.length}`;
    });
  return { exchanges, sent, ask };
}

describe("remembered exchanges", () => {
  it("ask the same question once, also while it is on its way", async () => {
    const { ask, sent } = remembering();
    expect(await Promise.all([ask("a"), ask("a")])).toEqual(["answer 1", "answer 1"]);
    expect(await ask("a")).toBe("answer 1");
    expect(sent).toEqual(["a"]);
  });

  it("forget the oldest answers beyond their limit", async () => {
    const { ask, sent } = remembering(25_000);
    for (const key of ["a", "b", "c", "c", "b", "a"]) await ask(key);
    expect(sent).toEqual(["a", "b", "c", "a"]);
  });

  it("forget everything when something has changed", async () => {
    const { exchanges, ask, sent } = remembering();
    await ask("a");
    exchanges.clear();
    await ask("a");
    expect(sent).toEqual(["a", "a"]);
  });
});
