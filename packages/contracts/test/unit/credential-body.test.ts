import { describe, expect, it } from "vitest";
import { withCredentials } from "../../src/index.js";

const json = (text: string) => ({ contentType: "application/json", body: Buffer.from(text) });
const textOf = (body: Uint8Array): string => Buffer.from(body).toString();

describe("withCredentials", () => {
  it("sets members by JSON Pointer, making objects on the way", () => {
    const content = withCredentials(json('{"a":{"b":1}}'), { "/a/c": "x", "/d~1e/f~0": "y" });
    expect(JSON.parse(textOf(content.body))).toEqual({ a: { b: 1, c: "x" }, "d/e": { "f~": "y" } });
  });

  it("makes an object of nothing", () => {
    const content = withCredentials(undefined, { "/key": "x" });
    expect([content.contentType, textOf(content.body)]).toEqual(["application/json", '{"key":"x"}']);
  });

  it("makes a member of __proto__ and touches no prototype", () => {
    const content = withCredentials(json("{}"), { "/__proto__/polluted": "x" });
    expect(textOf(content.body)).toBe('{"__proto__":{"polluted":"x"}}');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each(["[]", "1", "null", "{"])("refuses the body %s", (text) => {
    expect(() => withCredentials(json(text), { "/key": "x" })).toThrowError(
      expect.objectContaining({ code: "WOT_CREDENTIALS_MISSING" }),
    );
  });

  it("refuses a pointer through a value that is no object, and the empty one", () => {
    expect(() => withCredentials(json('{"a":1}'), { "/a/b": "x" })).toThrowError();
    expect(() => withCredentials(json("{}"), { "": "x" })).toThrowError();
  });
});
