import { NetworkError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { EmissionFeed } from "../../../src/server/emission-feed.js";

const source = { thingId: "urn:x", path: "/x", conflates: false, open: () => ({ cancel() {} }) };
const emission = (sequence: number, text = String(sequence)) => ({
  sequence,
  time: 0,
  content: { contentType: "application/json", body: Buffer.from(text) },
});

describe("EmissionFeed", () => {
  it("keeps each emission once, the latest of its capacity, in order", () => {
    const feed = new EmissionFeed(source, 3);
    for (const sequence of [1, 2, 2, 3, 1, 4]) feed.record(emission(sequence));
    expect(feed.after(0).map(({ sequence }) => sequence)).toEqual([2, 3, 4]);
    expect(feed.after(3).map(({ sequence }) => sequence)).toEqual([4]);
    expect([feed.after(4), feed.after(99)]).toEqual([[], []]);
  });

  it("encodes an emission once for all its streams", () => {
    const feed = new EmissionFeed({ ...source, name: "a" }, 3);
    const one = emission(1);
    expect(feed.frame(one)).toBe("event: a\nid: 1\ndata: 1\n\n");
    expect(feed.frame(one)).toBe(feed.frame(one));
  });

  it("sends what is no object of one member as it is", () => {
    expect(new EmissionFeed(source, 3).frame(emission(1, "[1]"))).toBe("id: 1\ndata: [1]\n\n");
  });

  it("tells each debtor once of a failure", () => {
    const feed = new EmissionFeed(source, 3);
    const debt = feed.owe(10);
    const failure = new NetworkError("WOT_NETWORK", "gone");
    feed.fail(failure);
    expect([feed.settle(debt), feed.settle(debt), feed.settle(feed.owe(10))]).toEqual([failure, undefined, undefined]);
  });

  it("forgets debts that lapse, and the oldest over its capacity", () => {
    const feed = new EmissionFeed(source, 2);
    feed.owe(10);
    expect([feed.owes(9), feed.owes(10)]).toEqual([true, false]);
    for (let i = 0; i < 100; i++) feed.owe(10);
    feed.owe(20);
    expect([feed.owes(15), feed.owes(20)]).toEqual([true, false]);
  });
});
