import { describe, expect, it } from "vitest";
import { ManualClock } from "../../../support/manual-clock.js";
import { serveThing } from "../../../support/served-thing.js";

/** More than the buffers of both ends of a loopback connection take without a reader. */
const large = Buffer.alloc(12 * 1024 * 1024, 0x78);
const get = "GET /test-thing/properties/bytes HTTP/1.1\r\nHost: x\r\n\r\n";

describe("UnsentAnswers", () => {
  it("cut off a peer that does not read its answer", async () => {
    const clock = new ManualClock();
    await using served = await serveThing({ clock, limits: { sendTimeoutMs: 16_000 } });
    served.thing.property("bytes").value = large;
    await using peer = served.raw();
    peer.socket.pause();
    peer.send(get);
    await served.thing.calls.until("readproperty", "bytes", 1, 2_000);
    clock.advance(17_001);
    peer.socket.resume();
    expect((await peer.end()).length).toBeLessThan(large.length);
  });

  it("leave nothing behind for one that does", async () => {
    const clock = new ManualClock();
    await using served = await serveThing({ clock, limits: { maxUnsentBytes: large.length } });
    served.thing.property("bytes").value = large;
    for (let turn = 0; turn < 3; turn += 1) {
      expect((await served.ask("/test-thing/properties/bytes")).text).toHaveLength(large.length);
    }
  });

  it("have no room for more than maxUnsentBytes, and say when to try again", async () => {
    await using served = await serveThing({ limits: { maxUnsentBytes: large.length + 1_000 } });
    served.thing.property("bytes").value = large;
    await using peer = served.raw();
    peer.socket.pause();
    peer.send(get);
    await served.thing.calls.until("readproperty", "bytes", 1, 2_000);
    const refused = await served.ask("/test-thing/properties/bytes");
    expect([refused.status, refused.headers["retry-after"]]).toEqual([503, "1"]);
    expect((await served.ask("/test-thing/properties/count")).status).toBe(200);
    peer.socket.destroy();
    await expect.poll(async () => (await served.ask("/test-thing/properties/bytes")).status).toBe(200);
  });

  it("refuse what no answer may have, as a fault of the Thing", async () => {
    await using served = await serveThing({ limits: { maxResponseBytes: 4_000 } });
    expect((await served.ask("/test-thing/properties/blob")).status).toBe(500);
    expect((await served.ask("/test-thing/properties/count")).status).toBe(200);
  });
});
