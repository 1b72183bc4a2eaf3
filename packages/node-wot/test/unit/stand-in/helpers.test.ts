import { afterEach, describe, expect, it } from "vitest";
import { createLoggers, Form, Helpers, ProtocolHelpers } from "../../../src/stand-in/core.js";

describe("Helpers", () => {
  it("reads schemes, and refuses what is no URI", () => {
    expect(Helpers.extractScheme("coap+tcp://h/x")).toBe("coap+tcp");
    expect(() => Helpers.extractScheme("nothing")).toThrow(TypeError);
  });

  it("counts names on", () => {
    expect(["a", "a_2", "a_9", "a_x"].map(Helpers.generateUniqueName)).toEqual(["a_2", "a_3", "a_10", "a_x_2"]);
  });

  it("fills in defaults of the Thing's variables, and refuses variables that nobody declares", () => {
    const thing = { uriVariables: { unit: { type: "string", default: "C" } } };
    const property = { uriVariables: { step: { type: "integer" } } };
    const options = { uriVariables: { step: 2 }, formIndex: 1 };
    expect(Helpers.parseInteractionOptions(thing, property, options)).toEqual({
      uriVariables: { step: 2, unit: "C" },
      formIndex: 1,
    });
    expect(() => Helpers.parseInteractionOptions(thing, property, { uriVariables: { other: 1 } })).toThrow(
      "uriVariables",
    );
    expect(Helpers.validateInteractionOptions(thing, property, { uriVariables: { __proto__: null, step: 1 } })).toBe(
      true,
    );
  });

  it("reads declared variables from a query, whatever it holds", () => {
    const variables = { step: { type: "integer" }, name: { type: "string" } };
    expect(Helpers.parseUrlParameters("/x?step=3&name=a%20b&other=1", {}, variables)).toEqual({ step: 3, name: "a b" });
    expect(Helpers.parseUrlParameters("/x?name=%", {}, variables)).toEqual({ name: "%" });
    expect(Helpers.parseUrlParameters("/x?__proto__=1", {}, variables)).toEqual({});
  });

  it("writes variables into the pattern of a name", () => {
    expect(Helpers.updateInteractionNameWithUriVariablePattern("a b", { x: {} }, { y: {} })).toBe("a%20b{?x,y}");
  });

  it("says whether an init becomes a Thing Description", () => {
    expect(Helpers.validateExposedThingInit({ title: "T", properties: { on: { type: "boolean" } } })).toEqual({
      valid: true,
    });
    expect(Helpers.validateExposedThingInit({ "@type": "tm:ThingModel", title: "T" }).valid).toBe(false);
    expect(Helpers.validateExposedThingInit({ title: "T", properties: { on: { type: "bool" } } })).toMatchObject({
      valid: false,
      errors: expect.stringContaining("/properties/on"),
    });
    expect(Helpers.validateExposedThingInit(undefined).valid).toBe(false);
  });

  describe("with a static address", () => {
    afterEach(() => Helpers.setStaticAddress(undefined as unknown as string));
    it("tells it in place of the machine's", () => {
      Helpers.setStaticAddress("lamp.local");
      expect(Helpers.getAddresses()).toEqual(["lamp.local"]);
    });
  });
});

describe("ProtocolHelpers", () => {
  const forms = [
    Object.assign(new Form("http://h/x", "application/json"), { op: ["readproperty", "writeproperty"] }),
    Object.assign(new Form("http://h/x/observable"), { op: "observeproperty" }),
    new Form("coap://h/x{?v}", "application/cbor"),
  ];

  it("finds the Form for an operation, a given one first where it serves", () => {
    const property = { forms, observable: true };
    expect(ProtocolHelpers.getFormIndexForOperation(property, "property", "observeproperty")).toBe(1);
    expect(ProtocolHelpers.getFormIndexForOperation(property, "property", "readproperty", 2)).toBe(2);
    expect(ProtocolHelpers.getFormIndexForOperation(property, "property", "observeproperty", 0)).toBe(1);
    expect(ProtocolHelpers.getFormIndexForOperation({ forms, readOnly: true }, "property", "writeproperty")).toBe(-1);
    expect(ProtocolHelpers.getFormIndexForOperation({ forms: [] }, "event", "subscribeevent")).toBe(-1);
  });

  it("finds the Form that a request came by", () => {
    expect(ProtocolHelpers.findRequestMatchingFormIndex(forms, "coap", "/x?v=1", "application/cbor")).toBe(2);
    expect(ProtocolHelpers.findRequestMatchingFormIndex(forms, "http", "/nothing")).toBe(0);
  });

  it("names a property's operations by what it allows", () => {
    expect(ProtocolHelpers.getPropertyOpValues({ readOnly: true, observable: true })).toEqual([
      "readproperty",
      "observeproperty",
      "unobserveproperty",
    ]);
  });
});

describe("loggers", () => {
  it("write under the names that node-wot has", () => {
    expect(createLoggers("my", "app").warn.namespace).toBe("node-wot:my:app:warn");
  });
});
