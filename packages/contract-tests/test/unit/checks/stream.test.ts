import { describe, expect, it } from "vitest";
import { expectHeard } from "../../../src/checks/stream.js";
import { jsonContent, recordingSink } from "../../../src/index.js";

const changes = [1, 2, 3].map((count) => ({ count }));

/** Whether a sink that was told `heard` has heard what was sent. */
function judge(heard: readonly unknown[], sent: readonly unknown[], mayConflate: boolean): Promise<void> {
  const sink = recordingSink();
  for (const value of heard) sink.next(jsonContent(value));
  return expectHeard(sink, sent, { patienceMs: 1, initial: { count: 0 }, mayConflate });
}

describe("expectHeard", () => {
  it.each([true, false])(
    "takes every value in order, with the initial one or without (mayConflate: %s)",
    async (may) => {
      await expect(judge(changes, changes, may)).resolves.toBeUndefined();
      await expect(judge([{ count: 0 }, ...changes], changes, may)).resolves.toBeUndefined();
    },
  );

  it("takes gaps before the last value where values may be conflated, and nowhere else", async () => {
    await expect(judge([{ count: 1 }, { count: 3 }], changes, true)).resolves.toBeUndefined();
    await expect(judge([{ count: 3 }], changes, true)).resolves.toBeUndefined();
    await expect(judge([{ count: 1 }, { count: 3 }], changes, false)).rejects.toThrow();
  });

  it.each([
    ["out of order", [{ count: 2 }, { count: 1 }, { count: 3 }]],
    ["twice", [{ count: 1 }, { count: 1 }, { count: 3 }]],
    ["that were never sent", [{ count: 7 }, { count: 3 }]],
    ["short of the last", [{ count: 1 }]],
  ])("refuses values %s, also where they may be conflated", async (_how, heard) => {
    await expect(judge(heard, changes, true)).rejects.toThrow();
  });
});
