import { describe, expect, it } from "vitest";
import { headerOf } from "../../../../src/server/requests/header-of.js";

describe("headerOf", () => {
  const of = (name: string, ...rawHeaders: string[]) => headerOf({ rawHeaders }, name);

  it("finds a header however its name is written", () => {
    expect(of("accept", "Host", "x", "ACCEPT", "text/plain")).toBe("text/plain");
    expect(of("accept", "accepts", "no", "Accep", "no")).toBeUndefined();
  });

  it("joins the lines of a list (RFC 9110 §5.3), and cookies as cookies (RFC 9113 §8.2.3)", () => {
    expect(of("if-none-match", "If-None-Match", '"a"', "if-none-match", '"b"')).toBe('"a", "b"');
    expect(of("cookie", "Cookie", "a=1", "Cookie", "b=2")).toBe("a=1; b=2");
  });

  it("takes the first of what there is one of", () => {
    expect(of("authorization", "Authorization", "Basic a", "Authorization", "Basic b")).toBe("Basic a");
    expect(of("content-type", "Content-Type", "a/b", "Content-Type", "c/d")).toBe("a/b");
  });

  it("does not take a value for a name", () => {
    expect(of("origin", "X-Name", "origin", "X-Other", "y")).toBeUndefined();
  });
});
