import { Code, OptionNumber } from "@thingwright/coap";
import { type EffectiveForm, effectiveForms, type Form, type Operation } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { confirmableOf, methodOf, optionsOf } from "../../src/form-terms.js";

const formOf = (terms: Partial<Form>): EffectiveForm =>
  effectiveForms(
    {
      "@context": "https://www.w3.org/2022/wot/td/v1.1",
      title: "t",
      security: "n",
      securityDefinitions: { n: { scheme: "nosec" } },
      forms: [{ href: "coap://h/x", op: "readallproperties", ...terms }],
    },
    "thing",
  )[0]!;

describe("The terms of a CoAP Form", () => {
  it.each<[Operation, number]>([
    ["readproperty", Code.GET],
    ["writeproperty", Code.PUT],
    ["observeproperty", Code.GET],
    ["invokeaction", Code.POST],
    ["queryaction", Code.GET],
    ["cancelaction", Code.POST],
    ["readallproperties", Code.GET],
    ["writeallproperties", Code.PUT],
    ["writemultipleproperties", Code.PUT],
    ["subscribeevent", Code.GET],
  ])("leave %s its default method", (operation, method) => {
    expect(methodOf(formOf({}), operation)).toBe(method);
  });

  it.each(["cov:method", "cov:methodName"] as const)("name a method by %s", (term) => {
    const form = formOf({ [term]: "iPATCH", op: "writeproperty" });
    expect(methodOf(form, "writeproperty")).toBe(Code.iPATCH);
  });

  it("do not count for an operation that the Form does not list", () => {
    expect(methodOf(formOf({ "cov:method": "PUT", op: "invokeaction" }), "queryaction")).toBe(Code.GET);
  });

  it("may name no method that CoAP does not have", () => {
    expect(methodOf(formOf({ "cov:method": "HEAD", op: "readproperty" }), "readproperty")).toBeUndefined();
  });

  it("hint that messages need no acknowledgement", () => {
    expect(confirmableOf(formOf({}))).toBe(true);
    expect(confirmableOf(formOf({ "cov:confirmable": false }))).toBe(false);
  });

  it("ask for a Hop-Limit, when it is one", () => {
    expect(optionsOf(formOf({ "cov:hopLimit": 5 }))).toEqual([
      { number: OptionNumber.HopLimit, value: Uint8Array.of(5) },
    ]);
    expect(optionsOf(formOf({ "cov:hopLimit": 256 }))).toEqual([]);
    expect(optionsOf(formOf({ "cov:hopLimit": "5" }))).toEqual([]);
  });
});
