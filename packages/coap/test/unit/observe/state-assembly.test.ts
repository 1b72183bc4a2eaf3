import { describe, expect, it } from "vitest";
import { Code, type ObservationSink } from "../../../src/index.js";
import { lab } from "../../lab/lab.js";

const SLOW = { delayMs: 400 };
/** Takes 38 s on a network so slow. */
const body = (letter: string) => letter.repeat(3_000);

/** An observation, over a slow network, of a state that has to be asked for anew long before all its blocks are here. */
async function slowWatch() {
  const sinks = new Set<ObservationSink>();
  const seen: string[] = [];
  let letter = "a";
  const state = () => ({ code: Code.Content, payload: body(letter), maxAgeSeconds: 5 });
  const { clock, client } = await lab(
    {
      handler(request) {
        const sink = request.observe?.accept();
        if (sink !== undefined) sinks.add(sink);
        return state();
      },
    },
    SLOW,
  );
  const own = client({ maxBlockBytes: 64, onError: (error) => seen.push(String(error)) });
  const observing = own.observe({
    url: "coap://10.9.9.9/big",
    onNotification: ({ payload }) => seen.push(Buffer.from(payload).toString()),
    onEnd: (error) => seen.push(`ended: ${error}`),
  });
  await clock.advance(2_000);
  await observing;
  const set = (next: string) => {
    letter = next;
    for (const sink of sinks) sink.notify(state());
  };
  return { clock, seen, set };
}

describe("The states of an observation that take many blocks", () => {
  it("are shown although the client registers anew meanwhile", async () => {
    const { clock, seen } = await slowWatch();
    await clock.advance(60_000);
    expect(seen[0]).toBe(body("a"));
  });

  it("are shown, the newest at the end, although they change meanwhile", async () => {
    const { clock, seen, set } = await slowWatch();
    for (const letter of ["b", "c", "d"]) {
      await clock.advance(10_000);
      set(letter);
    }
    await clock.advance(150_000);
    expect(seen.at(-1)).toBe(body("d"));
    expect(seen.every((state) => ["a", "b", "c", "d"].some((letter) => state === body(letter)))).toBe(true);
  });
});
