import { weirdName } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";
import { ManualClock } from "../../support/manual-clock.js";
import { serveThing } from "../../support/served-thing.js";

const get = (path: string, headers = "") =>
  `GET ${path} HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n${headers}\r\n`;

describe("EventStream", () => {
  it("names each event and numbers it (Profile observeproperty-5b, -5c)", async () => {
    await using served = await serveThing();
    await using raw = served.raw().send(get("/test-thing/properties/count"));
    const head = await raw.until("\r\n\r\n");
    expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\ncontent-type: text\/event-stream\r\n/);
    served.thing.property("count").set(7);
    expect(await raw.until("data: 7\n\n")).toContain("event: count\nid: 1\ndata: 7\n\n");
  });

  it("of everything carries the name apart from the value (Profile observeallproperties-5b)", async () => {
    await using served = await serveThing();
    await using raw = served.raw().send(get("/test-thing/events"));
    await raw.until("\r\n\r\n");
    served.thing.event("alarm").emit({ a: [1] });
    expect(await raw.until("\n\n")).toContain('event: alarm\nid: 1\ndata: {"a":[1]}\n\n');
  });

  it("sends what came after Last-Event-ID in so far as somebody was subscribed meanwhile", async () => {
    await using served = await serveThing();
    await using witness = served.raw().send(get("/test-thing/events/tick"));
    await witness.until("\r\n\r\n");
    for (const value of [1, 2, 3]) served.thing.event("tick").emit(value);
    await witness.until("data: 3");
    await using raw = served.raw().send(get("/test-thing/events/tick", "Last-Event-ID: 1\r\n"));
    const text = await raw.until("data: 3");
    expect([text.includes("data: 1\n"), text.includes("data: 2\n")]).toEqual([false, true]);
  });

  it("says something when it is quiet", async () => {
    const clock = new ManualClock();
    await using served = await serveThing({ clock });
    await using raw = served.raw().send(get("/test-thing/events/tick"));
    await raw.until("\r\n\r\n");
    clock.advance(15_000);
    expect(await raw.until(":\n\n")).toContain("\r\n:\n\n\r\n");
    expect(clock.pending).toBe(1);
  });

  it("stops its heartbeat when nobody is there", async () => {
    const clock = new ManualClock();
    await using served = await serveThing({ clock });
    const raw = served.raw().send(get("/test-thing/events/tick"));
    await raw.until("\r\n\r\n");
    await raw[Symbol.asyncDispose]();
    await served.thing.event("tick").emitter.untilActive(0, 2_000);
    clock.advance(15_000);
    expect(clock.pending).toBe(0);
  });

  it("gives a slow reader of a property the newest value, and buffers no more than its limit", async () => {
    await using served = await serveThing({ limits: { maxQueuedBytesPerSubscriber: 1_000 } });
    await using raw = served.raw().send(get(`/test-thing/properties/${encodeURIComponent(weirdName)}`));
    await raw.until("\r\n\r\n");
    raw.socket.pause();
    const filler = "x".repeat(20_000);
    for (let value = 1; value <= 2_000; value++) served.thing.property(weirdName).set(filler + value);
    raw.socket.resume();
    const text = await raw.until('x2000"\n');
    expect(text).toContain('x1"\n');
    expect(text.length).toBeLessThan(1_000 * filler.length);
  });

  it("cuts a slow reader of events, which thereby learns that it missed some", async () => {
    await using served = await serveThing({ limits: { maxQueuedBytesPerSubscriber: 1_000 } });
    await using raw = served.raw().send(get("/test-thing/events/tick"));
    await raw.until("\r\n\r\n");
    raw.socket.pause();
    for (let value = 1; value <= 500_000 && served.thing.event("tick").emitter.active > 0; value++) {
      served.thing.event("tick").emit(value);
      if (value % 1_000 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    raw.socket.resume();
    await raw.end();
    expect(served.thing.event("tick").emitter.active).toBe(0);
  });

  it("answers 429 over maxSubscriptionsPerClient and 503 over maxSubscriptions, and frees places again", async () => {
    await using perClient = await serveThing({ limits: { maxSubscriptionsPerClient: 1 } });
    await using total = await serveThing({ limits: { maxSubscriptions: 1 } });
    for (const [served, status] of [
      [perClient, 429],
      [total, 503],
    ] as const) {
      const first = served.raw().send(get("/test-thing/events/tick"));
      await first.until("\r\n\r\n");
      await using second = served.raw().send(get("/test-thing/events/alarm"));
      expect(await second.until("\r\n\r\n")).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      await first[Symbol.asyncDispose]();
      await served.thing.event("tick").emitter.untilActive(0, 2_000);
      await using third = served.raw().send(get("/test-thing/events/alarm"));
      expect(await third.until("\r\n\r\n")).toMatch(/^HTTP\/1.1 200 /);
    }
  });

  it("answers with the status of the Thing's refusal and subscribes to nothing", async () => {
    await using served = await serveThing();
    await using raw = served.raw().send(get("/test-thing/properties/failing"));
    expect(await raw.until("}")).toMatch(/^HTTP\/1\.1 409 /);
  });
});
