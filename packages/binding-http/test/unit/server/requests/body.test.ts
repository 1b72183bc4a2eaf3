import { describe, expect, it } from "vitest";
import { ManualClock } from "../../../support/manual-clock.js";
import { serveThing } from "../../../support/served-thing.js";

const head = "PUT /test-thing/properties/count HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
const chunk = (bytes: number): string => `${bytes.toString(16)}\r\n${"1".repeat(bytes)}\r\n`;

describe("a body that never ends", () => {
  it("is refused on a connection that stays open until its sender can have read why", async () => {
    const clock = new ManualClock();
    const limits = { maxBodyBytes: 1_000, refusedBodyLingerMs: 700 };
    await using served = await serveThing({ clock, limits });
    await using peer = served.raw();
    peer.send(head + chunk(1_001));
    expect(await peer.until("\r\n\r\n")).toContain("HTTP/1.1 413 ");
    const timers = clock.pending;
    peer.send(chunk(1_000));
    while (clock.pending === timers) await new Promise(setImmediate);
    clock.advance(699);
    expect(peer.closed).toBe(false);
    clock.advance(1);
    await peer.end();
    expect(clock.pending).toBe(timers);
  });
});
