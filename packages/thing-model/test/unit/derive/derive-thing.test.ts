import { parseThingDescription } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { abstractThing, checkConformance, type DeriveOptions, deriveThing, formsByName } from "../../../src/index.js";

const context = "https://www.w3.org/2022/wot/td/v1.1";
const model = {
  "@context": context,
  "@type": ["tm:ThingModel", "x:Lamp"],
  title: "Lamp {{N}}",
  version: { model: "1.0.0" },
  links: [
    { rel: "tm:submodel", href: "x", instanceName: "y" },
    { rel: "license", href: "l" },
  ],
  "tm:optional": ["/events/hot"],
  "tm:required": ["/properties/level"],
  properties: {
    level: { type: "integer", maximum: "{{HIGH}}" },
    half: { type: "number", forms: [{ op: "readproperty" }] },
    done: { type: "number", forms: [{ href: "d" }] },
  },
  events: { hot: { data: { type: "string" } } },
};
const security = { security: "none", securityDefinitions: { none: { scheme: "nosec" } } } as const;
const options: DeriveOptions = {
  placeholders: { N: 4, HIGH: 100 },
  forms: formsByName,
  base: "https://lamp.example/",
  id: "urn:lamp:4",
  instance: "1.0.1",
  modelHref: "https://models.example/lamp",
  security,
};

describe("deriveThing", () => {
  it("makes a valid Thing Description without what is a model's only", () => {
    const derivation = deriveThing(model, options);
    expect(derivation).toEqual({
      ok: true,
      thing: {
        "@context": context,
        "@type": ["x:Lamp"],
        id: "urn:lamp:4",
        title: "Lamp 4",
        base: "https://lamp.example/",
        version: { model: "1.0.0", instance: "1.0.1" },
        links: [
          { rel: "type", href: "https://models.example/lamp", type: "application/tm+json" },
          { rel: "license", href: "l" },
        ],
        properties: {
          level: { type: "integer", maximum: 100, forms: [{ href: "properties/level" }] },
          half: { type: "number", forms: [{ href: "properties/half", op: "readproperty" }] },
          done: { type: "number", forms: [{ href: "d" }] },
        },
        events: {},
        ...security,
      },
    });
    expect(derivation.ok && parseThingDescription(derivation.thing).ok).toBe(true);
    expect(derivation.ok && checkConformance(derivation.thing, model)).toEqual([]);
  });

  it("takes over the optional affordances that are asked for", () => {
    for (const optional of ["all", ["/events/hot"]] as const) {
      const derivation = deriveThing(model, { ...options, optional });
      expect(derivation.ok && derivation.thing.events).toEqual({
        hot: { data: { type: "string" }, forms: [{ href: "events/hot" }] },
      });
    }
  });

  it("lists all that is missing, and makes nothing", () => {
    const { title: _title, ...untitled } = model;
    const derivation = deriveThing({ ...untitled, description: "{{N}}", forms: [{ op: "readallproperties" }] });
    expect(derivation).toMatchObject({ ok: false, findings: [] });
    expect(derivation.ok ? [] : derivation.missing.map(({ kind, pointer, name }) => [kind, pointer, name])).toEqual([
      ["title", "/title", undefined],
      ["placeholder", "/properties/level/maximum", "HIGH"],
      ["placeholder", "/description", "N"],
      ["href", "/forms/0/href", undefined],
      ["forms", "/properties/level/forms", undefined],
      ["href", "/properties/half/forms/0/href", undefined],
      ["security", "/security", undefined],
      ["securityDefinitions", "/securityDefinitions", undefined],
    ]);
  });

  it("asks for no placeholder that is overridden", () => {
    const overrides = { properties: { level: { maximum: 80 } } };
    const derivation = deriveThing(model, { ...options, placeholders: { N: 1 }, overrides });
    expect(derivation.ok && derivation.thing.properties?.level).toMatchObject({ maximum: 80 });
  });

  it("asks for no placeholder in security that is replaced", () => {
    const securityDefinitions = { o: { scheme: "oauth2", flow: "client", token: "{{TOKEN}}" } };
    const own = { ...model, security: "o", securityDefinitions };
    expect(deriveThing(own, options)).toMatchObject({ ok: true, thing: security });
    const { security: _security, ...rest } = options;
    expect(deriveThing(own, rest)).toMatchObject({ ok: false, missing: [{ name: "TOKEN" }] });
  });

  it("says which value of a placeholder does not fit", () => {
    const derivation = deriveThing(model, { ...options, placeholders: { N: 4, HIGH: "100" } });
    const finding = { assertion: "tm-placeholder-replacement", pointer: "/HIGH" };
    expect(derivation).toMatchObject({ ok: false, missing: [], findings: [finding] });
  });

  it("says why the result would be no valid Thing Description", () => {
    const derivation = deriveThing(model, { ...options, security: { ...security, security: "basic" } });
    expect(derivation).toMatchObject({ ok: false, missing: [], findings: [{ pointer: "/security" }] });
  });

  it("leaves the version out where the instance has none", () => {
    const { instance: _instance, ...rest } = options;
    const derivation = deriveThing(model, rest);
    expect(derivation.ok && derivation.thing).not.toHaveProperty("version");
  });
});

describe("abstractThing", () => {
  const thing = {
    "@context": context,
    "@type": ["Thing", "x:Lamp"],
    id: "urn:lamp:4",
    title: "Lamp",
    base: "https://10.0.0.7/",
    version: { instance: "7", model: "1.0.0" },
    created: "2026-01-01T00:00:00Z",
    links: [
      { rel: "type", href: "m" },
      { rel: "item", href: "i" },
      { rel: "license", href: "l" },
    ],
    security: "b",
    securityDefinitions: { b: { scheme: "basic" } },
    forms: [{ op: "readallproperties", href: "p" }],
    properties: { level: { type: "integer", forms: [{ href: "l", op: "readproperty", security: "b" }] } },
    events: { hot: { forms: [{ href: "h" }] } },
  };

  it("leaves out what is of one Thing only", () => {
    expect(abstractThing(thing, { optional: ["/events/hot"] })).toEqual({
      "@context": context,
      "@type": ["tm:ThingModel", "x:Lamp"],
      title: "Lamp",
      version: { model: "1.0.0" },
      links: [{ rel: "license", href: "l" }],
      "tm:optional": ["/events/hot"],
      properties: { level: { type: "integer" } },
      events: { hot: {} },
    });
  });

  it("keeps security, and forms without addresses, when asked", () => {
    const kept = abstractThing(thing, { keepSecurity: true, keepForms: true, version: "2.0.0" });
    expect(kept).toMatchObject({ security: "b", version: { model: "2.0.0" } });
    expect(kept.properties?.level).toEqual({ type: "integer", forms: [{ op: "readproperty", security: "b" }] });
    expect(abstractThing(thing, { keepForms: true }).properties?.level?.forms).toEqual([{ op: "readproperty" }]);
  });

  it("gives a model that the Thing conforms to, and from which it can be derived again", () => {
    const abstraction = abstractThing(thing);
    expect(checkConformance(thing, abstraction)).toEqual([]);
    const derivation = deriveThing(abstraction, { forms: formsByName, security });
    expect(derivation.ok && checkConformance(derivation.thing, abstraction)).toEqual([]);
  });

  it("refuses an optional affordance that the Thing has not", () => {
    const refused = () => abstractThing(thing, { optional: ["/events/cold"] });
    expect(refused).toThrow(expect.objectContaining({ assertion: "tm-tmOptional-resolver", pointer: "/events/cold" }));
  });
});
