import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAuthParams, parseChallenges, quoted } from "../../../src/schemes/auth-params.js";

const plain = (values: readonly string[]) =>
  parseChallenges(values).map(({ scheme, params }) => [scheme, Object.fromEntries(params)]);

describe("challenges", () => {
  it("come several to a value or one to each (RFC 9110 §11.6.1)", () => {
    const both = [
      ["basic", { realm: "simple" }],
      ["newauth", { realm: "apps", type: "1", title: 'Login to "apps"' }],
    ];
    expect(plain(['Basic realm="simple", Newauth realm="apps", type=1, title="Login to \\"apps\\""'])).toEqual(both);
    expect(plain(['Basic realm="simple"', 'newAUTH realm = "apps" ,type=1,, title="Login to \\"apps\\""'])).toEqual(
      both,
    );
  });

  it("may have no parameters, or a token68", () => {
    expect(plain(["Bearer", "Negotiate, Basic realm=x", "NTLM abc==, Digest nonce=a"])).toEqual([
      ["bearer", {}],
      ["negotiate", {}],
      ["basic", { realm: "x" }],
      ["ntlm", {}],
      ["digest", { nonce: "a" }],
    ]);
  });

  it("count up to what is malformed", () => {
    expect(plain(['Basic realm="open', "Digest nonce=a, =", "=", "", `Basic realm=${"x".repeat(9000)}`])).toEqual([
      ["basic", {}],
      ["digest", { nonce: "a" }],
    ]);
  });

  it("are read from any text in a time that its length bounds", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 60 }), { maxLength: 40 }), (values) => {
        expect(parseChallenges(values).length).toBeLessThanOrEqual(32);
        for (const value of values) parseAuthParams(value);
      }),
    );
    expect(parseAuthParams(`a="${"\\".repeat(8000)}`)).toBeUndefined();
  });
});

describe("parameters", () => {
  it("have names without case, and values with or without quotes", () => {
    expect([...parseAuthParams('Realm="a\\"b", NC=00000001 , __proto__=x')!]).toEqual([
      ["realm", 'a"b'],
      ["nc", "00000001"],
      ["__proto__", "x"],
    ]);
  });

  it.each(["a=1, a=2", 'A=1, a="1"', "a", 'a="b', "a=b c", "a=b c=d", "=b"])("are refused as %j", (text) => {
    expect(parseAuthParams(text)).toBeUndefined();
  });

  it("are read as they were quoted", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseAuthParams(`a=${quoted(text)}`)?.get("a")).toBe(text);
      }),
    );
  });
});
