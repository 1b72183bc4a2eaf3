import { UsageError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { actionDefaults, effectiveForms, propertyDefaults, securityDefaults } from "../../../src/index.js";
import { lamp, lampWith } from "../lamp.js";

const formOf = (property: Readonly<Record<string, unknown>>, members = {}) =>
  effectiveForms(
    lampWith({ properties: { p: { forms: [{ href: "p" }], ...property } }, ...members }),
    "property",
    "p",
  )[0]!;

describe("an EffectiveForm", () => {
  it("has every default of TD 1.1 §5.4", () => {
    expect(effectiveForms(lamp, "property", "on")).toEqual([
      {
        form: { href: "properties/on" },
        index: 0,
        pointer: "/properties/on/forms/0",
        op: ["readproperty", "writeproperty"],
        contentType: "application/json",
        href: "http://lamp.example/properties/on",
        security: ["basic"],
        scopes: [],
        response: { contentType: "application/json" },
        additionalResponses: [],
      },
    ]);
  });

  it.each([
    [{}, ["readproperty", "writeproperty"]],
    [{ readOnly: false, writeOnly: false }, ["readproperty", "writeproperty"]],
    [{ readOnly: true }, ["readproperty"]],
    [{ writeOnly: true }, ["writeproperty"]],
    [{ readOnly: true, writeOnly: true }, []],
    [{ observable: true }, ["readproperty", "writeproperty"]],
  ])("of a property with %j serves %j", (property, op) => {
    expect(formOf(property).op).toEqual(op);
  });

  it("of an action invokes, of an event subscribes and unsubscribes", () => {
    expect(effectiveForms(lamp, "action", "toggle")[0]!.op).toEqual(["invokeaction"]);
    expect(effectiveForms(lamp, "event", "overheated")[0]!.op).toEqual(["subscribeevent", "unsubscribeevent"]);
  });

  it("has its own op as a list", () => {
    expect(formOf({ forms: [{ href: "p", op: "observeproperty" }] }).op).toEqual(["observeproperty"]);
    expect(formOf({ readOnly: true, forms: [{ href: "p", op: ["writeproperty"] }] }).op).toEqual(["writeproperty"]);
  });

  it("has its own security before the Thing's, and the Thing's as a list", () => {
    expect(effectiveForms(lamp, "property", "level")[0]!.security).toEqual(["none"]);
    expect(formOf({ forms: [{ href: "p", security: "none" }] }).security).toEqual(["none"]);
    expect(formOf({}, { security: ["basic", "none"] }).security).toEqual(["basic", "none"]);
  });

  it("keeps the URI Template of its href and resolves without a base to itself", () => {
    expect(effectiveForms(lamp, "property", "level")[0]!.href).toBe("http://lamp.example/properties/level{?unit}");
    expect(formOf({}, { base: undefined }).href).toBe("p");
  });

  it("answers in its own content type unless it says otherwise", () => {
    expect(formOf({ forms: [{ href: "p", contentType: "text/plain" }] }).response).toEqual({
      contentType: "text/plain",
    });
    const response = { contentType: "application/cbor" };
    expect(formOf({ forms: [{ href: "p", response }] }).response).toEqual(response);
  });

  it("has additional responses with their defaults", () => {
    const additionalResponses = [{ schema: "problem" }, { success: true, contentType: "application/problem+json" }];
    expect(formOf({ forms: [{ href: "p", contentType: "a/b", additionalResponses }] }).additionalResponses).toEqual([
      { success: false, contentType: "a/b", schema: "problem" },
      { success: true, contentType: "application/problem+json" },
    ]);
  });

  it("has scopes as a list and a subprotocol only where there is one", () => {
    const form = formOf({ forms: [{ href: "p", scopes: "a", subprotocol: "sse" }] });
    expect(form).toMatchObject({ scopes: ["a"], subprotocol: "sse" });
    expect(formOf({})).not.toHaveProperty("subprotocol");
  });

  it("escapes the affordance's name in its pointer", () => {
    const thing = lampWith({ properties: { "a/b~c": { forms: [{ href: "x" }, { href: "y" }] } } });
    const pointers = effectiveForms(thing, "property", "a/b~c").map(({ pointer }) => pointer);
    expect(pointers).toEqual(["/properties/a~1b~0c/forms/0", "/properties/a~1b~0c/forms/1"]);
  });

  it("of the Thing itself has the op of the document", () => {
    const thing = lampWith({ forms: [{ href: "all", op: "readallproperties" }] });
    expect(effectiveForms(thing, "thing")).toMatchObject([
      { pointer: "/forms/0", op: ["readallproperties"], href: "http://lamp.example/all" },
    ]);
    expect(effectiveForms(lamp, "thing")).toEqual([]);
  });

  it("is absent where an affordance has no forms yet", () => {
    expect(effectiveForms(lampWith({ properties: { p: {} } }), "property", "p")).toEqual([]);
  });

  it.each(["off", "constructor", "__proto__", undefined])("is refused for the unknown property %j", (name) => {
    expect(() => effectiveForms(lamp, "property", name)).toThrow(UsageError);
    expect(() => effectiveForms(lampWith({ properties: undefined }), "property", name)).toThrow(
      expect.objectContaining({ code: "WOT_UNKNOWN_AFFORDANCE" }),
    );
  });
});

describe("the defaults", () => {
  it("of a property are all false", () => {
    expect(propertyDefaults({})).toEqual({ readOnly: false, writeOnly: false, observable: false });
    expect(propertyDefaults({ readOnly: true, writeOnly: false, observable: true })).toEqual({
      readOnly: true,
      writeOnly: false,
      observable: true,
    });
  });

  it("of an action are all false", () => {
    expect(actionDefaults({})).toEqual({ safe: false, idempotent: false });
    expect(actionDefaults({ safe: true, idempotent: true })).toEqual({ safe: true, idempotent: true });
  });

  it("of the security schemes are those of TD 1.1 §5.4", () => {
    expect(securityDefaults({ scheme: "basic" })).toEqual({ scheme: "basic", in: "header" });
    expect(securityDefaults({ scheme: "digest" })).toEqual({ scheme: "digest", in: "header", qop: "auth" });
    expect(securityDefaults({ scheme: "apikey", name: "k" })).toEqual({ scheme: "apikey", name: "k", in: "query" });
    expect(securityDefaults({ scheme: "bearer", format: "jwe" })).toEqual({
      scheme: "bearer",
      in: "header",
      alg: "ES256",
      format: "jwe",
    });
    const nosec = { scheme: "nosec" } as const;
    expect(securityDefaults(nosec)).toBe(nosec);
  });
});
