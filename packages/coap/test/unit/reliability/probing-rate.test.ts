import { describe, expect, it } from "vitest";
import { Code } from "../../../src/index.js";
import { bareLayer } from "../../lab/bare-layer.js";
import { lab, within } from "../../lab/lab.js";

/** Sends Non-confirmable messages one after the other, and waits a second for the answer to each. */
async function insist(bench: ReturnType<typeof bareLayer>, forMs: number) {
  const { clock, layer, deliver } = bench;
  const endMs = clock.now() + forMs;
  while (clock.now() < endMs) {
    const delivery = deliver("NON");
    while (delivery.state === "waiting" && clock.now() < endMs) await clock.advance(100);
    await clock.advance(1_000);
    layer.finish(delivery);
  }
}

describe("PROBING_RATE (RFC 7252 §4.7)", () => {
  it("bounds what goes to a peer from which nothing comes back", async () => {
    const bench = bareLayer();
    await insist(bench, 1_000_000);
    const bytes = bench.sent.length * 40;
    expect(bytes / 1_000).toBeGreaterThan(0.9);
    expect(bytes / 1_000).toBeLessThan(1.3);
    const waits = bench.sent.slice(1, 8).map(({ atMs }, index) => (atMs - bench.sent[index]!.atMs) / 1_000);
    expect(waits.map(Math.round)).toEqual([2, 4, 8, 16, 32, 40, 40]);
  });

  it("is one of the transmission parameters", async () => {
    const bench = bareLayer({ probingBytesPerSecond: 20 });
    await insist(bench, 100_000);
    expect(bench.sent.length).toBeGreaterThanOrEqual(49);
    expect(bench.sent.length).toBeLessThanOrEqual(51);
  });

  it("holds no longer than until the peer is heard of", async () => {
    const bench = bareLayer();
    await insist(bench, 60_000);
    const before = bench.sent.length;
    bench.deliver("NON");
    expect(bench.sent).toHaveLength(before);
    bench.hear();
    expect(bench.sent).toHaveLength(before + 1);
  });

  it("does not hold back Confirmable messages, which have waits of their own", async () => {
    const bench = bareLayer();
    await insist(bench, 60_000);
    const before = bench.sent.length;
    bench.deliver("NON");
    const confirmable = bench.deliver("CON");
    expect(bench.sent).toHaveLength(before + 1);
    expect(confirmable.state).toBe("open");
  });

  it("does not count what was answered", async () => {
    const bench = bareLayer();
    for (let count = 0; count < 100; count++) {
      const delivery = bench.deliver("NON");
      bench.hear();
      bench.layer.finish(delivery);
    }
    expect(bench.sent).toHaveLength(100);
  });

  it("shows to a caller as a request that was not sent", async () => {
    const { client, clock, network } = await lab({ handler: () => ({ code: Code.Content }) });
    network.onSend = () => false;
    const coap = client();
    const ask = () => coap.request({ url: "coap://10.9.9.9/", confirmable: false, timeoutMs: 1_000 });
    await expect(within(clock, 2_000, ask())).rejects.toMatchObject({ code: "WOT_TIMEOUT", sent: true });
    await expect(within(clock, 2_000, ask())).rejects.toMatchObject({ code: "WOT_TIMEOUT", sent: false });
  });
});

describe("NSTART (RFC 7252 §4.7)", () => {
  it("bounds the separate responses on their way to a client", async () => {
    const { rawPeer, clock } = await lab({
      handler: () => new Promise((resolve) => clock.setTimer(() => resolve({ code: Code.Content }), 1_000)),
    });
    const peer = await rawPeer();
    for (let messageId = 1; messageId <= 3; messageId++)
      peer.send({ type: 0, code: Code.GET, messageId, token: Uint8Array.of(messageId) });
    await clock.advance(500);
    expect(peer.take().map(({ type, code }) => [type, code])).toEqual([1, 2, 3].map(() => [2, 0]));
    const answered: number[] = [];
    for (let count = 0; count < 3; count++) {
      await clock.advance(count === 0 ? 700 : 10);
      const responses = peer.take();
      expect(responses).toHaveLength(1);
      answered.push(responses[0]!.token[0]!);
      peer.send({ type: 2, code: 0, messageId: responses[0]!.messageId });
    }
    expect(answered).toEqual([1, 2, 3]);
  });
});
