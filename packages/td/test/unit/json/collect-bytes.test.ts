import { describe, expect, it } from "vitest";
import { collectBytes } from "../../../src/index.js";

async function* chunks(...lengths: readonly number[]): AsyncGenerator<Uint8Array> {
  for (const [index, length] of lengths.entries()) yield new Uint8Array(length).fill(index + 1);
}

describe("collectBytes", () => {
  it("joins the chunks", async () => {
    expect(await collectBytes(chunks(1, 0, 2), 3)).toEqual(Uint8Array.of(1, 3, 3));
    expect(await collectBytes(chunks(), 0)).toEqual(new Uint8Array(0));
  });

  it("asks for no more once it is too much", async () => {
    const endless = (async function* () {
      for (;;) yield new Uint8Array(10);
    })();
    expect(await collectBytes(endless, 25)).toBeUndefined();
    expect((await endless.next()).done).toBe(true);
  });
});
