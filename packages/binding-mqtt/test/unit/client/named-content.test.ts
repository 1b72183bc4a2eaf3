import { describe, expect, it } from "vitest";
import { namedContent } from "../../../src/client/named-content.js";
import { toTopicSegment } from "../../../src/topic/topic-segment.js";

const message = (topic: string, text: string) => ({
  topic,
  payload: Buffer.from(text),
  retain: false,
  properties: undefined,
});
const long = "l".repeat(1000);
const read = (filter: string, topic: string, text: string) => {
  const content = namedContent([filter], new Set(["a", "b c", long]), "application/json")(message(topic, text));
  return content === undefined ? undefined : Buffer.from(content.body).toString();
};

describe("The content of all properties", () => {
  it("is an object with the one whose topic the message came on", () => {
    expect(read("t/+", "t/a", "[1]")).toBe('{"a":[1]}');
    expect(read("t/#", "t/b~20c", "1")).toBe('{"b c":1}');
    expect(read("t/#", "t/b c", "1")).toBe('{"b c":1}');
    expect(read("t/+", `t/${toTopicSegment(long)}`, "1")).toBe(`{"${long}":1}`);
  });

  it("is found behind the group of a shared filter", () => {
    expect(read("$share/g/t/+", "t/a", "1")).toBe('{"a":1}');
  });

  it.each(["{oops", '1,"b c":2'])("leaves %s to whoever decodes it", (text) => {
    expect(read("t/+", "t/a", text)).toBe(text);
  });

  it("is the message itself on a filter without wildcards", () => {
    expect(read("t/all", "t/all", '{"a":1}')).toBe('{"a":1}');
  });

  it.each([
    ["t/unknown", "1"],
    ["t/a/set", "1"],
    ["t/__proto__", "1"],
    ["t/a", ""],
  ])("is not made of %s with %j", (topic, text) => {
    expect(read("t/#", topic, text)).toBeUndefined();
  });
});
