import type { DataSchema } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { contentValue } from "../../../src/kinds/content-value.js";

const text = (value: string): Uint8Array => Buffer.from(value);

describe("the value of content", () => {
  it.each<[string, string, DataSchema, unknown]>([
    ["application/json", "[1]", {}, [1]],
    ["application/senml+json", "1", {}, 1],
    ["text/plain", "1.5", { type: "number" }, 1.5],
    ["text/plain", "1.5", { type: "string" }, "1.5"],
    ["text/plain", "true", { type: "boolean" }, true],
    ["text/plain", "one", { type: "number" }, "one"],
    ["application/octet-stream;length=2", "\u0001\u0000", { type: "integer" }, 256],
  ])("in %s: %s", (type, body, schema, value) => {
    expect(contentValue(text(body), type, schema)).toEqual({ kind: "value", value });
  });

  it.each<[string, Uint8Array]>([
    ["application/json", text("{")],
    ["application/cbor", Uint8Array.of(0x82)],
    ["text/plain", Uint8Array.of(0xff)],
    ["application/octet-stream;length=4", text("ab")],
  ])("is malformed in %s", (type, body) => {
    expect(contentValue(body, type, {})).toMatchObject({ kind: "malformed" });
  });

  it.each(["application/xml", "text/plain;charset=latin1", "application/octet-stream", undefined])(
    "is not known in %s",
    (type) => expect(contentValue(text("ab"), type, {})).toMatchObject({ kind: "unknown" }),
  );
});
