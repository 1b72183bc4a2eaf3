import { compileMapping } from "@thingwright/mapping";
import { validateThingDescription } from "@thingwright/td";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeDevice, readConfig } from "../../src/index.js";

const components = [
  "light",
  "climate",
  "cover",
  "fan",
  "switch",
  "sensor",
  "binary_sensor",
  "number",
  "select",
  "text",
  "event",
  "lock",
  "siren",
  "valve",
  "humidifier",
  "water_heater",
  "update",
  "button",
  "scene",
  "device_automation",
  "device",
];
const names = [
  "schema",
  "state_topic",
  "command_topic",
  "topic",
  "value_template",
  "state_template",
  "command_template",
  "brightness_state_topic",
  "brightness_command_topic",
  "brightness_scale",
  "rgb_command_topic",
  "rgb_command_template",
  "rgb_state_topic",
  "position_topic",
  "set_position_topic",
  "position_open",
  "position_closed",
  "tilt_command_topic",
  "tilt_max",
  "percentage_state_topic",
  "percentage_command_topic",
  "speed_range_max",
  "modes",
  "mode_state_topic",
  "mode_command_topic",
  "temperature_state_topic",
  "current_temperature_topic",
  "min_temp",
  "max_temp",
  "payload_on",
  "payload_off",
  "state_open",
  "event_types",
  "options",
  "min",
  "max",
  "unit_of_measurement",
  "device_class",
  "state_class",
  "entity_category",
  "availability",
  "availability_topic",
  "availability_mode",
  "supported_color_modes",
  "effect_list",
  "command_on_template",
  "command_off_template",
  "red_template",
  "name",
  "device",
  "components",
  "~",
  "qos",
  "retain",
  "reports_position",
  "payload_stop",
  "payload_install",
  "type",
  "subtype",
  "payload",
];
const value = fc.oneof(
  fc.constantFrom<unknown>(
    "a/b",
    "~/c",
    "a/+",
    "json",
    "template",
    "default",
    "{{ value }}",
    "{{ value_json.x }}",
    "{{ value_json",
    "constructor",
    "__proto__",
    "`",
    '"',
    "temperature",
    "°C",
    "W",
    "all",
    "any",
    null,
    true,
    false,
    0,
    -1,
    1,
    1e308,
    "",
    "12",
  ),
  fc.array(fc.constantFrom<unknown>("off", "heat", "xy", "constructor", 7, null, { topic: "a/s" }, { t: 5 }, []), {
    maxLength: 4,
  }),
  fc.dictionary(
    fc.constantFrom("p", "state_topic", "identifiers", "platform", "x"),
    fc.constantFrom<unknown>("sensor", "a/b", 3, {}),
    { maxKeys: 3 },
  ),
);
const members = fc.dictionary(fc.constantFrom(...names), value, { minKeys: 1, maxKeys: 14 });
const message = fc.tuple(fc.constantFrom(...components), fc.constantFrom("a", "b"), members);

describe("a device that announces anything at all", () => {
  it("is described by valid descriptions and mappings that compile, or by problems", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 3 }), async (messages) => {
        const configs = messages.map(([component, objectId, payload]) =>
          readConfig({ component, nodeId: undefined, objectId }, payload),
        );
        const entities = configs.flatMap((config) => config.entities);
        const described = await describeDevice({ name: "X", entities }, { broker: "mqtt://broker.example" }, "urn:x:1");
        for (const { southbound, model } of described.parts) {
          expect(validateThingDescription(southbound)).toEqual([]);
          compileMapping(southbound, model, { maxExpressionLength: 8_000 });
        }
        const problems = [...configs.flatMap((config) => config.problems), ...described.problems];
        const removals = messages.some(([component]) => component === "device");
        expect(described.parts.length + problems.length > 0 || removals).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});
