import { describe, expect, it } from "vitest";
import { transmissionParameters } from "../../../src/reliability/transmission-parameters.js";
import { bareLayer } from "../../lab/bare-layer.js";

const ALL_IDS = 0x1_0000;

/** A layer that has used all Message IDs, in the first `overMs`. */
async function usedUp(given: Parameters<typeof bareLayer>[0], overMs = 0) {
  const bench = bareLayer(given);
  for (let group = 0; group < 64; group++) {
    for (let index = 0; index < ALL_IDS / 64; index++) bench.layer.finish(bench.deliver("CON"));
    if (overMs > 0) await bench.clock.advance(overMs / 64);
  }
  return bench;
}

describe("Message IDs to one peer (RFC 7252 §4.4)", () => {
  it("are some 65,000 at once, each once, and none comes round within EXCHANGE_LIFETIME", async () => {
    const { sent, deliver, clock } = await usedUp({});
    const before = sent.length;
    expect(before).toBeGreaterThan(ALL_IDS - 1024);
    expect(new Set(sent.map(({ messageId }) => messageId)).size).toBe(before);
    for (let count = 0; count < 10; count++) deliver("CON");
    await clock.advance(246_000);
    expect(sent).toHaveLength(before);
    await clock.advance(1_100);
    expect(sent).toHaveLength(before + 1);
  });

  it("come round in the order in which they were used", async () => {
    const { layer, sent, deliver, clock } = await usedUp({}, 128_000);
    const lifetimeMs = 247_000;
    while (sent.length < ALL_IDS + 3_000) {
      const delivery = deliver("CON");
      while (delivery.state === "waiting") await clock.advance(500);
      layer.finish(delivery);
    }
    const usedAtMs = new Map<number, number>();
    const early = sent.filter(({ messageId, atMs }) => {
      const isEarly = atMs - (usedAtMs.get(messageId) ?? Number.NEGATIVE_INFINITY) < lifetimeMs;
      usedAtMs.set(messageId, atMs);
      return isEarly;
    });
    expect(early).toEqual([]);
    expect(clock.now()).toBeLessThan(lifetimeMs + 1_000 + 10_000);
  });

  it("keep no more than maxWaitingPerPeer messages waiting", async () => {
    const { deliver } = await usedUp({ maxWaitingPerPeer: 3 });
    for (let count = 0; count < 3; count++) deliver("CON");
    expect(() => deliver("CON")).toThrow(expect.objectContaining({ code: "WOT_STATE" }));
  });

  it("come round early where that is asked for, or with an NSTART above that of the open Internet", async () => {
    expect(transmissionParameters({}).reuseMessageIds).toBe(false);
    expect(transmissionParameters({ nstart: 64 }).reuseMessageIds).toBe(true);
    expect(transmissionParameters({ nstart: 64, reuseMessageIds: false }).reuseMessageIds).toBe(false);
    const { sent, deliver } = await usedUp({ reuseMessageIds: true });
    expect(deliver("CON").state).toBe("open");
    expect(sent).toHaveLength(ALL_IDS + 1);
  });

  it("are given out when messages go, not when they begin to wait", () => {
    const { layer, deliver, sent } = bareLayer();
    const [first, second, third] = [deliver("CON"), deliver("CON"), deliver("CON")];
    layer.finish(second!);
    layer.finish(first!);
    layer.finish(third!);
    expect(sent.map(({ messageId }) => messageId)).toEqual([1, 2]);
  });
});
