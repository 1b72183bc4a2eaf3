import { describe, expect, it } from "vitest";
import { merged } from "../../src/index.js";

async function* listed<T>(...values: readonly T[]): AsyncGenerator<T> {
  yield* values;
}

async function* failing(): AsyncGenerator<number> {
  yield 1;
  throw new TypeError("no network");
}

const collected = async <T>(source: AsyncIterable<T>): Promise<readonly T[]> => {
  const all: T[] = [];
  for await (const value of source) all.push(value);
  return all;
};

describe("merged sources", () => {
  it("bring what each has, and end when all have", async () => {
    expect([...(await collected(merged([listed(1, 2), listed(3), listed<number>()], () => {})))].sort()).toEqual([
      1, 2, 3,
    ]);
    expect(await collected(merged([], () => {}))).toEqual([]);
  });

  it("go on when one of them fails, and say why it did", async () => {
    const reasons: string[] = [];
    expect(
      [...(await collected(merged([failing(), listed(2)], (error) => reasons.push(String(error)))))].sort(),
    ).toEqual([1, 2]);
    expect(reasons).toEqual(["TypeError: no network"]);
  });

  it("do not wait for one that brings nothing, and are ended with the whole", async () => {
    let isEnded = false;
    const silent: AsyncIterable<number> = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise(() => {}),
        return: async () => {
          isEnded = true;
          return { done: true, value: undefined };
        },
      }),
    };
    for await (const value of merged([silent, listed(7)], () => {})) {
      expect(value).toBe(7);
      break;
    }
    expect(isEnded).toBe(true);
  });
});
