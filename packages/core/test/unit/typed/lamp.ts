/** A Thing Description as a literal, with every kind of schema that types are made of. */
export const lampDescription = {
  "@context": "https://www.w3.org/2022/wot/td/v1.1",
  title: "Lamp",
  securityDefinitions: { none: { scheme: "nosec" } },
  security: "none",
  properties: {
    on: { type: "boolean", observable: true, forms: [{ href: "script://lamp/on" }] },
    level: {
      type: "integer",
      minimum: 0,
      maximum: 100,
      uriVariables: { unit: { type: "string", enum: ["percent", "lumen"] } },
      forms: [{ href: "script://lamp/level{?unit}" }],
    },
    mode: { type: "string", enum: ["day", "night"], forms: [{ href: "script://lamp/mode" }] },
    power: { type: "number", readOnly: true, forms: [{ href: "script://lamp/power" }] },
    pin: { type: "string", writeOnly: true, forms: [{ href: "script://lamp/pin" }] },
    colour: {
      type: "object",
      properties: { hue: { type: "number" }, names: { type: "array", items: { type: "string" } } },
      required: ["hue"],
      forms: [{ href: "script://lamp/colour" }],
    },
    point: {
      type: "array",
      items: [{ type: "number" }, { type: "string" }],
      forms: [{ href: "script://lamp/point" }],
    },
    either: { oneOf: [{ type: "string" }, { type: "null" }], forms: [{ href: "script://lamp/either" }] },
    anything: { forms: [{ href: "script://lamp/anything" }] },
  },
  actions: {
    fade: {
      input: { type: "object", properties: { to: { type: "integer" }, ms: { type: "integer" } }, required: ["to"] },
      output: { type: "integer" },
      forms: [{ href: "script://lamp/fade" }],
    },
    toggle: { forms: [{ href: "script://lamp/toggle" }] },
  },
  events: {
    failed: {
      data: { type: "object", properties: { reason: { type: "string" } }, required: ["reason"] },
      subscription: { type: "object", properties: { above: { type: "number" } }, required: ["above"] },
      forms: [{ href: "script://lamp/failed" }],
    },
    started: { forms: [{ href: "script://lamp/started" }] },
  },
} as const;
