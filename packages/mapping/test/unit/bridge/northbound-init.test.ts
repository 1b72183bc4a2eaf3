import type { ThingDescription } from "@thingwright/td";
import { thingModel } from "@thingwright/thing-descriptions";
import { describe, expect, it } from "vitest";
import { compileMapping, northboundInit } from "../../../src/index.js";

const form = (...op: string[]) => [{ href: "memory:", op }];
const model = await thingModel("dimmable-light");

const mappingOf = (properties: object, actions: object = {}) =>
  compileMapping({ title: "Vendor", properties, actions } as unknown as ThingDescription, model);

const power = { type: "boolean", "map:property": "on", forms: form("readproperty", "writeproperty") };
const dimmer = { type: "integer", minimum: 10, maximum: 90, "map:property": "brightness" };
const writable = { ...dimmer, forms: form("readproperty", "writeproperty") };

describe("the description of a bridged Thing", () => {
  it("has the model's affordances that the device has", () => {
    const init = northboundInit(
      model,
      mappingOf({ power, writable }, { blink: { "map:action": "identify", forms: form() } }),
    );
    expect(Object.keys(init.properties ?? {})).toEqual(["on", "brightness"]);
    expect(Object.keys(init.actions ?? {})).toEqual(["identify"]);
    expect(init.title).toBe("Dimmable light");
  });

  it("is as narrow as the device", () => {
    const init = northboundInit(model, mappingOf({ power, writable }));
    expect(init.properties?.brightness).toMatchObject({ minimum: 10, maximum: 90, unit: "qudtUnit:PERCENT" });
  });

  it("reads only what nothing writes", () => {
    const readable = { ...dimmer, readOnly: true, forms: form("readproperty") };
    const init = northboundInit(model, mappingOf({ power, readable }));
    expect(init.properties?.brightness).toMatchObject({ readOnly: true });
    expect(init.properties?.on?.readOnly).toBeUndefined();
  });

  it("writes only what nothing reads, and does not offer to observe it", () => {
    const blind = { ...dimmer, writeOnly: true, forms: form("writeproperty") };
    const init = northboundInit(model, mappingOf({ power, blind }));
    expect(init.properties?.brightness).toMatchObject({ writeOnly: true, observable: false });
  });

  it("takes id, title, the model's address and other terms", () => {
    const init = northboundInit(model, mappingOf({ power, writable }), {
      id: "urn:example:1",
      title: "Desk",
      modelHref: "https://example.com/dimmable-light.tm.jsonld",
      overrides: { support: "mailto:a@example.com", properties: { on: { title: "Power" } } },
    });
    expect(init).toMatchObject({
      id: "urn:example:1",
      title: "Desk",
      support: "mailto:a@example.com",
      links: [{ rel: "type", href: "https://example.com/dimmable-light.tm.jsonld" }],
      properties: { on: { title: "Power" }, brightness: { maximum: 90 } },
    });
    expect(init.titles).toBeUndefined();
  });

  it("is refused when the device lacks what the model requires", () => {
    expect(() => northboundInit(model, mappingOf({ power }))).toThrow(
      expect.objectContaining({ code: "WOT_MAPPING", pointer: "/properties/brightness" }),
    );
  });
});
