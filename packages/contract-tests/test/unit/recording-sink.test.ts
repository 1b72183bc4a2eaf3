import { NetworkError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { jsonContent, recordingSink } from "../../src/index.js";

const lost = new NetworkError("WOT_NETWORK", "lost");

describe("a recording sink", () => {
  it("keeps every call in order", () => {
    const sink = recordingSink();
    sink.next(jsonContent(1));
    sink.interrupted(lost);
    sink.resumed();
    sink.next(jsonContent(2));
    sink.complete();
    expect(sink.calls.map(({ kind }) => kind)).toEqual(["next", "interrupted", "resumed", "next", "complete"]);
    expect(sink.values).toEqual([1, 2]);
  });

  it("has ended after error and after complete, and not before", () => {
    const [failed, completed] = [recordingSink(), recordingSink()];
    expect(failed.ended).toBe(false);
    failed.error(lost);
    completed.complete();
    expect([failed.ended, completed.ended]).toEqual([true, true]);
  });

  it("resolves until() as soon as the condition holds", async () => {
    const sink = recordingSink();
    const heard = sink.until(({ values }) => values.includes(2), "a 2", 1000);
    sink.next(jsonContent(1));
    sink.next(jsonContent(2));
    await expect(heard).resolves.toBeUndefined();
  });

  it("rejects until() with what was waited for", async () => {
    await expect(recordingSink().until(() => false, "a miracle", 1)).rejects.toThrow(
      "waited 1 ms in vain for: a miracle",
    );
  });
});
