import { setMaxListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { steadyPace } from "../../../src/run/pace.js";

const never = new AbortController().signal;
setMaxListeners(0, never);

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

/** When each of so many requests goes, in milliseconds from now. */
async function turns(count: number, pace = steadyPace(10, Date.now), address = "a"): Promise<readonly number[]> {
  const startMs = Date.now();
  const gone: number[] = [];
  for (let index = 0; index < count; index += 1) {
    void pace.turn(address, never).then(() => gone.push(Date.now() - startMs));
  }
  await vi.advanceTimersByTimeAsync(60_000);
  return gone;
}

describe("a steady pace", () => {
  it("lets a second's worth go at once, and then one at a time", async () => {
    expect(await turns(13)).toEqual([...Array(10).fill(0), 100, 200, 300]);
  });

  it("counts each address by itself", async () => {
    const pace = steadyPace(10, Date.now);
    await turns(30, pace, "a");
    expect(await turns(1, pace, "b")).toEqual([0]);
  });

  it("does not keep waiting who has been told to end", async () => {
    const pace = steadyPace(1, Date.now);
    const controller = new AbortController();
    await pace.turn("a", never);
    const second = pace.turn("a", controller.signal);
    controller.abort();
    await expect(second).resolves.toBeUndefined();
    await expect(pace.turn("a", controller.signal)).resolves.toBeUndefined();
  });
});
