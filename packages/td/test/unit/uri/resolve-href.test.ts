import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileUriTemplate, resolveHref } from "../../../src/index.js";

/** RFC 3986 §5.4.1 and §5.4.2 (strict): reference and target, for the base `http://a/b/c/d;p?q`. */
const table: readonly (readonly [reference: string, target: string])[] = [
  ["g:h", "g:h"],
  ["g", "http://a/b/c/g"],
  ["./g", "http://a/b/c/g"],
  ["g/", "http://a/b/c/g/"],
  ["/g", "http://a/g"],
  ["//g", "http://g"],
  ["?y", "http://a/b/c/d;p?y"],
  ["g?y", "http://a/b/c/g?y"],
  ["#s", "http://a/b/c/d;p?q#s"],
  ["g#s", "http://a/b/c/g#s"],
  ["g?y#s", "http://a/b/c/g?y#s"],
  [";x", "http://a/b/c/;x"],
  ["g;x", "http://a/b/c/g;x"],
  ["g;x?y#s", "http://a/b/c/g;x?y#s"],
  ["", "http://a/b/c/d;p?q"],
  [".", "http://a/b/c/"],
  ["./", "http://a/b/c/"],
  ["..", "http://a/b/"],
  ["../", "http://a/b/"],
  ["../g", "http://a/b/g"],
  ["../..", "http://a/"],
  ["../../", "http://a/"],
  ["../../g", "http://a/g"],
  ["../../../g", "http://a/g"],
  ["../../../../g", "http://a/g"],
  ["/./g", "http://a/g"],
  ["/../g", "http://a/g"],
  ["g.", "http://a/b/c/g."],
  [".g", "http://a/b/c/.g"],
  ["g..", "http://a/b/c/g.."],
  ["..g", "http://a/b/c/..g"],
  ["./../g", "http://a/b/g"],
  ["./g/.", "http://a/b/c/g/"],
  ["g/./h", "http://a/b/c/g/h"],
  ["g/../h", "http://a/b/c/h"],
  ["g;x=1/./y", "http://a/b/c/g;x=1/y"],
  ["g;x=1/../y", "http://a/b/c/y"],
  ["g?y/./x", "http://a/b/c/g?y/./x"],
  ["g?y/../x", "http://a/b/c/g?y/../x"],
  ["g#s/./x", "http://a/b/c/g#s/./x"],
  ["g#s/../x", "http://a/b/c/g#s/../x"],
  ["http:g", "http:g"],
];

describe("resolveHref", () => {
  it.each(table)("resolves %j as RFC 3986 §5.4 says", (reference, target) => {
    expect(resolveHref("http://a/b/c/d;p?q", reference)).toBe(target);
  });

  it.each(table)("resolves %j against a base of a scheme that WHATWG URL does not know", (reference, target) => {
    expect(resolveHref("coap://a/b/c/d;p?q", reference)).toBe(
      reference === "http:g" ? target : target.replace(/^http:/, "coap:"),
    );
  });

  it.each([
    [undefined, "properties/on", "properties/on"],
    [undefined, "http://a/../b", "http://a/../b"],
    ["coap://lamp.local:5683", "on", "coap://lamp.local:5683/on"],
    ["modbus+tcp://192.0.2.1:502/", "1/40001?quantity=2", "modbus+tcp://192.0.2.1:502/1/40001?quantity=2"],
    ["mqtt://broker.example:1883", "mqtt://other.example", "mqtt://other.example"],
    ["http://a/", "urn:uuid:5e5c", "urn:uuid:5e5c"],
    ["http://[2001:db8::1]:8080/x", "y", "http://[2001:db8::1]:8080/y"],
    ["http://a/b", "mailto:x@y", "mailto:x@y"],
    ["http://a/b?q#f", "", "http://a/b?q"],
    ["http://a/b", "http://a/c/../d", "http://a/d"],
    ["dev:/a/b", "/..//c", "dev:/.//c"],
    ["/root/", "x", "/root/x"],
    ["HTTP://Ex.Example:80/A", "b c", "HTTP://Ex.Example:80/b c"],
  ])("resolves against %j: %j is %j", (base, href, target) => {
    expect(resolveHref(base, href)).toBe(target);
  });

  it.each([
    ["{id}/on", "http://a/b/{id}/on"],
    ["on{?unit,since}", "http://a/b/on{?unit,since}"],
    ["{?unit}", "http://a/b/c{?unit}"],
    ["{#part}", "http://a/b/c?q{#part}"],
    ["{/id}", "http://a{/id}"],
    ["../{id}/./x", "http://a/{id}/x"],
    ["x{/id}/../y", "http://a/b/y"],
    ["on?x={x}{&y}", "http://a/b/on?x={x}{&y}"],
    ["//{host}/x", "http://{host}/x"],
    ["//{host}{/id}{?q}", "http://{host}{/id}{?q}"],
  ])("keeps the URI Template of %j", (href, target) => {
    expect(resolveHref("http://a/b/c?q", href)).toBe(target);
  });

  it("gives the same URI whether a template is expanded before or after", () => {
    const hrefs = fc.constantFrom(
      "{id}/on",
      "on{?id}",
      "{?id}",
      "{#id}",
      "{/id}",
      "x/{id}/../y",
      "/z{/id}/./y{?id}",
      "?a=1{&id}",
    );
    fc.assert(
      fc.property(hrefs, fc.string({ minLength: 1, unit: "grapheme-ascii" }), (href, id) => {
        fc.pre(id !== "." && id !== "..");
        const late = compileUriTemplate(resolveHref("coap://h/b/c?q#f", href)).expand({ id });
        expect(late).toBe(resolveHref("coap://h/b/c?q#f", compileUriTemplate(href).expand({ id })));
      }),
    );
  });

  it("takes any two strings in linear time", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (base, href) => {
        expect(typeof resolveHref(base, href)).toBe("string");
      }),
    );
    const long = 200_000;
    expect(resolveHref("http://a/", "{".repeat(long)).length).toBe(long + "http://a/".length);
    expect(resolveHref("http://a/", "../".repeat(long))).toBe("http://a/");
  });
});
