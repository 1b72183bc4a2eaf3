import { NetworkError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { SharedSource } from "../../../src/index.js";

function watched(source: SharedSource, kind: "property" | "event", name: string) {
  const ending = new AbortController();
  const said: string[] = [];
  const watch = source.watch(kind, name, {
    signal: ending.signal,
    timeoutMs: 1000,
    onReady: () => said.push("ready"),
    onResumed: () => said.push("resumed"),
    onInterrupted: ({ message }) => said.push(message),
    onInvalid: ({ message }) => said.push(message),
  });
  const values = watch[Symbol.asyncIterator]();
  return { said, watch, values, next: async () => (await values.next()).value, end: () => ending.abort() };
}

const gone = new NetworkError("WOT_NETWORK", "gone");

describe("a shared source", () => {
  it("gives the latest value of a property to each that watches it, and each event", async () => {
    const source = new SharedSource();
    source.value("state", 1);
    source.live();
    const [one, other, events] = [
      watched(source, "property", "state"),
      watched(source, "property", "state"),
      watched(source, "event", "pressed"),
    ];
    expect([await one.next(), await other.next()]).toEqual([1, 1]);
    expect(one.said).toEqual(["ready"]);
    const next = [one.next(), other.next()];
    source.value("state", 2);
    expect(await Promise.all(next)).toEqual([2, 2]);
    source.value("state", 3);
    source.value("state", 4);
    expect(await one.next()).toBe(4);
    const first = events.next();
    await Promise.resolve();
    for (let index = 0; index < 100; index++) source.event("pressed", index);
    expect([await first, await events.next()]).toEqual([36, 37]);
  });

  it("says when it is lost and when it is back, and forgets what it knew", async () => {
    const source = new SharedSource();
    const watcher = watched(source, "property", "state");
    const next = watcher.next();
    expect(watcher.said).toEqual(["the device is not connected"]);
    source.value("state", 1);
    source.live();
    expect(await next).toBe(1);
    expect(source.latest("state")).toBe(1);
    source.lost(gone);
    source.invalid("state", gone);
    expect(source.latest("state")).toBeUndefined();
    source.live();
    expect(source.latest("state")).toBeUndefined();
    expect(watcher.said).toEqual(["the device is not connected", "resumed", "gone", "gone", "resumed"]);
  });

  it("ends with the signal, while it waits and before it begins", async () => {
    const source = new SharedSource();
    const watcher = watched(source, "event", "pressed");
    const waiting = watcher.values.next();
    watcher.end();
    expect((await waiting).done).toBe(true);
    const late = watched(source, "event", "pressed");
    late.end();
    expect((await late.values.next()).done).toBe(true);
  });

  it("counts events that gave way to later ones, and gives those that have no data", async () => {
    const source = new SharedSource();
    source.live();
    const slow = watched(source, "event", "pressed");
    const first = slow.next();
    source.event("pressed", undefined);
    expect(await first).toBeUndefined();
    for (let number = 0; number < 100; number += 1) source.event("pressed", number);
    expect([slow.watch.missed, await slow.next()]).toEqual([36, 36]);
  });
});
