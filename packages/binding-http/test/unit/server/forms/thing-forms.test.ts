import { testThing } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";
import { HttpThingForms } from "../../../../src/server/forms/thing-forms.js";
import { longpoll } from "../../../../src/server/long-poll/longpoll.js";
import { sse } from "../../../../src/server/sse/sse.js";

const forms = new HttpThingForms(testThing(), "http://h", [longpoll, sse]);

describe("thingForms", () => {
  it("offers one Form for each content type, then long polls, then an event stream", () => {
    const op = ["observeproperty", "unobserveproperty"];
    expect(forms.properties.get("count")).toEqual([
      {
        href: "http://h/test-thing/properties/count",
        contentType: "application/json",
        op: ["readproperty", "writeproperty"],
      },
      {
        href: "http://h/test-thing/properties/count/poll",
        contentType: "application/json",
        op,
        subprotocol: "longpoll",
      },
      { href: "http://h/test-thing/properties/count", contentType: "application/json", op, subprotocol: "sse" },
    ]);
    expect(forms.properties.get("note")?.map(({ contentType }) => contentType)).toEqual([
      "application/json",
      "text/plain",
    ]);
  });

  it("offers only what a property can do", () => {
    expect(forms.properties.get("sealed")?.map(({ op }) => op)).toEqual([["readproperty"]]);
    expect(forms.properties.get("secretInput")?.map(({ op }) => op)).toEqual([["writeproperty"]]);
  });

  it("makes a template of uriVariables", () => {
    expect(forms.properties.get("scaled")?.[0]?.href).toBe("http://h/test-thing/properties/scaled{?unit,step}");
  });

  it("offers the status of asynchronous actions only (Profile queryaction-1b)", () => {
    expect(forms.actions.get("echo")?.map(({ op }) => op)).toEqual([["invokeaction"]]);
    expect(forms.actions.get("job")?.map(({ op }) => op)).toEqual([["invokeaction"], "queryaction", "cancelaction"]);
  });

  it("gives each operation of the whole Thing a method and an address of its own", () => {
    const addresses = forms.thing
      .filter(({ subprotocol }) => subprotocol === undefined)
      .map(({ op, href }) => [op, href]);
    expect(addresses).toEqual([
      ["readallproperties", "http://h/test-thing/properties"],
      ["readmultipleproperties", "http://h/test-thing/properties{?names}"],
      ["writemultipleproperties", "http://h/test-thing/properties"],
      ["writeallproperties", "http://h/test-thing/properties?all=true"],
      ["queryallactions", "http://h/test-thing/actions"],
    ]);
  });
});
