import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { PendingAnswers } from "../../../../src/server/answers/pending-answers.js";
import { ManualClock } from "../../../support/manual-clock.js";

const limits = { handlerTimeoutMs: 1_600, maxPipelinedRequests: 2, maxPendingRequests: 3, maxStreamsPerConnection: 9 };

function waiting() {
  const clock = new ManualClock();
  const pending = new PendingAnswers(limits, clock);
  const log: unknown[] = [];
  const socket = { destroy: () => log.push("destroyed") };
  const message = { socket, httpVersionMajor: 1 } as unknown as IncomingMessage;
  const add = (result: Promise<unknown>, behind = false): void =>
    pending.add(
      { message, response: { socket: behind ? null : socket } },
      result,
      (_request, value) => {
        if (value instanceof Error) throw value;
        log.push(value);
      },
      (_request, error) => {
        if (error instanceof RangeError) throw error;
        log.push((error as { code?: string }).code ?? String(error));
      },
    );
  return { clock, pending, log, add };
}

const never = new Promise(() => {});
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("PendingAnswers", () => {
  it("answers when the result is there, and refuses when it fails or cannot be answered with", async () => {
    const { log, add, pending } = waiting();
    add(Promise.resolve("value"));
    add(Promise.reject(new TypeError("no")));
    add(Promise.resolve(new TypeError("unanswerable")));
    expect(pending.isFull).toBe(true);
    await turn();
    expect(log).toEqual(["value", "TypeError: no", "TypeError: unanswerable"]);
    expect(pending.isFull).toBe(false);
  });

  it("closes the connection when not even a refusal can be written", async () => {
    const { log, add } = waiting();
    add(Promise.reject(new RangeError("unspeakable")));
    await turn();
    expect(log).toEqual(["destroyed"]);
  });

  it("refuses what takes too long, at most a sixteenth late, and nothing that was answered", async () => {
    const { clock, log, add } = waiting();
    add(Promise.resolve("in time"));
    add(never);
    await turn();
    clock.advance(50);
    add(never);
    clock.advance(1_549);
    expect(log).toEqual(["in time"]);
    clock.advance(101);
    expect(log).toEqual(["in time", "WOT_TIMEOUT", "WOT_TIMEOUT"]);
    add(never);
    clock.advance(1_700);
    expect(log).toHaveLength(4);
  });

  it("has no timer for each request", () => {
    const { clock, add } = waiting();
    for (let request = 0; request < 100; request += 1) add(never);
    expect(clock.pending).toBeLessThanOrEqual(2);
  });

  it("closes a connection on which too many wait behind others", () => {
    const { log, add } = waiting();
    add(never);
    add(never, true);
    expect(log).toEqual([]);
    add(never, true);
    expect(log).toEqual(["WOT_TOO_MANY", "destroyed"]);
  });
});
