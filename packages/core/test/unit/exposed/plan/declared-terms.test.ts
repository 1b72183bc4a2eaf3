import { codecs, defaultCodecs } from "@thingwright/codecs";
import { defaultSchemes, security } from "@thingwright/security";
import type { PartialThingDescription } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { exposeLimits } from "../../../../src/exposed/expose-environment.js";
import { ThingPlans } from "../../../../src/exposed/plan/thing-plan.js";

const mqtt = "https://www.w3.org/2019/wot/mqtt#";

describe("The terms that an affordance declares", () => {
  it("are each document's own though equal affordances share the rest of their plans", () => {
    const plans = new ThingPlans({
      codecs: codecs(defaultCodecs()),
      contentTypes: ["application/json"],
      limits: exposeLimits,
      security: security(defaultSchemes(), undefined),
      verifier: undefined,
      prefixes: { mqv: mqtt },
    });
    const init = { title: "Lamp", events: { hot: { "mqv:qos": "1" } } } as PartialThingDescription;
    const one = plans.of(init).plan.events.get("hot");
    const other = plans.of({ ...init, "@context": [{ mqv: "urn:other:" }] }).plan.events.get("hot");
    expect(one?.declared?.get(`${mqtt}qos`, "subscribeevent")).toBe("1");
    expect(other?.declared?.get(`${mqtt}qos`, "subscribeevent")).toBeUndefined();
    expect(other?.data).toBe(one?.data);
  });
});
