import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { compressionFault } from "../../../src/kinds/alternate-representation.js";
import { maxInflatedBytes } from "../../../src/wire/http/decoded-body.js";
import type { Answered } from "../../../src/wire/http/http-exchange.js";

const answered = (coding: string | undefined, body: Uint8Array): Answered =>
  ({
    response: { status: 200, reason: "", body, headers: coding === undefined ? [] : [["Content-Encoding", coding]] },
  }) as unknown as Answered;

describe("a compressed answer", () => {
  it("is right when it can be read", () => expect(compressionFault(answered("gzip", gzipSync("[]")))).toBe(true));

  it.each([
    ["says nothing", undefined, gzipSync("[]")],
    ["is not what it says", "gzip", Buffer.from("[]")],
    ["is cut", "gzip", gzipSync("[1,2,3]").subarray(0, 12)],
    ["is in what was not asked for", "br", Buffer.from("[]")],
    ["grows beyond the limit", "gzip", gzipSync(Buffer.alloc(maxInflatedBytes + 1))],
  ])("is wrong when it %s", (_what, coding, body) => {
    expect(typeof compressionFault(answered(coding, body))).toBe("string");
  });

  it("is not claimed by who does not compress", () => {
    expect(compressionFault(answered(undefined, Buffer.from("[]")))).toEqual({ unclaimed: "it does not compress" });
  });
});
