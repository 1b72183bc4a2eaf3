import { describe, expect, it } from "vitest";
import { ManualClock } from "../../../support/manual-clock.js";
import { type Answer, type ServedThing, serveThing } from "../../../support/served-thing.js";

const poll = "/test-thing/properties/count/poll";
const noWait = { headers: { prefer: "wait=0" } };

/** Where the answer says that the poll goes on. */
const nextOf = (answer: Answer): string => /<([^>]+)>; rel="next"/.exec(String(answer.headers.link))![1]!;

const emitter = (served: ServedThing) => served.thing.property("count").emitter;

describe("LongPoll", () => {
  it("waits for the next value", async () => {
    await using served = await serveThing();
    const answer = served.ask(poll);
    await emitter(served).untilActive(1, 2_000);
    served.thing.property("count").set(5);
    expect((await answer).json).toBe(5);
  });

  it("answers 204 when nothing comes in time", async () => {
    const clock = new ManualClock();
    await using served = await serveThing({ clock, limits: { longPollMs: 500 } });
    const answer = served.ask(poll, { headers: { prefer: "wait=30" } });
    await emitter(served).untilActive(1, 2_000);
    clock.advance(500);
    expect((await answer).status).toBe(204);
  });

  it("holds a poll of a client that may take a 204 for an emission", async () => {
    const clock = new ManualClock();
    await using served = await serveThing({ clock, limits: { longPollMs: 500, plainLongPollMs: 5_000 } });
    const answer = served.ask(poll);
    await emitter(served).untilActive(1, 2_000);
    clock.advance(4_999);
    served.thing.property("count").set(5);
    expect((await answer).json).toBe(5);
  });

  it("answers 204 even to such a client when it has held the poll for plainLongPollMs", async () => {
    const clock = new ManualClock();
    await using served = await serveThing({ clock, limits: { plainLongPollMs: 5_000 } });
    const answer = served.ask(poll);
    await emitter(served).untilActive(1, 2_000);
    clock.advance(5_000);
    expect((await answer).status).toBe(204);
  });

  it("answers at once to Prefer: wait=0, subscribed from then on", async () => {
    await using served = await serveThing();
    expect((await served.ask(poll, noWait)).status).toBe(204);
    expect(emitter(served).active).toBe(1);
  });

  it("loses nothing between two polls that follow its links", async () => {
    await using served = await serveThing();
    let next = nextOf(await served.ask(poll, noWait));
    for (let value = 1; value <= 20; value++) served.thing.property("count").set(value);
    for (let value = 1; value <= 20; value++) {
      const answer = await served.ask(next);
      expect(answer.json).toBe(value);
      next = nextOf(answer);
    }
  });

  it("keeps one subscription for all clients between two polls", async () => {
    await using served = await serveThing();
    const nexts = [nextOf(await served.ask(poll, noWait)), nextOf(await served.ask(poll, noWait))];
    expect(emitter(served).active).toBe(1);
    served.thing.property("count").set(1);
    for (const next of nexts) expect((await served.ask(next)).json).toBe(1);
    expect(emitter(served).active).toBe(1);
  });

  it("keeps no more than maxReplayedEmissions", async () => {
    await using served = await serveThing({ limits: { maxReplayedEmissions: 3 } });
    const next = nextOf(await served.ask(poll, noWait));
    for (let value = 1; value <= 20; value++) served.thing.property("count").set(value);
    expect((await served.ask(next)).json).toBe(18);
  });

  it("cancels at the Thing when nobody comes back in time", async () => {
    const clock = new ManualClock();
    await using served = await serveThing({ clock, limits: { longPollLingerMs: 1_000 } });
    await served.ask(poll, noWait);
    clock.advance(999);
    expect(emitter(served).active).toBe(1);
    clock.advance(1);
    expect(emitter(served).active).toBe(0);
  });

  it("cancels at once when the last client says that it leaves, and not before", async () => {
    await using served = await serveThing();
    const nexts = [nextOf(await served.ask(poll, noWait)), nextOf(await served.ask(poll, noWait))];
    expect((await served.ask(nexts[0]!, { method: "DELETE" })).status).toBe(204);
    expect(emitter(served).active).toBe(1);
    await served.ask(nexts[1]!, { method: "DELETE" });
    expect(emitter(served).active).toBe(0);
  });

  it("cancels when its client has gone without an answer", async () => {
    await using served = await serveThing();
    await using raw = served.raw();
    raw.send(`GET ${poll} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await emitter(served).untilActive(1, 2_000);
    raw.socket.destroy();
    await emitter(served).untilActive(0, 2_000);
  });

  it("repeats no credential of the query in its link", async () => {
    await using served = await serveThing();
    expect(nextOf(await served.ask(`${poll}?apikey=secret`, noWait))).toMatch(
      /^\/test-thing\/properties\/count\/poll\?poll-after=0\.\d+$/,
    );
  });

  it.each(["x", "-1", "1.x", "99999999999999999999", "5.", "%ff"])("takes the cursor %j for none", async (cursor) => {
    await using served = await serveThing();
    const answer = await served.ask(`${poll}?poll-after=${cursor}`, noWait);
    expect(answer.status).toBe(204);
  });

  it("answers 503 when the server stops meanwhile", async () => {
    await using served = await serveThing();
    const answer = served.ask(poll);
    await emitter(served).untilActive(1, 2_000);
    await served.server.stop();
    expect(await answer).toMatchObject({ status: 503, json: { code: "WOT_UNAVAILABLE" } });
    expect(emitter(served).active).toBe(0);
  });

  it("answers 404 when the Thing is withdrawn meanwhile", async () => {
    await using served = await serveThing();
    const answer = served.ask(poll);
    await emitter(served).untilActive(1, 2_000);
    await served.server.withdraw(served.thing.id);
    expect((await answer).status).toBe(404);
  });
});
