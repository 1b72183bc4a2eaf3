import { describe, expect, it } from "vitest";
import { collect, isStream } from "../../../src/value/raw-input.js";

const bytes = (...values: number[]) => Uint8Array.from(values);

/** A stream of `chunks`, and whether it was cancelled. */
function streamOf(...chunks: unknown[]) {
  const seen = { cancelled: false };
  const stream = new ReadableStream({
    pull(controller) {
      const chunk = chunks.shift();
      if (chunk instanceof Error) controller.error(chunk);
      else if (chunk === undefined) controller.close();
      else controller.enqueue(chunk);
    },
    cancel() {
      seen.cancelled = true;
    },
  });
  return { stream: stream as ReadableStream<Uint8Array>, seen };
}

describe("a stream as an input", () => {
  it("is told from a value", () => {
    expect(isStream(new ReadableStream())).toBe(true);
    for (const value of [undefined, null, 1, "text", {}, [], bytes(1)]) expect(isStream(value)).toBe(false);
  });

  it("is collected in order", async () => {
    expect((await collect(streamOf(bytes(1, 2), bytes(), bytes(3)).stream, 10, undefined)).body).toEqual(
      bytes(1, 2, 3),
    );
    expect((await collect(streamOf().stream, 10, undefined)).body).toEqual(bytes());
    expect((await collect(streamOf(bytes(4)).stream, 10, undefined)).body).toEqual(bytes(4));
  });

  it("is cancelled past its bound, and not at it", async () => {
    const exact = streamOf(bytes(1, 2), bytes(3));
    expect((await collect(exact.stream, 3, undefined)).body.length).toBe(3);
    const long = streamOf(bytes(1, 2), bytes(3, 4), bytes(5));
    await expect(collect(long.stream, 3, undefined)).rejects.toMatchObject({ code: "WOT_RANGE" });
    expect(long.seen.cancelled).toBe(true);
  });

  it("is refused when it brings something else than bytes, when it fails, and when somebody else reads it", async () => {
    const argument = { code: "WOT_ARGUMENT" };
    const text = streamOf("text", bytes(1), bytes(2));
    await expect(collect(text.stream, 10, undefined)).rejects.toMatchObject(argument);
    expect(text.seen.cancelled).toBe(true);
    await expect(collect(streamOf(new Error("disk")).stream, 10, undefined)).rejects.toMatchObject({
      ...argument,
      cause: { message: "disk" },
    });
    const locked = streamOf(bytes(1)).stream;
    locked.getReader();
    await expect(collect(locked, 10, undefined)).rejects.toMatchObject(argument);
  });

  it("is cancelled when the signal aborts, before and while it is read", async () => {
    const before = streamOf(bytes(1));
    await expect(collect(before.stream, 10, AbortSignal.abort())).rejects.toMatchObject({ code: "WOT_ABORTED" });
    expect(before.seen.cancelled).toBe(true);
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      cancel() {
        cancelled = true;
      },
    });
    const controller = new AbortController();
    const collected = collect(endless, 10, controller.signal);
    controller.abort();
    await expect(collected).rejects.toMatchObject({ code: "WOT_ABORTED" });
    expect(cancelled).toBe(true);
  });
});
