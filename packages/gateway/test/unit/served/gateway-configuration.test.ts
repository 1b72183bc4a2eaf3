import { gatewayConfiguration } from "@thingwright/gateway";
import { describe, expect, it } from "vitest";
import { Attic } from "../../support/attic.js";

const adapters = [new Attic().plugin];

const plug = { id: "urn:example:plug", device: "tasmota/plug", as: "plug" };

describe("a configuration", () => {
  it.each([
    [{}],
    [{ http: { port: 0, cors: ["https://house.example"] }, coap: {}, mqtt: { broker: "mqtt://192.0.2.1" } }],
    [{ devices: [plug, { id: "urn:example:own", description: "own.td.json", model: "own.tm.json" }] }],
    [{ attic: [{ relays: ["lamp"] }, { relays: ["pump"] }] }],
    [{ things: { "urn:attic:lamp": { title: "Lamp", room: "Hall", hidden: false, as: "plug" }, "urn:attic:fan": {} } }],
    [{ rooms: { Hall: "https://house.example/hall" }, devices: [{ ...plug, room: "Hall", hidden: true }] }],
    [{ security: { scheme: "apikey", in: "query", name: "k", credentials: "users.json" }, insecure: true }],
    [{ http: { address: "0.0.0.0", advertise: "all", tls: { cert: "a.pem", key: "b.pem" }, webSocket: true } }],
    [
      {
        groups: [
          { id: "urn:g", members: ["urn:a", "urn:h"], as: "light-group", room: "Hall" },
          { id: "urn:h", members: ["urn:a"] },
        ],
      },
    ],
    [{ scenes: [{ id: "urn:s", title: "Evening", values: { "urn:a": { on: true, level: 4 } } }] }],
  ])("is taken as it is: %j", (configuration) => {
    expect(gatewayConfiguration(configuration, adapters)).toBe(configuration);
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
    ["an entry that its adapter does not take", { attic: [{ relay: "a" }] }, /\/attic\/0 .*"relay"/],
    ["an adapter that is not there", { cellar: [{}] }, /must not have a member "cellar"/],
    ["two entries that mean the same", { attic: [{ relays: ["a"] }, { relays: ["a"] }] }, /\/attic\/1 is there twice/],
    ["a Thing of a model that is not there", { things: { "urn:x": { as: "airship" } } }, /\/things\/urn:x\/as/],
    ["a group of nobody", { groups: [{ id: "urn:g", members: [] }] }, /\/groups\/0\/members/],
    [
      "two groups of one id",
      { groups: ["a", "b"].map((member) => ({ id: "urn:g", members: [member] })) },
      /\/groups\/1\/id is/,
    ],
    [
      "a group that is a member of itself",
      { groups: [{ id: "urn:g", members: ["urn:g"] }] },
      /\/groups\/0 is a member of itself/,
    ],
    [
      "groups in a circle",
      { groups: [..."abc"].map((id, index) => ({ id, members: ["abc"[(index + 1) % 3], "x"] })) },
      /\/groups\/0 is a member of itself/,
    ],
    ["a scene that sets nothing", { scenes: [{ id: "urn:s", values: {} }] }, /\/scenes\/0\/values/],
    ["a secret in it", { security: { scheme: "bearer", token: "t", credentials: "u.json" } }, /"token"/],
    ["security without users", { security: { scheme: "basic" } }, /"credentials"/],
    ["a certificate without a key", { http: { tls: { cert: "a.pem" } } }, /"key"/],
  ])("is refused with %s", (_, configuration, message) => {
    expect(() => gatewayConfiguration(configuration, adapters)).toThrow(message);
    expect(() => gatewayConfiguration(configuration, adapters)).toThrow(
      expect.objectContaining({ code: "WOT_ARGUMENT" }),
    );
  });
});
