import { describe, expect, it } from "vitest";
import { readServiceText, writeServiceText } from "../../../src/dns-sd/service-text.js";

const strings = (...texts: readonly string[]) => texts.map((text) => new TextEncoder().encode(text));

describe("The TXT record of a service", () => {
  it("has path, type and scheme (introduction-dns-sd-txt-record)", () => {
    const written = writeServiceText({ td: "/lamp?x=1", kind: "directory", scheme: "https" }) ?? [];
    expect(written.map((each) => Buffer.from(each).toString())).toEqual([
      "td=/lamp?x=1",
      "type=Directory",
      "scheme=https",
    ]);
    expect(readServiceText(written, "tcp")).toEqual({ td: "/lamp?x=1", kind: "directory", scheme: "https" });
  });

  it("is of a Thing and of the protocol's first scheme where it does not say", () => {
    expect(readServiceText(strings("td=/"), "tcp")).toEqual({ td: "/", kind: "thing", scheme: "http" });
    expect(readServiceText(strings("TD=/a=b", "td=/other", "x", "=y"), "udp")).toEqual({
      td: "/a=b",
      kind: "thing",
      scheme: "coap",
    });
  });

  it.each([
    [],
    ["td="],
    ["td=lamp"],
    ["td=http://evil.example/"],
    ["td=/a b"],
    ["td=/\\evil"],
    ["td=/", "scheme=file"],
    ["td=/", "scheme=coap"],
    ["td=/", "type=thing"],
    ["td=/", "scheme=__proto__"],
  ])("is passed over when it says %j", (...texts: string[]) => {
    expect(readServiceText(strings(...texts), "tcp")).toBeUndefined();
  });

  it("cannot have a path that no string takes", () => {
    expect(writeServiceText({ td: `/${"a".repeat(252)}`, kind: "thing", scheme: "http" })).toBeUndefined();
  });
});
