import { describe, expect, it } from "vitest";
import { securedForms, withVariables } from "../../../../src/exposed/access/secured-forms.js";
import type { Access } from "../../../../src/exposed/access/thing-access.js";

const guard = (...uriVariables: string[]) => ({ verify: () => ({ name: "ada", scopes: [] }), uriVariables });
const everybody = { whole: undefined, mayUse: () => true };
const form = { href: "http://h/on", op: ["readproperty", "writeproperty"], contentType: "application/json" } as const;

describe("the Forms of a secured Thing", () => {
  it("are as they were where nothing of their own is asked", () => {
    expect(securedForms(form, undefined, everybody)[0]).toBe(form);
  });

  it("part where operations ask different things, and keep their operations together where they do not", () => {
    const write = { authenticator: guard(), terms: { security: "b", scopes: ["w"] } };
    const access: Access = new Map([["writeproperty", write]]);
    expect(securedForms(form, access, everybody)).toEqual([
      { ...form, op: ["readproperty"] },
      { ...form, op: ["writeproperty"], security: "b", scopes: ["w"] },
    ]);
    const observing = { ...form, op: ["observeproperty", "unobserveproperty"] as const };
    expect(securedForms(observing, new Map([["observeproperty", write]]), everybody)).toEqual([
      { ...observing, security: "b", scopes: ["w"] },
    ]);
  });

  it("leave out what their reader may not use", () => {
    const [whole, own] = [guard(), guard()];
    const access: Access = new Map([["writeproperty", { authenticator: own, terms: { security: "b" } }]]);
    const seenBy = (mayUse: unknown) => securedForms(form, access, { whole, mayUse: (one) => one === mayUse });
    expect(seenBy(whole)).toEqual([{ ...form, op: ["readproperty"] }]);
    expect(seenBy(own)).toEqual([{ ...form, op: ["writeproperty"], security: "b" }]);
    expect(seenBy(undefined)).toEqual([]);
  });

  it("name the variables in which credentials travel", () => {
    const [secured] = securedForms(form, undefined, { ...everybody, whole: guard("key") });
    expect(secured).toEqual({ ...form, href: "http://h/on{?key}" });
  });

  it.each([
    ["http://h/a", "http://h/a{?key,k2}"],
    ["http://h/a{?names}", "http://h/a{?names,key,k2}"],
    ["http://h/a{?names*}", "http://h/a{?names*,key,k2}"],
    ["http://h/a?all=true", "http://h/a?all=true{&key,k2}"],
    ["http://h/a?b=1{&c}", "http://h/a?b=1{&c,key,k2}"],
    ["http://h/{key}/b", "http://h/{key}/b{?k2}"],
    ["http://h/a{?key,k2}", "http://h/a{?key,k2}"],
  ])("put them into the query of %s", (href, expected) => {
    expect(withVariables(href, ["key", "k2"])).toBe(expected);
  });
});
