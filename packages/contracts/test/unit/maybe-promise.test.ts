import { describe, expect, it } from "vitest";
import { andThen, andThenAll, isPromise, type MaybePromise } from "../../src/index.js";

/** A promise of another make. */
const foreign = (value: number) =>
  // biome-ignore lint/suspicious/noThenProperty: that is what makes it one
  ({ then: (take: (value: number) => unknown) => take(value) }) as unknown as Promise<number>;

const double = (value: number): number => value * 2;

describe("isPromise", () => {
  it("tells promises of any make from values", () => {
    expect([Promise.resolve(1), foreign(1)].every(isPromise)).toBe(true);
    const values: MaybePromise<unknown>[] = [1, undefined, null, {}, JSON.parse('{"then":1}'), () => {}];
    expect(values.some(isPromise)).toBe(false);
  });
});

describe("andThen", () => {
  it("goes on at once with a value", () => {
    expect(andThen(2, double)).toBe(4);
  });

  it("goes on later with a promise, of another make as well", async () => {
    expect(await andThen(Promise.resolve(2), double)).toBe(4);
    const later = andThen(foreign(2), double);
    expect(later).toBeInstanceOf(Promise);
    expect(await later).toBe(4);
  });

  it("fails as what it waits for does", async () => {
    await expect(andThen(Promise.reject(new TypeError("no")), double)).rejects.toThrow("no");
  });
});

describe("andThenAll", () => {
  it("goes on at once when all are there, later when one is not, in order", async () => {
    const listed = (values: readonly number[]): string => values.join();
    expect(andThenAll([1, 2], listed)).toBe("1,2");
    expect(await andThenAll([1, Promise.resolve(2), foreign(3)], listed)).toBe("1,2,3");
  });
});
