import { describe, expect, it } from "vitest";
import { faultOfTopicFilter, faultOfTopicName, hasWildcard } from "../../../src/topic/topic-name.js";

describe("A topic name", () => {
  it.each(["a", "/", "a//b", "$aws/things/x/shadow/get", "$SYSTEM/x", "ü/灯", " "])("may be %j", (topic) => {
    expect(faultOfTopicName(topic)).toBeUndefined();
  });

  it.each(["", "a/+", "#", "a#", "\0", "\ud800", "x".repeat(65_536), "/".repeat(100), "$SYS", "$SYS/x", "$share/g/x"])(
    "may not be %j",
    (topic) => {
      expect(faultOfTopicName(topic)).toBeTypeOf("string");
    },
  );
});

describe("A topic filter", () => {
  it.each([
    "a",
    "+",
    "#",
    "/+",
    "+/+/#",
    "a/#",
    "+/tennis/#",
    "sport/+/player1",
    "$share/g/a/+",
    "$share/g//",
    "$SYS/#",
  ])("may be %j", (filter) => {
    expect(faultOfTopicFilter(filter)).toBeUndefined();
  });

  it.each([
    "",
    "a#",
    "#/a",
    "a/#/b",
    "sport+",
    "a/b+/c",
    "\0",
    "$share",
    "$share/g",
    "$share/g/",
    "$share//a",
    "$share/+/a",
  ])("may not be %j", (filter) => {
    expect(faultOfTopicFilter(filter)).toBeTypeOf("string");
  });

  it("has a wildcard or not", () => {
    expect([hasWildcard("a/b"), hasWildcard("a/+"), hasWildcard("#")]).toEqual([false, true, true]);
  });
});
