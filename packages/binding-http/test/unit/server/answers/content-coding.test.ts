import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { CodedBodies, chooseCoding } from "../../../../src/server/answers/content-coding.js";

describe("chooseCoding", () => {
  it.each([
    [undefined, undefined],
    ["", undefined],
    ["gzip", "gzip"],
    ["x-gzip", "gzip"],
    ["gzip, deflate, br, zstd", "br"],
    ["GZIP;q=1.0, br;q=0.5", "gzip"],
    ["*", "br"],
    ["*;q=0.1, br;q=0", "gzip"],
    ["identity, gzip;q=0.5", undefined],
    ["identity;q=0.5, gzip;q=0.5", "gzip"],
    ["identity;q=0, deflate", undefined],
    ["br;q=0, gzip;q=0", undefined],
    ["gzip;q=nonsense", undefined],
    ["gzip;q=2", undefined],
    [";;,,=", undefined],
    ["__proto__", undefined],
  ])("takes %j for %s (RFC 9110 §12.5.3)", (header, coding) => {
    expect(chooseCoding(header)).toBe(coding);
  });
});

describe("CodedBodies", () => {
  const body = Buffer.from("the same words again and again, ".repeat(100));

  it("give the bytes back when they are decoded", async () => {
    const coded = new CodedBodies();
    expect(brotliDecompressSync(await coded.of(body, "br"))).toEqual(body);
    expect(gunzipSync(await coded.of(body, "gzip"))).toEqual(body);
  });

  it("compress once, however many ask at the same time and later", async () => {
    const coded = new CodedBodies();
    const first = coded.of(body, "br");
    expect(coded.of(body, "br")).toBe(first);
    const bytes = await first;
    expect(coded.of(body, "br")).toBe(bytes);
    expect(coded.of(Buffer.from(body), "br")).not.toBe(bytes);
  });
});
