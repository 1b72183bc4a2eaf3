import { describe, expect, it } from "vitest";
import {
  esphomeClimate,
  esphomeLight,
  esphomeTemperature,
  esphomeUptime,
  tasmotaPower,
  tasmotaSwitch,
  wholeDevice,
  zigbeeCover,
} from "../support/announced.js";
import { described, invokes, offers, onlyPart, reads, writes } from "../support/described.js";

describe("a described device", () => {
  it("is a colour light when it has colours, and has what it measures besides", async () => {
    const part = await onlyPart({
      "light/strip": esphomeLight,
      "sensor/outside": esphomeTemperature,
      "sensor/uptime": esphomeUptime,
    });
    expect(part.modelName).toBe("colour-light");
    expect(part.own.map(({ name }) => name)).toEqual(["effect", "uptime"]);
    const [state, command] = ["hall-node/light/strip/state", "hall-node/light/strip/command"];
    expect(await reads(part, "on", state, { state: "ON" })).toBe(true);
    expect(await reads(part, "brightness", state, { brightness: 128 })).toBe(50);
    expect(await reads(part, "brightness", state, { state: "ON" })).toBeUndefined();
    expect(await reads(part, "colorTemperature", state, { color_temp: 250 })).toBe(4000);
    const red = (await reads(part, "colorXy", state, { color: { r: 255, g: 0, b: 0 } })) as { x: number; y: number };
    expect(red.x).toBeCloseTo(0.64, 3);
    expect(await writes(part, "on", false)).toEqual([command, { state: "OFF" }]);
    expect(await writes(part, "brightness", 50)).toEqual([command, { state: "ON", brightness: 128 }]);
    expect(await writes(part, "colorTemperature", 4000)).toEqual([command, { state: "ON", color_temp: 250 }]);
    expect(await writes(part, "colorXy", red)).toEqual([command, { state: "ON", color: { r: 255, g: 0, b: 0 } }]);
    expect(await reads(part, "temperature", "hall-node/sensor/outside/state", "50")).toBe(10);
    expect(await reads(part, "available", "hall-node/status", "offline")).toBe(false);
  });

  it("is a thermostat when it has a mode and two temperatures", async () => {
    const part = await onlyPart({ "climate/heating": esphomeClimate });
    expect(part.modelName).toBe("thermostat");
    const base = "hall-node/climate/heating";
    expect(await reads(part, "roomTemperature", `${base}/current_temperature/state`, "21.5")).toBe(21.5);
    expect(await reads(part, "mode", `${base}/mode/state`, "heat_cool")).toBe("auto");
    expect(await reads(part, "status", `${base}/action/state`, "fan")).toBe("idle");
    expect(await writes(part, "mode", "off")).toEqual([`${base}/mode/command`, "off"]);
    expect(await writes(part, "targetTemperature", 19.5)).toEqual([`${base}/target_temperature/command`, "19.5"]);
    expect(part.model.properties!.mode).toMatchObject({ enum: ["off", "heat", "auto"] });
    // What the common API does not tell apart is there in the device's words too.
    expect(await reads(part, "device_mode", `${base}/mode/state`, "fan_only")).toBe("fan_only");
    expect(part.model.properties!.targetTemperature).toMatchObject({ minimum: 5, maximum: 30 });
  });

  it("is one Thing for each light, thermostat and switch", async () => {
    const { parts } = await described({ "light/strip": esphomeLight, "climate/heating": esphomeClimate });
    expect(parts.map(({ modelName, id, title }) => [modelName, id, title])).toEqual([
      ["colour-light", "urn:ex:1", "Device"],
      ["thermostat", "urn:ex:1:heating", "Device heating"],
    ]);
  });

  it("is a switch with its meter, whose topics are short for others", async () => {
    const part = await onlyPart({ "switch/AABBCC_RL_1": tasmotaSwitch, "sensor/AABBCC_ENERGY_Power": tasmotaPower });
    expect(part.modelName).toBe("switch");
    expect(await reads(part, "on", "tele/desk-plug/STATE", { POWER: "ON" })).toBe(true);
    expect(await reads(part, "power", "tele/desk-plug/SENSOR", { ENERGY: { Power: 42 } })).toBe(42);
    expect(await writes(part, "on", true)).toEqual(["cmnd/desk-plug/POWER", "ON"]);
    expect(await reads(part, "available", "tele/desk-plug/LWT", "Online")).toBe(true);
  });

  it("is a blind when it has a position and can be stopped", async () => {
    const part = await onlyPart({ "cover/0x01": zigbeeCover });
    expect(part.modelName).toBe("blind");
    expect(await reads(part, "position", "zigbee2mqtt/blind", { position: 40 })).toBe(40);
    expect(await reads(part, "moving", "zigbee2mqtt/blind", { moving: "UP" })).toBe("opening");
    expect(await reads(part, "moving", "zigbee2mqtt/blind", {})).toBe("stopped");
    expect(await writes(part, "position", 30)).toEqual(["zigbee2mqtt/blind/set", '{ "position": 30 }']);
    expect(await invokes(part, "stop")).toEqual(["zigbee2mqtt/blind/set", "STOP"]);
    expect(await invokes(part, "open")).toEqual(["zigbee2mqtt/blind/set", "OPEN"]);
    expect(await reads(part, "available", "zigbee2mqtt/bridge/state", { state: "offline" })).toBe(false);
  });

  it("is read from one message about all of it", async () => {
    const part = await onlyPart({ "device/door-17": wholeDevice });
    expect(part.modelName).toBe("contact-sensor");
    expect(offers(part)).toEqual(expect.arrayContaining(["open", "battery"]));
    expect(await reads(part, "open", "doors/17", { open: true })).toBe(true);
    expect(await reads(part, "battery", "doors/17", { battery: 71.6 })).toBe(72);
  });

  it("has what no model knows in its own words", async () => {
    const part = await onlyPart({
      "number/delay": {
        name: "Delay",
        state_topic: "x/delay",
        command_topic: "x/delay/set",
        min: 0,
        max: 60,
        unit_of_measurement: "s",
      },
      "select/mode": { name: "Mode", state_topic: "x/mode", command_topic: "x/mode/set", options: ["eco", "boost"] },
      "button/restart": { name: "Restart", command_topic: "x/restart" },
      "text/label": { name: "Label", state_topic: "x/label", command_topic: "x/label/set" },
      "event/bell": { name: "Bell", state_topic: "x/bell", event_types: ["press", "hold"] },
      "lock/door": { name: "Door", state_topic: "x/lock", command_topic: "x/lock/set" },
      "siren/horn": { name: "Horn", state_topic: "x/horn", command_topic: "x/horn/set" },
      "valve/water": { name: "Water", state_topic: "x/valve", command_topic: "x/valve/set", reports_position: true },
    });
    expect(part.modelName).toBeUndefined();
    expect(await reads(part, "delay", "x/delay", "5")).toBe(5);
    expect(part.model.properties!.delay).toMatchObject({ unit: "qudtUnit:SEC", minimum: 0, maximum: 60 });
    expect(await writes(part, "delay", 7)).toEqual(["x/delay/set", "7"]);
    expect(await writes(part, "mode", "boost")).toEqual(["x/mode/set", "boost"]);
    expect(await invokes(part, "restart")).toEqual(["x/restart", "PRESS"]);
    expect(await reads(part, "bell", "x/bell", { event_type: "hold" })).toBe("hold");
    expect(await writes(part, "door_locked", true)).toEqual(["x/lock/set", "LOCK"]);
    expect(await writes(part, "horn", true)).toEqual(["x/horn/set", { state: "ON" }]);
    expect(await writes(part, "water_position", 25)).toEqual(["x/valve/set", "25"]);
  });

  it("is a fan whose steps share its range evenly", async () => {
    const part = await onlyPart({
      "fan/attic": {
        state_topic: "fan/state",
        command_topic: "fan/set",
        percentage_state_topic: "fan/speed",
        percentage_command_topic: "fan/speed/set",
        speed_range_max: 4,
        preset_modes: ["auto", "sleep"],
        preset_mode_state_topic: "fan/preset",
        preset_mode_command_topic: "fan/preset/set",
      },
    });
    expect(part.modelName).toBe("fan");
    expect(await reads(part, "fanSpeed", "fan/speed", "3")).toBe(75);
    expect(await writes(part, "fanSpeed", 60)).toEqual(["fan/speed/set", "3"]);
    expect(await writes(part, "preset_mode", "sleep")).toEqual(["fan/preset/set", "sleep"]);
  });

  it.each([
    [
      "topics",
      "tunable-white-light",
      {
        brightness_state_topic: "l/b",
        brightness_command_topic: "l/b/set",
        color_temp_state_topic: "l/t",
        color_temp_command_topic: "l/t/set",
      },
      "brightness",
      50,
      ["l/b/set", "128"],
    ],
    [
      "its own scale",
      "dimmable-light",
      { brightness_state_topic: "l/b", brightness_command_topic: "l/b/set", brightness_scale: 100 },
      "brightness",
      50,
      ["l/b/set", "50"],
    ],
    [
      "a colour as text",
      "colour-light",
      {
        brightness_state_topic: "l/b",
        brightness_command_topic: "l/b/set",
        rgb_state_topic: "l/c",
        rgb_command_topic: "l/c/set",
      },
      "colorXy",
      { x: 0.64, y: 0.33 },
      ["l/c/set", "255,0,0"],
    ],
    [
      "a template for its colour",
      "colour-light",
      {
        brightness_state_topic: "l/b",
        brightness_command_topic: "l/b/set",
        rgb_state_topic: "l/c",
        rgb_command_topic: "l/c/set",
        rgb_command_template: "{{ '%02x' if false else red }};{{ green }};{{ blue }}",
      },
      "colorXy",
      { x: 0.64, y: 0.33 },
      ["l/c/set", "255;0;0"],
    ],
  ] as const)("speaks to a light by %s", async (_, model, members, name, value, published) => {
    const part = await onlyPart({ "light/l": { state_topic: "l", command_topic: "l/set", ...members } });
    expect(part.modelName).toBe(model);
    expect(await writes(part, name, value)).toEqual(published);
  });

  it("speaks to a light by templates of its own", async () => {
    const part = await onlyPart({
      "light/t": {
        schema: "template",
        state_topic: "t",
        command_topic: "t/set",
        command_on_template: "on{% if brightness is defined %},{{ brightness }}{% endif %}",
        command_off_template: "off",
        state_template: "{{ value.split(',')[0] }}",
        brightness_template: "{{ value.split(',')[1] }}",
      },
    });
    expect(part.modelName).toBe("dimmable-light");
    expect(await reads(part, "on", "t", "on,255")).toBe(true);
    expect(await reads(part, "brightness", "t", "on,255")).toBe(100);
    expect(await writes(part, "on", true)).toEqual(["t/set", "on"]);
    expect(await writes(part, "brightness", 100)).toEqual(["t/set", "on,255"]);
  });

  it("always heats when it is a thermostat without modes", async () => {
    const { modes: _, mode_stat_t: __, mode_cmd_t: ___, ...plain } = esphomeClimate;
    const part = await onlyPart({ "climate/heating": plain });
    expect(part.modelName).toBe("thermostat");
    const topic = "hall-node/climate/heating/current_temperature/state";
    expect(await reads(part, "mode", topic, "20")).toBe("heat");
  });

  it("is offered without a value whose template cannot be translated, and says so", async () => {
    const { parts, problems } = await described({
      "sensor/odd": { state_topic: "x", value_template: "{{ states('sensor.other') }}", unit_of_measurement: "W" },
      "sensor/good": { state_topic: "x", value_template: "{{ value_json.good }}", unit_of_measurement: "W" },
    });
    expect(parts.map((part) => offers(part))).toEqual([["good"]]);
    expect(problems).toEqual([
      `odd: value_template "{{ states('sensor.other') }}": the function "states" has no equivalent`,
    ]);
  });

  it("says which of its kinds of entities are not known", async () => {
    const { problems } = await described({ "vacuum/v": { command_topic: "v" }, "light/w": { schema: "odd" } });
    expect(problems).toEqual([
      'w: no light is known of the schema "odd"',
      'v: no entity is known of the kind "vacuum"',
    ]);
  });

  it("says that a word on the availability of one entity alone is not followed", async () => {
    const { problems } = await described({
      "sensor/a": { state_topic: "a", availability_topic: "all" },
      "sensor/b": { state_topic: "b", availability_topic: "b/status" },
    });
    expect(problems).toEqual([
      "a: its own availability on all is not followed",
      "b: its own availability on b/status is not followed",
    ]);
  });
});
