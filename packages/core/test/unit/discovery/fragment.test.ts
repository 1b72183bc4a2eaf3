import { describe, expect, it } from "vitest";
import { matchesFragment } from "../../../src/discovery/fragment.js";

const lamp = {
  "@type": ["Light", "saref:Device"],
  title: "Lamp",
  security: "basic_sc",
  properties: { on: { type: "boolean", forms: [{ href: "a" }, { href: "b", op: ["readproperty"] }] } },
};

describe("A fragment", () => {
  it.each([
    {},
    { title: "Lamp" },
    { "@type": "Light" },
    { "@type": ["saref:Device"] },
    { security: ["basic_sc"] },
    { properties: { on: {} } },
    { properties: { on: { forms: [{ href: "b" }] } } },
    { properties: { on: { forms: [{ op: "readproperty" }] } } },
  ])("matches a Thing that has all of it: %j", (fragment) => {
    expect(matchesFragment(lamp, fragment)).toBe(true);
  });

  it.each([
    { title: "lamp" },
    { "@type": ["Light", "Sensor"] },
    { properties: { off: {} } },
    { properties: { on: { forms: [{ href: "a", op: "readproperty" }] } } },
    { title: { de: "Lampe" } },
    { actions: {} },
    { title: null },
    JSON.parse('{"__proto__": {}}'),
    { constructor: {} },
  ])("matches no Thing that lacks a part of it: %j", (fragment) => {
    expect(matchesFragment(lamp, fragment)).toBe(false);
  });
});
