/** A document with every kind of schema, of which types are both inferred and generated. */
export const lamp = {
  title: "Colour lamp (2nd)",
  description: "Shines.\nIn */ colours.",
  uriVariables: { room: { type: "string" } },
  properties: {
    on: { type: "boolean", observable: true, title: "On or off" },
    "light level": { type: "integer", unit: "qudt:PERCENT", uriVariables: { ms: { type: "integer" } } },
    mode: { enum: ["day", "night", 3, null] },
    power: { type: "number", readOnly: true },
    pin: { type: "string", writeOnly: true },
    never: { type: "string", readOnly: true, writeOnly: true },
    colour: {
      type: "object",
      properties: {
        hue: { type: "number", description: "Of 360" },
        "a b": { type: "array", items: { enum: ["x", "y"] } },
      },
      required: ["hue"],
    },
    bag: { type: "object" },
    list: { type: "array" },
    point: { type: "array", items: [{ type: "number" }, { type: "string" }] },
    either: {
      oneOf: [{ type: "string" }, { type: "array", items: { oneOf: [{ type: "null" }, { type: "boolean" }] } }],
    },
    fixed: { const: "one" },
    anything: {},
  },
  actions: {
    fade: { input: { type: "object", properties: { to: { type: "integer" } }, required: ["to"] } },
    toggle: {},
  },
  events: { failed: { data: { type: "string" }, subscription: { type: "integer" } } },
} as const;
