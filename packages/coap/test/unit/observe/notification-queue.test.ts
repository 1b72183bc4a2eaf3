import { describe, expect, it } from "vitest";
import { NotificationQueue } from "../../../src/observe/notification-queue.js";

const queue = (maxEntries = 2, onReturn: () => void = () => undefined) =>
  new NotificationQueue<number>(maxEntries, onReturn);

async function all(entries: AsyncIterable<number>): Promise<number[]> {
  const seen: number[] = [];
  for await (const entry of entries) seen.push(entry);
  return seen;
}

describe("A notification queue", () => {
  it("gives what is pushed before and after somebody asks, and then ends", async () => {
    const q = queue();
    q.push(1);
    const seen = all(q);
    await Promise.resolve();
    q.push(2);
    q.push(3);
    q.end();
    q.push(4);
    expect(await seen).toEqual([1, 2, 3]);
  });

  it("drops the oldest when full", async () => {
    const q = queue(2);
    for (const entry of [1, 2, 3, 4]) q.push(entry);
    q.end();
    expect(await all(q)).toEqual([3, 4]);
  });

  it("throws the error it ended with once, after what was queued", async () => {
    const q = queue();
    q.push(1);
    q.end(new TypeError("gone"));
    expect(await q.next()).toEqual({ done: false, value: 1 });
    await expect(q.next()).rejects.toThrow("gone");
    expect(await q.next()).toEqual({ done: true, value: undefined });
    const waiting = queue();
    const next = waiting.next();
    waiting.end(new TypeError("gone"));
    await expect(next).rejects.toThrow("gone");
    expect(await waiting.next()).toEqual({ done: true, value: undefined });
  });

  it("tells when its consumer leaves", async () => {
    let left = 0;
    const q = queue(2, () => {
      left++;
    });
    q.push(1);
    for await (const entry of q) if (entry === 1) break;
    expect(left).toBe(1);
  });
});
