import { describe, expect, it } from "vitest";
import { wellKnown } from "../../src/index.js";
import { Searching } from "../support/searching.js";

describe("wellKnown", () => {
  it("tells of the well-known address of each host (introduction-well-known-path)", async () => {
    const hosts = ["house.example", "192.0.2.1:8080", "2001:db8::1", "https://h.example/a?b", "coap://192.0.2.2:5684"];
    const searching = new Searching(wellKnown(...hosts));
    await searching.ended;
    expect(searching.urls).toEqual([
      "http://house.example/.well-known/wot",
      "http://192.0.2.1:8080/.well-known/wot",
      "http://[2001:db8::1]/.well-known/wot",
      "https://h.example/.well-known/wot",
      "coap://192.0.2.2:5684/.well-known/wot",
    ]);
  });

  it.each(["", "a b", "http://", "mailto:x@y"])("refuses the host %j", (host) => {
    expect(() => wellKnown(host)).toThrow(expect.objectContaining({ code: "WOT_ARGUMENT" }));
  });
});
