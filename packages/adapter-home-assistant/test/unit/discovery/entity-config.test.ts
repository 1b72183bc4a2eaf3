import { describe, expect, it } from "vitest";
import { readConfig, readDiscoveryTopic } from "../../../src/index.js";

const topic = { component: "sensor", nodeId: undefined, objectId: "s" };

describe("a discovery topic", () => {
  it.each([
    ["homeassistant/light/lamp/config", { component: "light", nodeId: undefined, objectId: "lamp" }],
    ["homeassistant/sensor/node/temp_1/config", { component: "sensor", nodeId: "node", objectId: "temp_1" }],
    ["homeassistant/light/config", undefined],
    ["homeassistant/light/la mp/config", undefined],
    ["homeassistant/a/b/c/d/config", undefined],
    ["other/light/lamp/config", undefined],
  ])("%s is read", (text, expected) => {
    expect(readDiscoveryTopic(text, "homeassistant")).toEqual(expected);
  });
});

describe("a configuration", () => {
  it("has long names in the place of short ones, and whole topics", () => {
    const { entities, device, origin } = readConfig(topic, {
      "~": "base",
      stat_t: "~/state",
      cmd_t: "set/~",
      avty: [{ t: "~/status", val_tpl: "~" }],
      dev: { ids: 7, cns: [["mac", "AA:BB"]], mf: "Maker" },
      o: { name: "fw", sw: "1" },
    });
    expect(entities[0]!.members).toMatchObject({
      state_topic: "base/state",
      command_topic: "set/base",
      availability: [{ topic: "base/status", value_template: "~" }],
    });
    expect(device).toMatchObject({ identities: ["7", "mac aa:bb"], manufacturer: "Maker" });
    expect(origin).toBe("fw 1");
  });

  it.each([
    ["no object", []],
    ["text", "x"],
    ["nothing", null],
    ["deep", nested(20)],
  ])("that is %s is a problem", (_, payload) => {
    expect(readConfig(topic, payload).problems).not.toEqual([]);
  });

  it("of a device says what is wrong with its components", () => {
    const device = { ...topic, component: "device" };
    const { entities, problems } = readConfig(device, {
      components: { good: { p: "sensor", stat_t: "x" }, none: 3, lost: { stat_t: "x" }, back: { p: "sensor" } },
    });
    expect(entities.map(({ objectId }) => objectId)).toEqual(["good"]);
    expect(problems).toEqual(["none: it is no object", "lost: it has no platform"]);
    expect(readConfig(device, {}).problems).toEqual(["it has no components"]);
  });

  it("has no member that a program would take for something else", () => {
    const hostile = JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1, "name": "x"}');
    expect(Object.keys(readConfig(topic, hostile).entities[0]!.members)).toEqual(["name"]);
    expect({}).not.toHaveProperty("polluted");
  });
});

function nested(levels: number): object {
  return levels === 0 ? {} : { x: nested(levels - 1) };
}
