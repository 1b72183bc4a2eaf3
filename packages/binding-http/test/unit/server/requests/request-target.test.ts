import { describe, expect, it } from "vitest";
import { isHost, parseTarget } from "../../../../src/server/requests/request-target.js";

describe("parseTarget", () => {
  it.each([
    ["/a/b", { path: "/a/b", query: "" }],
    ["/a?b=c?d", { path: "/a", query: "b=c?d" }],
    ["http://other:80/a?b", { path: "/a", query: "b" }],
    ["HTTPS://other", { path: "/", query: "" }],
    ["http://other?x", { path: "/", query: "x" }],
  ])("parts %s", (text, target) => {
    expect(parseTarget(text)).toEqual(target);
  });

  it.each(["", "a", "*", "/a%", "/a%2", "/?%zz", "http://", "http:///a", "http://a b/", "ftp://a/", "http://u@h/"])(
    "refuses %j",
    (text) => {
      expect(parseTarget(text)).toBeUndefined();
    },
  );
});

describe("isHost", () => {
  it.each(["", "localhost", "localhost:80", "127.0.0.1:8080", "[::1]", "[fe80::1]:80", "a-b.example"])(
    "takes %j",
    (host) => {
      expect(isHost(host)).toBe(true);
    },
  );

  it.each(["a b", "a/b", "a:b", "[::1", "::1", "u@h", "a:123456", "h\t", "<h>", "%zz"])("refuses %j", (host) => {
    expect(isHost(host)).toBe(false);
  });
});
