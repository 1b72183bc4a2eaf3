import { NetworkError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { EmissionFeed } from "../../../../src/server/subscriptions/emission-feed.js";
import { formatStamp } from "../../../../src/server/subscriptions/emission-stamp.js";
import { HistoryRoom } from "../../../../src/server/subscriptions/history-room.js";

const room = () => new HistoryRoom(1_000_000);
const newFeed = (capacity: number, named = {}) => new EmissionFeed({ ...source, ...named }, capacity, room());
const source = {};
const emission = (sequence: number, text = String(sequence)) => ({
  sequence,
  time: 0,
  content: { contentType: "application/json", body: Buffer.from(text) },
});

describe("EmissionFeed", () => {
  it("keeps each emission once, the latest of its capacity, in order", () => {
    const feed = newFeed(3);
    for (const sequence of [1, 2, 2, 3, 1, 4]) feed.record(emission(sequence));
    expect(feed.after(0).map(({ sequence }) => sequence)).toEqual([2, 3, 4]);
    expect(feed.after(3).map(({ sequence }) => sequence)).toEqual([4]);
    expect([feed.after(4), feed.after(99)]).toEqual([[], []]);
  });

  it("encodes an emission once for all its streams", () => {
    const feed = newFeed(3, { name: "a" });
    const one = feed.record(emission(1));
    expect(feed.frame(one).toString()).toBe("event: a\nid: 1970-01-01T00:00:00.000000000Z\ndata: 1\n\n");
    expect(feed.frame(one)).toBe(feed.frame(feed.record(emission(1))));
  });

  it("sends what is no object of one member as it is", () => {
    const feed = newFeed(3);
    const frame = feed.frame(feed.record(emission(1, "[1]"))).toString();
    expect(frame).toBe("id: 1970-01-01T00:00:00.000000000Z\ndata: [1]\n\n");
  });

  it("stamps each emission later than the one before, whatever the clock says (Profile observeproperty-5d)", () => {
    const feed = newFeed(10);
    const times = [5, 5, 6, 4, 4, 7];
    const stamps = times.map((time, i) => formatStamp(feed.record({ ...emission(i + 1), time }).stamp));
    expect([...stamps].sort()).toEqual(stamps);
    expect(new Set(stamps).size).toBe(times.length);
    expect(stamps.map((stamp) => Date.parse(stamp))).toEqual([5, 5, 6, 6, 6, 7]);
  });

  it("finds what came after a stamp: all that is left for an old one, nothing for a later one", () => {
    const feed = newFeed(3);
    const recorded = [1, 2, 3, 4].map((sequence) => feed.record(emission(sequence)));
    const since = (i: number) => feed.since(recorded[i]!.stamp).map(({ sequence }) => sequence);
    expect([since(0), since(2), since(3)]).toEqual([[2, 3, 4], [4], []]);
    expect(feed.since({ time: -1, count: 0 })).toHaveLength(3);
  });

  it("finds what came after a notification that it has sent, and nothing after any other", () => {
    const feed = newFeed(3);
    const first = feed.record(emission(1));
    const id = first.notificationId;
    feed.record(emission(2));
    expect(feed.sinceNotification(id).map(({ sequence }) => sequence)).toEqual([2]);
    expect(feed.sinceNotification("5d09d466-3ee6-49e2-a4af-fe50c4d86b96")).toEqual([]);
  });

  it("keeps no more bytes than there is room for, in all feeds together, and gives them back", () => {
    const shared = new HistoryRoom(3_000);
    const feeds = [new EmissionFeed(source, 10, shared), new EmissionFeed(source, 10, shared)];
    for (let sequence = 1; sequence <= 5; sequence++) feeds[0]!.record(emission(sequence, "x".repeat(700)));
    expect(feeds[0]!.after(0).map(({ sequence }) => sequence)).toEqual([3, 4, 5]);
    feeds[1]!.record(emission(1, "x".repeat(700)));
    expect([feeds[1]!.after(0), feeds[1]!.lastSequence]).toEqual([[], 1]);
    for (const feed of feeds) feed.clear();
    expect(shared.bytes).toBe(0);
  });

  it("tells each debtor once of a failure", () => {
    const feed = newFeed(3);
    const debt = feed.owe(10);
    const failure = new NetworkError("WOT_NETWORK", "gone");
    feed.fail(failure);
    expect([feed.settle(debt), feed.settle(debt), feed.settle(feed.owe(10))]).toEqual([failure, undefined, undefined]);
  });

  it("forgets debts that lapse, and the oldest over its capacity", () => {
    const feed = newFeed(2);
    feed.owe(10);
    expect([feed.owes(9), feed.owes(10)]).toEqual([true, false]);
    for (let i = 0; i < 100; i++) feed.owe(10);
    feed.owe(20);
    expect([feed.owes(15), feed.owes(20)]).toEqual([true, false]);
  });
});
