import { hostname } from "node:os";
import { fakeHost, testThing } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";
import { embeddedBroker, mqttServer } from "../../../src/index.js";

const refusal = expect.objectContaining({ code: "WOT_ARGUMENT" });

describe("What an MQTT server tells of its addresses", () => {
  it("is nothing but what it was told to advertise", async () => {
    const thing = testThing();
    await using server = mqttServer({ port: 0, address: "0.0.0.0", advertise: ["thing.example"] });
    await server.start(fakeHost(thing));
    const { properties, actions, events, thing: whole } = await server.expose(thing);
    const forms = JSON.stringify([...properties, ...actions, ...events, whole]);
    expect(forms).toContain("mqtt://thing.example:");
    expect(forms).not.toMatch(/\d{1,3}(?:\.\d{1,3}){3}|localhost/);
    expect(forms).not.toContain(hostname());
    expect(server.addresses()[0]).toMatch(/^mqtt:\/\/thing\.example:\d+$/);
  });

  it("has to be said when its broker listens on all interfaces", async () => {
    for (const address of ["0.0.0.0", "::"]) {
      expect(() => mqttServer({ address })).toThrow(refusal);
      expect(() => mqttServer({ address, baseUrl: "mqtt://house.example" })).not.toThrow();
      await expect(embeddedBroker({ port: 0, address })).rejects.toThrow(refusal);
    }
  });

  it("does not make a broker private that others can reach", async () => {
    await using broker = await embeddedBroker({ port: 0, address: "0.0.0.0", advertise: ["localhost"] });
    expect(mqttServer({ broker }).isPublic).toBe(true);
  });
});
