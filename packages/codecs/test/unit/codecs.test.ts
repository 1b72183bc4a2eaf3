import type { Codec } from "@thingwright/contracts";
import { describe, expect, it } from "vitest";
import { codecs, json } from "../../src/index.js";
import { utf8 } from "../outcome.js";

/** Decodes everything to its name. */
const named = (name: string, mediaTypes: readonly string[], suffix?: string): Codec => ({
  mediaTypes,
  ...(suffix !== undefined && { suffix }),
  encode: () => utf8(name),
  decode: () => name,
});

const nameOf = (list: readonly Codec[], contentType: string) =>
  codecs(list).for(contentType)?.decode(new Uint8Array(0), undefined);

describe("codecs", () => {
  it.each([
    ["application/json", '{"a":1}', { a: 1 }],
    ["application/json; charset=utf-8", "1", 1],
    ["application/td+json", "[]", []],
    ["APPLICATION/SENML+JSON", "[]", []],
    ["text/plain", "on", "on"],
    ["text/csv;header=absent", "a,b", "a,b"],
  ])("decodes %s out of the box", (contentType, text, value) => {
    expect(codecs().for(contentType)?.decode(utf8(text), undefined)).toStrictEqual(value);
  });

  it.each(["application/cbor", "application/senml+cbor", "application/octet-stream", "image/png", "video/mp4"])(
    "has a codec for %s out of the box",
    (contentType) => {
      expect(codecs().for(contentType)?.contentType).toBe(contentType);
    },
  );

  it.each(["application/xml", "json", "", "multipart/form-data", "application/x+", "__proto__/x", "a/constructor"])(
    "has none for %j",
    (contentType) => {
      expect(codecs().for(contentType)).toBeUndefined();
    },
  );

  it("prefers an exact media type to a suffix, and a suffix to a range", () => {
    const list = [named("range", ["text/*"]), named("suffix", [], "+x"), named("exact", ["text/a+x"])];
    expect(nameOf(list, "text/a+x")).toBe("exact");
    expect(nameOf(list, "text/b+x")).toBe("suffix");
    expect(nameOf(list, "text/b")).toBe("range");
  });

  it("prefers the earlier of two codecs for the same", () => {
    expect(nameOf([named("first", ["a/b"]), named("second", ["a/b"])], "a/b")).toBe("first");
  });

  it("hands the parameters to the codec", () => {
    const seen: (string | undefined)[] = [];
    const spy: Codec = {
      ...named("spy", ["a/b"]),
      encode(_value, _schema, parameters) {
        seen.push(parameters.get("length"));
        return new Uint8Array(0);
      },
    };
    codecs([spy]).for("a/b;length=4")?.encode(1, undefined);
    expect(seen).toStrictEqual(["4"]);
  });

  it("answers the same content type with the same codec", () => {
    const registry = codecs();
    expect(registry.for("application/json")).toBe(registry.for("application/json"));
  });

  it("forgets the oldest content type when its cache is full", () => {
    const registry = codecs([json()], { maxCachedContentTypes: 2 });
    const first = registry.for("application/json");
    const second = registry.for("application/a+json");
    registry.for("application/b+json");
    expect(registry.for("application/a+json")).toBe(second);
    expect(registry.for("application/json")).not.toBe(first);
  });

  it("has no codec for a content type over the limit", () => {
    expect(codecs([json()], { maxContentTypeLength: 16 }).for("application/json")).toBeDefined();
    expect(codecs([json()], { maxContentTypeLength: 16 }).for("application/json ")).toBeUndefined();
  });
});
