import { gatewayConfiguration } from "@thingwright/gateway";
import { describe, expect, it } from "vitest";

const plug = { id: "urn:example:plug", device: "tasmota/plug", as: "plug" };

describe("a configuration", () => {
  it.each([
    [{}],
    [{ http: { port: 0, cors: ["https://house.example"] }, coap: {}, mqtt: { broker: "mqtt://192.0.2.1" } }],
    [{ devices: [plug, { id: "urn:example:own", description: "own.td.json", model: "own.tm.json" }] }],
    [{ zigbee2mqtt: [{ broker: "mqtt://192.0.2.1" }, { broker: "mqtt://192.0.2.1", base: "attic" }] }],
  ])("is taken as it is: %j", (configuration) => {
    expect(gatewayConfiguration(configuration)).toBe(configuration);
  });

  it.each<[string, unknown, RegExp]>([
    ["no object", [], /must be/],
    ["nothing", null, /must be/],
    ["a misspelt member", { device: [] }, /must not have a member "device"/],
    ["a port that is none", { http: { port: 70_000 } }, /\/http\/port/],
    ["two brokers", { mqtt: { port: 1883, broker: "mqtt://192.0.2.1" } }, /\/mqtt/],
    ["a device without an id", { devices: [{ device: "tasmota/plug", as: "plug" }] }, /\/devices\/0 .*"id"/],
    ["a device that is spoken to in two ways", { devices: [{ ...plug, description: "x.json" }] }, /\/devices\/0/],
    ["a device that is offered as nothing", { devices: [{ id: "urn:x", device: "tasmota/plug" }] }, /\/devices\/0/],
    ["two devices of one id", { devices: [plug, plug] }, /\/devices\/1\/id is there twice/],
    ["an adapter without a broker", { zigbee2mqtt: [{}] }, /\/zigbee2mqtt\/0 .*"broker"/],
  ])("is refused with %s", (_, configuration, message) => {
    expect(() => gatewayConfiguration(configuration)).toThrow(message);
    expect(() => gatewayConfiguration(configuration)).toThrow(expect.objectContaining({ code: "WOT_ARGUMENT" }));
  });
});
