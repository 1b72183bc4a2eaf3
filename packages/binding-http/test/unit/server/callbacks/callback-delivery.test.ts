import { describe, expect, it } from "vitest";
import type { CallbackAnswer, CallbackRequest } from "../../../../src/server/callbacks/callback-client.js";
import { CallbackDelivery } from "../../../../src/server/callbacks/callback-delivery.js";
import { ManualClock } from "../../../support/manual-clock.js";

const limits = {
  maxQueuedNotifications: 3,
  maxCallbackFailures: 3,
  minCallbackDelayMs: 100,
  maxCallbackDelayMs: 1_000,
};
const notification = (text: string): CallbackRequest => ({ method: "POST", headers: {}, body: Buffer.from(text) });
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A delivery to a callback that answers as a test says: a status, or `undefined` for none at all. */
function deliver(statuses: (number | undefined)[], conflates = false) {
  const clock = new ManualClock();
  const sent: string[] = [];
  const ends: string[] = [];
  const pending: (() => void)[] = [];
  const client = {
    send: (_url: URL, { body }: CallbackRequest) =>
      new Promise<CallbackAnswer>((resolve, reject) => {
        sent.push(String(Buffer.from(body ?? [])));
        pending.push(() => {
          const status = statuses.length > 1 ? statuses.shift() : statuses[0];
          if (status === undefined) reject(new TypeError("no answer"));
          else resolve({ status, text: "" });
        });
      }),
  };
  const means = { client, clock, random: () => 1, limits };
  const delivery = new CallbackDelivery(new URL("https://a.example/"), means, conflates, (why) => ends.push(why));
  const answer = async () => {
    pending.shift()?.();
    await settled();
  };
  return { clock, sent, ends, delivery, answer };
}

describe("CallbackDelivery", () => {
  it("sends one after the other, in order", async () => {
    const { sent, delivery, answer } = deliver([200]);
    for (const text of ["1", "2", "3"]) delivery.push(notification(text));
    expect(sent).toEqual(["1"]);
    await answer();
    await answer();
    expect(sent).toEqual(["1", "2", "3"]);
  });

  it.each([500, 404, 307, undefined])(
    "repeats what is answered with %s, later each time, and nothing passes it",
    async (status) => {
      const { clock, sent, delivery, answer } = deliver([status, status, 200]);
      delivery.push(notification("1"));
      await answer();
      delivery.push(notification("2"));
      clock.advance(99);
      expect(sent).toEqual(["1"]);
      clock.advance(1);
      await answer();
      clock.advance(199);
      expect(sent).toEqual(["1", "1"]);
      clock.advance(1);
      await answer();
      expect(sent).toEqual(["1", "1", "1", "2"]);
    },
  );

  it("ends after maxCallbackFailures in a row, and leaves no timer", async () => {
    const { clock, ends, delivery, answer } = deliver([500]);
    delivery.push(notification("1"));
    for (let i = 0; i < 3; i++) {
      await answer();
      clock.advance(1_000);
    }
    expect([ends, clock.pending]).toEqual([["failing"], 0]);
  });

  it("counts failures anew after a success", async () => {
    const { clock, ends, delivery, answer } = deliver([500, 500, 200, 500, 500, 200]);
    for (const text of ["1", "2"]) delivery.push(notification(text));
    for (let i = 0; i < 6; i++) {
      await answer();
      clock.advance(1_000);
    }
    expect(ends).toEqual([]);
  });

  it("ends at once when the callback is gone (RFC 9110 §15.5.11)", async () => {
    const { ends, delivery, answer } = deliver([410]);
    delivery.push(notification("1"));
    await answer();
    expect(ends).toEqual(["gone"]);
  });

  it("ends when more wait than may, unless only the newest matters", async () => {
    const events = deliver([200]);
    for (let i = 0; i < 4; i++) events.delivery.push(notification(String(i)));
    expect([events.ends, events.sent]).toEqual([["overrun"], ["0"]]);
    const values = deliver([200], true);
    for (let i = 0; i < 100; i++) values.delivery.push(notification(String(i)));
    for (let i = 0; i < 4; i++) await values.answer();
    expect([values.ends, values.sent.at(0), values.sent.at(-1), values.sent.length <= 4]).toEqual([
      [],
      "0",
      "99",
      true,
    ]);
  });

  it("says nothing once it is stopped", async () => {
    const { clock, sent, ends, delivery, answer } = deliver([500]);
    delivery.push(notification("1"));
    await answer();
    delivery.stop();
    delivery.push(notification("2"));
    clock.advance(10_000);
    expect([sent, ends, clock.pending]).toEqual([["1"], [], 0]);
  });
});
