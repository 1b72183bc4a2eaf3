import { describe, expect, it } from "vitest";
import { negotiate } from "../../src/accept.js";

const offered = ["application/json", "application/cbor", "text/plain"];

describe("negotiate", () => {
  it.each([
    [undefined, "application/json"],
    ["", "application/json"],
    ["*/*", "application/json"],
    ["application/cbor", "application/cbor"],
    ["APPLICATION/CBOR", "application/cbor"],
    ["text/*", "text/plain"],
    ["application/json;q=0.2, application/cbor;q=0.9", "application/cbor"],
    ["application/json;q=0.5, application/cbor;q=0.5", "application/json"],
    ["text/plain, */*;q=0.1", "text/plain"],
    ["application/*;q=0.4, application/cbor;q=0.1, text/plain;q=0.3", "application/json"],
    ["*/*, application/json;q=0", "application/cbor"],
    ["application/json; charset=utf-8", "application/json"],
    ["nonsense, text/plain", "text/plain"],
    ["application/cbor;q=2, text/plain;q=0.001", "text/plain"],
    ["text/html, application/xhtml+xml, */*;q=0.8", "application/json"],
  ])("for %j takes %s (RFC 9110 §12.5.1)", (accept, contentType) => {
    expect(negotiate(accept, offered)).toBe(contentType);
  });

  it.each(["image/png", "application/json;q=0", "*/*;q=0", "/", "application/", ";;,,;"])(
    "for %j takes none",
    (accept) => {
      expect(negotiate(accept, offered)).toBeUndefined();
    },
  );

  it("prefers a range that names the parameters to one that does not", () => {
    const types = ["application/octet-stream;length=4", "application/octet-stream;length=8"];
    expect(negotiate("application/octet-stream;q=0.1, application/octet-stream;length=8", types)).toBe(types[1]);
  });
});
