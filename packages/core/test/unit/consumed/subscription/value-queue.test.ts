import { describe, expect, it } from "vitest";
import { ValueQueue } from "../../../../src/consumed/subscription/value-queue.js";

const done = { done: true, value: undefined };
const queueOf = (maxQueued = 10, onReturn = async () => {}) => new ValueQueue<number>(maxQueued, onReturn);

describe("ValueQueue", () => {
  it("keeps values for the reader, in order", async () => {
    const queue = queueOf();
    queue.push(1);
    queue.push(2);
    expect([await queue.next(), await queue.next()].map(({ value }) => value)).toEqual([1, 2]);
  });

  it("hands a value to the reader that waits longest", async () => {
    const queue = queueOf();
    const readers = [queue.next(), queue.next()];
    queue.push(1);
    queue.push(2);
    expect((await Promise.all(readers)).map(({ value }) => value)).toEqual([1, 2]);
  });

  it("lets the oldest give way at its bound and counts them", async () => {
    const queue = queueOf(2);
    for (const value of [1, 2, 3, 4]) queue.push(value);
    expect(queue.missed).toBe(2);
    expect([(await queue.next()).value, (await queue.next()).value]).toEqual([3, 4]);
  });

  it("has a bound of one at least", () => {
    for (const bound of [0, -1, Number.NaN]) expect(() => queueOf(bound)).toThrow(/at least 1/);
    expect(() => queueOf(Number.POSITIVE_INFINITY)).not.toThrow();
  });

  it("gives what waits before it ends, and takes nothing more", async () => {
    const queue = queueOf();
    queue.push(1);
    queue.end();
    queue.push(2);
    queue.fail(new Error("too late"));
    expect(await queue.next()).toEqual({ done: false, value: 1 });
    expect([await queue.next(), await queue.next()]).toEqual([done, done]);
  });

  it("throws its failure once, after what waits", async () => {
    const queue = queueOf();
    queue.push(1);
    queue.fail(new Error("lost"));
    queue.end();
    expect((await queue.next()).value).toBe(1);
    await expect(queue.next()).rejects.toThrow("lost");
    expect(await queue.next()).toEqual(done);
  });

  it("fails one of several readers that wait and ends for the others", async () => {
    const queue = queueOf();
    const readers = [queue.next(), queue.next()];
    queue.fail(new Error("lost"));
    await expect(readers[0]).rejects.toThrow("lost");
    expect(await readers[1]).toEqual(done);
  });

  it("keeps a failure that nobody reads to itself", async () => {
    const rejections: unknown[] = [];
    const hear = (reason: unknown) => void rejections.push(reason);
    process.on("unhandledRejection", hear);
    queueOf().fail(new Error("nobody cares"));
    await new Promise((resolve) => setImmediate(resolve));
    process.off("unhandledRejection", hear);
    expect(rejections).toEqual([]);
  });

  it("ends what brings the values when the loop is left, and dismisses everybody who waits", async () => {
    let ended = 0;
    const queue = queueOf(10, async () => {
      ended += 1;
    });
    const waiting = queue.next();
    expect(await queue.return()).toEqual(done);
    expect(await waiting).toEqual(done);
    const other = queueOf(10, async () => {
      ended += 1;
    });
    other.push(1);
    other.push(2);
    for await (const value of other) {
      expect(value).toBe(1);
      break;
    }
    expect(await other.next()).toEqual(done);
    expect(ended).toBe(2);
  });
});
