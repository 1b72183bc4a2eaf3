import { type TestThing, weirdName } from "@thingwright/contract-tests";
import { RequestError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { ManualClock } from "../../../support/manual-clock.js";
import { type ServedThing, serveThing } from "../../../support/served-thing.js";

const get = (path: string, headers = "") =>
  `GET ${path} HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n${headers}\r\n`;

/**
 * The server has noticed that a stream's reader is gone: a connection that was closed before is noticed before one that
 * is made and answered afterwards.
 */
const goneFrom = async (served: ServedThing): Promise<void> => {
  for (let i = 0; i < 3; i++) await served.ask("/test-thing/properties/count", { headers: { connection: "close" } });
};

describe("EventStream", () => {
  it("names each event and stamps it with its time (Profile observeproperty-5b, -5c, -5d)", async () => {
    await using served = await serveThing();
    await using raw = served.raw().send(get("/test-thing/properties/count"));
    const head = await raw.until("\r\n\r\n");
    expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\ncontent-type: text\/event-stream\r\n/);
    served.thing.property("count").set(7);
    expect(await raw.until("data: 7\n\n")).toMatch(/event: count\nid: 2023-11-14T22:13:20.001000000Z\ndata: 7\n\n/);
  });

  it("of everything carries the name apart from the value (Profile observeallproperties-5b)", async () => {
    await using served = await serveThing();
    await using raw = served.raw().send(get("/test-thing/events"));
    await raw.until("\r\n\r\n");
    served.thing.event("alarm").emit({ a: [1] });
    expect(await raw.until("\n\n")).toMatch(/event: alarm\nid: \S+Z\ndata: \{"a":\[1\]\}\n\n/);
  });

  it.each([
    [
      "a property",
      "/test-thing/properties/count",
      (thing: TestThing, value: number) => thing.property("count").set(value),
    ],
    [
      "all properties",
      "/test-thing/properties",
      (thing: TestThing, value: number) => thing.property("count").set(value),
    ],
    ["an event", "/test-thing/events/tick", (thing: TestThing, value: number) => thing.event("tick").emit(value)],
    ["all events", "/test-thing/events", (thing: TestThing, value: number) => thing.event("tick").emit(value)],
  ])("of %s goes on after Last-Event-ID though nobody was there meanwhile (Profile …-6b)", async (_, path, happen) => {
    const clock = new ManualClock();
    await using served = await serveThing({ clock });
    const first = served.raw().send(get(path));
    await first.until("\r\n\r\n");
    for (const value of [1, 2]) happen(served.thing, value);
    const lastId = /id: (\S+)\ndata: 1\n/.exec(await first.until("data: 2"))?.[1];
    await first[Symbol.asyncDispose]();
    await goneFrom(served);
    for (const value of [3, 4]) happen(served.thing, value);
    clock.advance(9_999);
    await using second = served.raw().send(get(path, `Last-Event-ID: ${lastId}\r\n`));
    const values = [...(await second.until("data: 4\n")).matchAll(/data: (\d)\n/g)].map(([, value]) => value);
    expect(values).toEqual(["2", "3", "4"]);
  });

  it("sends all that is left for an id that is older", async () => {
    await using served = await serveThing({ limits: { maxReplayedEmissions: 2 } });
    await using witness = served.raw().send(get("/test-thing/events/tick"));
    await witness.until("\r\n\r\n");
    for (const value of [1, 2, 3]) served.thing.event("tick").emit(value);
    const old = "Last-Event-ID: 1999-12-31T23:59:59.999000000Z\r\n";
    await using raw = served.raw().send(get("/test-thing/events/tick", old));
    const text = await raw.until("data: 3");
    expect([text.includes("data: 1\n"), text.includes("data: 2\n")]).toEqual([false, true]);
  });

  it.each(["1", "0", "2999-01-01T00:00:00.000000000Z", "x", "\xff", "x".repeat(5_000)])(
    "begins with what comes for the id %.9j, which is none of its own",
    async (id) => {
      await using served = await serveThing();
      await using witness = served.raw().send(get("/test-thing/events/tick"));
      await witness.until("\r\n\r\n");
      served.thing.event("tick").emit(1);
      await using raw = served.raw();
      raw.send(Buffer.from(get("/test-thing/events/tick", `Last-Event-ID: ${id}\r\n`), "latin1"));
      await raw.until("\r\n\r\n");
      served.thing.event("tick").emit(2);
      const text = await raw.until("data: 2");
      expect(text).not.toContain("data: 1\n");
    },
  );

  it("lets go of the Thing when its history is over, and leaves no timer", async () => {
    const clock = new ManualClock();
    await using served = await serveThing({ clock });
    const raw = served.raw().send(get("/test-thing/events/tick"));
    await raw.until("\r\n\r\n");
    await raw[Symbol.asyncDispose]();
    await goneFrom(served);
    const { emitter } = served.thing.event("tick");
    clock.advance(9_999);
    expect(emitter.active).toBe(1);
    clock.advance(1);
    expect(emitter.active).toBe(0);
    clock.advance(15_000);
    expect(clock.pending).toBe(0);
  });

  it("keeps one subscription at the Thing when its reader comes back, and none that ended", async () => {
    await using served = await serveThing();
    const { emitter } = served.thing.event("tick");
    for (let i = 0; i < 3; i++) {
      await using raw = served.raw().send(get("/test-thing/events/tick"));
      await raw.until("\r\n\r\n");
      expect(emitter.active).toBe(1);
      await raw[Symbol.asyncDispose]();
      await goneFrom(served);
    }
    emitter.fail(new RequestError("WOT_UNAVAILABLE", "the sensor has come loose"));
    await using raw = served.raw().send(get("/test-thing/events/tick"));
    await raw.until("\r\n\r\n");
    expect(emitter.active).toBe(1);
  });

  it("keeps maxHistories at most, and none of a Thing that goes or of a server that stops", async () => {
    await using served = await serveThing({ limits: { maxHistories: 1 } });
    const { thing } = served;
    const leave = async (path: string) => {
      const raw = served.raw().send(get(path));
      await raw.until("\r\n\r\n");
      await raw[Symbol.asyncDispose]();
      await goneFrom(served);
    };
    await leave("/test-thing/events/tick");
    await leave("/test-thing/events/alarm");
    expect([thing.event("tick").emitter.active, thing.event("alarm").emitter.active]).toEqual([0, 1]);
    await served.server.withdraw(thing.id);
    expect(thing.event("alarm").emitter.active).toBe(0);
    await served.server.expose(thing);
    await leave("/test-thing/events/tick");
    await served.server.stop();
    expect(thing.event("tick").emitter.active).toBe(0);
  });

  it("keeps the newest emissions that maxHistoryBytes has room for, and none for 0", async () => {
    for (const [maxHistoryBytes, kept] of [
      [3_000, ["4", "5"]],
      [0, []],
    ] as const) {
      await using served = await serveThing({ limits: { maxHistoryBytes } });
      await using witness = served.raw().send(get("/test-thing/events/tick"));
      await witness.until("\r\n\r\n");
      for (const value of [1, 2, 3, 4, 5]) served.thing.event("tick").emit(String(value).repeat(1_000));
      const old = "Last-Event-ID: 1999-12-31T23:59:59.999000000Z\r\n";
      await using raw = served.raw().send(get("/test-thing/events/tick", old));
      await raw.until("\r\n\r\n");
      served.thing.event("tick").emit("end");
      const values = [...(await raw.until('"end"')).matchAll(/data: "(\d)/g)].map(([, value]) => value);
      expect(values).toEqual(kept);
    }
  });

  it("says when to come back if sseRetryMs is set", async () => {
    await using served = await serveThing({ limits: { sseRetryMs: 2_500 } });
    await using raw = served.raw().send(get("/test-thing/events/tick"));
    expect(await raw.until("retry")).toContain("\nretry: 2500\n\n");
  });

  it("says something each time that it has been quiet for sseHeartbeatMs", async () => {
    const clock = new ManualClock();
    await using served = await serveThing({ clock, limits: { sseHeartbeatMs: 7 } });
    await using raw = served.raw().send(get("/test-thing/events/tick"));
    await raw.until("\r\n\r\n");
    clock.advance(6);
    served.thing.event("tick").emit(1);
    await raw.until("data: 1");
    clock.advance(1);
    await raw.until(":\n\n\r\n");
    clock.advance(7);
    const beats = /data: 1\n\n\r\n(3\r\n:\n\n\r\n){2}$/;
    expect(await raw.until(beats)).toMatch(beats);
    expect(clock.pending).toBe(1);
  });

  it("stops its heartbeat when nobody is there", async () => {
    const clock = new ManualClock();
    await using served = await serveThing({ clock, limits: { historyMs: 0 } });
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
    await using served = await serveThing({ limits: { maxQueuedBytesPerSubscriber: 1_000, historyMs: 0 } });
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
    await using perClient = await serveThing({ limits: { maxSubscriptionsPerClient: 1, historyMs: 0 } });
    await using total = await serveThing({ limits: { maxSubscriptions: 1, historyMs: 0 } });
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

  it("counts subscriptions of one /64 network of IPv6 as those of one client, and frees their places again", async () => {
    const limits = { maxSubscriptionsPerClient: 1, historyMs: 0 };
    await using served = await serveThing({ limits, trustedProxies: ["127.0.0.1"] });
    const from = (address: string) =>
      served.raw().send(get("/test-thing/events/tick", `X-Forwarded-For: ${address}\r\n`));
    const first = from("2001:db8::1");
    expect(await first.until("\r\n\r\n")).toMatch(/^HTTP\/1.1 200 /);
    await using second = from("2001:db8::2");
    expect(await second.until("\r\n\r\n")).toMatch(/^HTTP\/1.1 429 /);
    const other = from("2001:db8:0:1::1");
    expect(await other.until("\r\n\r\n")).toMatch(/^HTTP\/1.1 200 /);
    await first[Symbol.asyncDispose]();
    await other[Symbol.asyncDispose]();
    await served.thing.event("tick").emitter.untilActive(0, 2_000);
    await using third = from("2001:db8::2");
    expect(await third.until("\r\n\r\n")).toMatch(/^HTTP\/1.1 200 /);
  });

  it("answers with the status of the Thing's refusal and subscribes to nothing", async () => {
    await using served = await serveThing();
    await using raw = served.raw().send(get("/test-thing/properties/failing"));
    expect(await raw.until("}")).toMatch(/^HTTP\/1\.1 409 /);
  });
});
