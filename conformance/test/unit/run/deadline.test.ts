import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Deadline } from "../../../src/run/deadline.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("a deadline", () => {
  it("ends the run when its time is up", () => {
    const deadline = new Deadline(100);
    vi.advanceTimersByTime(99);
    expect([deadline.signal.aborted, deadline.ending]).toEqual([false, "complete"]);
    vi.advanceTimersByTime(1);
    expect([deadline.signal.aborted, deadline.ending]).toEqual([true, "deadline"]);
  });

  it("ends it with the user, also when the user was earlier", () => {
    const controller = new AbortController();
    const deadline = new Deadline(100, controller.signal);
    controller.abort();
    expect([deadline.signal.aborted, deadline.ending]).toEqual([true, "interrupted"]);
    expect(new Deadline(100, AbortSignal.abort()).ending).toBe("interrupted");
  });

  it("keeps to what ended it first", () => {
    const deadline = new Deadline(100);
    deadline.end("failure");
    vi.advanceTimersByTime(100);
    expect(deadline.ending).toBe("failure");
  });

  it("does nothing any more when it is cleared", () => {
    const controller = new AbortController();
    const deadline = new Deadline(100, controller.signal);
    deadline.clear();
    controller.abort();
    vi.advanceTimersByTime(100);
    expect(deadline.signal.aborted).toBe(false);
  });
});
