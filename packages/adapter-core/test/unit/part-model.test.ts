import { describe, expect, it } from "vitest";
import { partModel } from "../../src/index.js";

const property = (name: string, affordance?: object) => ({
  kind: "property" as const,
  name,
  ...(affordance !== undefined && { affordance }),
});
const lights = [{ model: "dimmable-light" }, { model: "on-off-light" }] as const;

describe("the model of a part", () => {
  it("is the first whose required affordances are served", async () => {
    const { modelName } = await partModel({ title: "Lamp", served: [property("on")], candidates: lights });
    expect(modelName).toBe("on-off-light");
  });

  it("has what the device has beside it, under a free name", async () => {
    const { model, served } = await partModel({
      title: "Lamp",
      served: [property("on")],
      candidates: lights,
      beside: () => [property("on", { title: "Relay", type: "string" }), property("uptime", { type: "integer" })],
    });
    expect(served.map(({ name }) => name)).toEqual(["on", "device_on", "uptime"]);
    expect(model.properties).toMatchObject({ device_on: { title: "Relay" }, uptime: { type: "integer" } });
  });

  it("is an empty one where none fits, without what nothing describes", async () => {
    const served = [property("brightness"), property("own", { type: "string" })];
    const part = await partModel({ title: "Odd", served, candidates: [] });
    expect(part).toMatchObject({ modelName: undefined, model: { title: "Odd" } });
    expect(part.served.map(({ name }) => name)).toEqual(["own"]);
  });

  it("takes the first of two that serve one affordance", async () => {
    const served = [property("own", { title: "First" }), property("own", { title: "Second" })];
    const { model } = await partModel({ title: "Odd", served, candidates: [] });
    expect(model.properties).toMatchObject({ own: { title: "First" } });
  });
});
