import { codecs, defaultCodecs } from "@thingwright/codecs";
import { defaultSchemes, security } from "@thingwright/security";
import type { PartialThingDescription } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { exposeLimits } from "../../../../src/exposed/expose-environment.js";
import { ThingPlans } from "../../../../src/exposed/plan/thing-plan.js";
import { lampInit } from "../../../support/lamp.js";

const plans = () =>
  new ThingPlans({
    codecs: codecs(defaultCodecs()),
    contentTypes: ["application/json"],
    limits: exposeLimits,
    security: security(defaultSchemes(), undefined),
    verifier: { verify: () => undefined },
  });

const secured: PartialThingDescription = {
  ...lampInit,
  securityDefinitions: { basic_sc: { scheme: "basic" } },
  security: "basic_sc",
};

describe("ThingPlans", () => {
  it("give Things of one model one plan, and each its own title, id and description", () => {
    const shared = plans();
    const one = shared.of({ ...lampInit, id: "urn:1", description: "the first" });
    const two = shared.of({ ...structuredClone(lampInit), title: "Lamp 2", "x:room": 7 } as PartialThingDescription);
    expect(two.plan).toBe(one.plan);
    expect(one.individual).toEqual({ title: "Lamp", id: "urn:1", description: "the first" });
    expect(two.individual).toEqual({ title: "Lamp 2", "x:room": 7 });
  });

  it("give Things that differ in an affordance or in their security different plans", () => {
    const shared = plans();
    const { plan } = shared.of(lampInit);
    expect(shared.of({ ...lampInit, properties: { ...lampInit.properties, on: { type: "boolean" } } }).plan).not.toBe(
      plan,
    );
    expect(shared.of(secured).plan.authenticator).toBeDefined();
    expect(plan.authenticator).toBeUndefined();
  });

  it("keep nothing of the document that they were given", () => {
    const init = structuredClone(lampInit) as unknown as {
      properties: Record<string, { type: string }>;
      links: object[];
    };
    init.links = [{ href: "http://a/" }];
    const shared = plans();
    const { plan, individual } = shared.of(init as never);
    init.properties.on!.type = "string";
    init.links.push({ href: "http://b/" });
    expect(plan.properties.get("on")?.affordance.type).toBe("boolean");
    expect(individual.links).toHaveLength(1);
    expect(shared.of(lampInit).plan).toBe(plan);
  });

  it("judge what is a Thing's own even where the model is known", () => {
    const shared = plans();
    shared.of(lampInit);
    const produce = (own: object) => () => shared.of({ ...lampInit, ...own });
    expect(produce({ title: 1 })).toThrow(/title/);
    expect(produce({ links: [{}] })).toThrow(/links/);
    expect(produce({ id: 5 })).toThrow(/id/);
    expect(produce({ toJSON: () => ({}) })).toThrow();
  });

  it("refuse what is no JSON", () => {
    const cyclic: Record<string, unknown> = { title: "x" };
    cyclic.properties = { p: cyclic };
    expect(() => plans().of(cyclic as never)).toThrow(expect.objectContaining({ code: "WOT_TD_INVALID" }));
    const cyclicOwn: Record<string, unknown> = { title: "x" };
    cyclicOwn["x:self"] = cyclicOwn;
    expect(() => plans().of(cyclicOwn as never)).toThrow(expect.objectContaining({ code: "WOT_TD_INVALID" }));
    const wild = { title: "x", properties: { p: { minimum: 1n } } };
    expect(() => plans().of(wild as never)).toThrow(expect.objectContaining({ code: "WOT_TD_INVALID" }));
  });
});
