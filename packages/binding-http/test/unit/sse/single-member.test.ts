import { assert, jsonValue, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { objectOf, singleMember } from "../../../src/sse/single-member.js";

describe("singleMember", () => {
  it("parts an object with one member into its name and the text of its value", () => {
    assert(
      property(string(), jsonValue(), (name, value) => {
        const text = JSON.stringify(Object.fromEntries([[name, value]]), null, 1);
        const member = singleMember(text);
        expect(member?.name).toBe(name);
        expect(JSON.stringify(JSON.parse(member?.value ?? ""))).toBe(JSON.stringify(value));
        expect(JSON.parse(objectOf(member!))).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each(["", "{}", "[1]", "1", '{"a"', '{"a":', "{a:1}", '{"\\x":1}'])("finds none in %j", (text) => {
    expect(singleMember(text)).toBeUndefined();
  });
});
