import { thingModel } from "@thingwright/thing-descriptions";
import { describe, expect, it } from "vitest";
import { chosenModel } from "../../src/chosen-model.js";

describe("a chosen model", () => {
  it("has all that the part has, as the part has it", async () => {
    const found = await thingModel("switch");
    const own = { ...found, properties: { ...found.properties, hum: { title: "Hum", type: "boolean" as const } } };
    const { properties = {} } = await chosenModel("on-off-light", own as never);
    expect(properties.hum).toEqual({ title: "Hum", type: "boolean" });
    expect(properties.on).toEqual(found.properties!.on);
  });

  it("requires what the model requires, and nothing that the part may lack", async () => {
    const found = await thingModel("switch");
    const chosen = await chosenModel("blind", found);
    const optional = new Set(chosen["tm:optional"]);
    for (const pointer of found["tm:optional"] ?? []) expect(optional).toContain(pointer);
    expect(optional).not.toContain("/properties/position");
  });
});
