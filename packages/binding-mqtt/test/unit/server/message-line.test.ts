import { describe, expect, it } from "vitest";
import { MessageLine } from "../../../src/server/message-line.js";
import { messageOf } from "../../link-scene.js";

const textsOf = (line: MessageLine): readonly string[] => {
  const texts: string[] = [];
  for (let { first } = line; first !== undefined; first = line.first) {
    texts.push(`${first.message.payload}`);
    line.shift();
  }
  return texts;
};

describe("A line of messages", () => {
  it("has room within both of its bounds, and for one message always", () => {
    const line = new MessageLine(2, 10);
    expect(line.hasRoomFor(messageOf("x".repeat(100), 0))).toBe(true);
    line.add(messageOf("12345", 0), 0);
    expect([line.bytes, line.hasRoomFor(messageOf("1234", 0))]).toEqual([6, false]);
    expect(line.hasRoomFor(messageOf("123", 0))).toBe(true);
    line.add(messageOf("1", 0), 0);
    expect(line.hasRoomFor(messageOf("", 0))).toBe(false);
  });

  it("makes room by dropping the oldest that may be dropped, no more than needed", () => {
    const line = new MessageLine(3, 1000);
    for (const [text, qos] of [
      ["a", 1],
      ["b", 0],
      ["c", 0],
    ] as const)
      line.add(messageOf(text, qos), 0);
    expect(line.makeRoomFor(messageOf("d", 1), ({ qos }) => qos === 0)).toBe(true);
    expect(textsOf(line)).toEqual(["a", "c"]);
  });

  it("says when no dropping makes room", () => {
    const line = new MessageLine(1, 1000);
    line.add(messageOf("a", 1), 0);
    expect(line.makeRoomFor(messageOf("b", 0), ({ qos }) => qos === 0)).toBe(false);
    expect(textsOf(line)).toEqual(["a"]);
  });

  it("drops what is older than a time", () => {
    const line = new MessageLine(10, 1000);
    for (const atMs of [1, 2, 3]) line.add(messageOf(`${atMs}`, 0), atMs);
    line.dropUntil(2);
    expect([line.bytes, line.latestMs, textsOf(line)]).toEqual([4, 3, ["2", "3"]]);
  });

  it("takes all of another one before its own, and leaves that empty", () => {
    const [line, other] = [new MessageLine(10, 1000), new MessageLine(10, 1000)];
    line.add(messageOf("3", 0), 0);
    for (const text of ["1", "2"]) other.add(messageOf(text, 0), 0);
    line.prepend(other, 5);
    expect([other.size, other.bytes, line.size, line.bytes, line.first?.atMs]).toEqual([0, 0, 3, 6, 5]);
    expect(textsOf(line)).toEqual(["1", "2", "3"]);
  });
});
