import type { EffectiveForm, Operation } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { defaultMethod, methodOf } from "../../src/method.js";

const form = (op: readonly Operation[], methodName?: unknown): EffectiveForm => ({
  form: { href: "http://h/", ...(methodName === undefined ? {} : { "htv:methodName": methodName }) },
  index: 0,
  pointer: "",
  op,
  contentType: "application/json",
  href: "http://h/",
  security: [],
  scopes: [],
  response: { contentType: "application/json" },
  additionalResponses: [],
});

describe("methodOf", () => {
  it.each([
    ["readproperty", "GET"],
    ["writeproperty", "PUT"],
    ["invokeaction", "POST"],
    ["readallproperties", "GET"],
    ["writeallproperties", "PUT"],
    ["readmultipleproperties", "GET"],
    ["writemultipleproperties", "PUT"],
    ["queryaction", "GET"],
    ["cancelaction", "DELETE"],
    ["queryallactions", "GET"],
    ["observeproperty", "GET"],
    ["subscribeevent", "GET"],
  ] as const)("is for %s by default %s (td-default-http-method)", (operation, method) => {
    expect(methodOf(form([operation]), operation)).toBe(method);
    expect(defaultMethod(operation)).toBe(method);
  });

  it("is what the Form names, in any case", () => {
    expect(methodOf(form(["writeproperty"], "post"), "writeproperty")).toBe("POST");
  });

  it("ignores what the Form names for another operation", () => {
    expect(methodOf(form(["invokeaction"], "POST"), "queryaction")).toBe("GET");
  });

  it.each(["CONNECT", "TRACE", "GET / HTTP/1.1\r\n", 7, ""])("refuses %j", (name) => {
    expect(methodOf(form(["readproperty"], name), "readproperty")).toBeUndefined();
  });
});
