import { describe, expect, it } from "vitest";
import { encodeFragment, readFragments } from "../../../src/handshake/handshake-message.js";
import { MessageInbox } from "../../../src/handshake/message-inbox.js";

const message = { type: 11, sequence: 0, body: Buffer.from("certificate of a lamp") };
const part = (offset: number, length: number, of = message) => readFragments(encodeFragment(of, offset, length))[0]!;

describe("a message inbox", () => {
  it("puts fragments together that overlap, repeat and come in any order", () => {
    const inbox = new MessageInbox(0, 1000);
    for (const [offset, length] of [
      [15, 6],
      [0, 4],
      [0, 4],
      [2, 10],
    ] as const) {
      expect(inbox.add(part(offset, length))).toBe("kept");
      expect(inbox.shift()).toBeUndefined();
    }
    inbox.add(part(10, 6));
    expect(inbox.shift()).toEqual(message);
  });

  it("gives messages out in order, and calls what was given out old", () => {
    const inbox = new MessageInbox(0, 1000);
    const second = { ...message, sequence: 1 };
    inbox.add(part(0, 21, second));
    expect(inbox.shift()).toBeUndefined();
    inbox.add(part(0, 21));
    expect([inbox.shift(), inbox.shift()]).toEqual([message, second]);
    expect(inbox.add(part(0, 21))).toBe("old");
    expect(inbox.next).toBe(2);
  });

  it("takes a message without a body", () => {
    const inbox = new MessageInbox(0, 1000);
    const done = { type: 14, sequence: 0, body: Buffer.alloc(0) };
    inbox.add(part(0, 0, done));
    expect(inbox.shift()).toEqual(done);
  });

  it("keeps no more than it is told to, and nothing of the far future", () => {
    const inbox = new MessageInbox(0, 30);
    expect(inbox.add(part(0, 1))).toBe("kept");
    expect(inbox.add(part(0, 1, { ...message, sequence: 1 }))).toBe("dropped");
    expect(inbox.add(part(0, 1, { ...message, sequence: 8, body: Buffer.from("x") }))).toBe("dropped");
  });

  it("drops a fragment that says otherwise about its message", () => {
    const inbox = new MessageInbox(0, 1000);
    inbox.add(part(0, 4));
    expect(inbox.add({ ...part(4, 4), length: 2000 })).toBe("dropped");
    expect(inbox.add({ ...part(4, 4), type: 12 })).toBe("dropped");
  });
});
