import { describe, expect, it } from "vitest";
import { encodeEvent } from "../../../src/sse/encode-event.js";

describe("encodeEvent", () => {
  it("writes name, id and data, each on its line, and an empty line", () => {
    expect(encodeEvent({ event: "tick", id: "7", data: '{"a":1}' })).toBe('event: tick\nid: 7\ndata: {"a":1}\n\n');
  });

  it("parts data at each kind of line end", () => {
    expect(encodeEvent({ data: "a\nb\r\nc\rd" })).toBe("data: a\ndata: b\ndata: c\ndata: d\n\n");
  });

  it("lets an empty text through as an event", () => {
    expect(encodeEvent({ data: "" })).toBe("data: \n\n");
  });

  it("lets no name begin another field", () => {
    expect(encodeEvent({ event: "a\ndata: evil\r", data: "x" })).toBe("event: a%0Adata: evil%0D\ndata: x\n\n");
  });
});
