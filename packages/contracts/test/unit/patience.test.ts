import { describe, expect, it } from "vitest";
import { abortedBy, type Clock, within } from "../../src/index.js";

/** A clock whose timers run when the test says so. */
function stoppedClock() {
  const timers = new Set<() => void>();
  const clock: Clock = {
    now: () => 0,
    after: (_delayMs, callback) => {
      timers.add(callback);
      return { cancel: () => timers.delete(callback) };
    },
  };
  const expire = (): void => {
    for (const callback of [...timers]) callback();
  };
  return { clock, timers, expire };
}

const forever = new Promise<never>(() => {});

describe("within", () => {
  it("is the result when that comes first, and leaves no timer and no listener behind", async () => {
    const { clock, timers } = stoppedClock();
    const controller = new AbortController();
    const gaveUp: unknown[] = [];
    const patience = { timeoutMs: 10, signal: controller.signal };
    expect(await within(1, patience, clock, (reason) => gaveUp.push(reason))).toBe(1);
    await expect(within(Promise.reject(new TypeError("no")), patience, clock)).rejects.toThrow("no");
    await Promise.resolve();
    expect(timers.size).toBe(0);
    controller.abort();
    expect(gaveUp).toEqual([]);
  });

  it("is a TimeoutError when the time is over, and gives up once", async () => {
    const { clock, expire } = stoppedClock();
    const controller = new AbortController();
    const gaveUp: string[] = [];
    const patience = { timeoutMs: 10, signal: controller.signal };
    const result = within(forever, patience, clock, ({ code }) => gaveUp.push(code));
    expire();
    controller.abort();
    await expect(result).rejects.toMatchObject({ code: "WOT_TIMEOUT", message: "no answer within 10 ms" });
    expect(gaveUp).toEqual(["WOT_TIMEOUT"]);
  });

  it("is an AbortError when the signal aborts, before or after, with its reason as the cause", async () => {
    const { clock, timers } = stoppedClock();
    const controller = new AbortController();
    const gaveUp: string[] = [];
    const giveUp = ({ code }: { code: string }) => gaveUp.push(code);
    const running = within(forever, { timeoutMs: 10, signal: controller.signal }, clock, giveUp);
    controller.abort("enough");
    await expect(running).rejects.toMatchObject({ code: "WOT_ABORTED", cause: "enough" });
    const late = within(1, { timeoutMs: 10, signal: controller.signal }, clock, giveUp);
    await expect(late).rejects.toMatchObject({ code: "WOT_ABORTED" });
    expect(gaveUp).toEqual(["WOT_ABORTED", "WOT_ABORTED"]);
    expect(timers.size).toBe(0);
  });

  it("does not leave a rejection behind that comes after the end", async () => {
    const { clock, expire } = stoppedClock();
    let fail!: (error: Error) => void;
    const work = new Promise<never>((_, reject) => {
      fail = reject;
    });
    const result = within(work, { timeoutMs: 10 }, clock);
    expire();
    fail(new TypeError("too late"));
    await expect(result).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
  });
});

describe("abortedBy", () => {
  it("has the signal's reason as its cause", () => {
    expect(abortedBy(AbortSignal.abort("why"))).toMatchObject({ code: "WOT_ABORTED", cause: "why" });
  });
});
