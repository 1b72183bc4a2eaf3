/** JSON Schemas (draft 7) of the lines of a recording: the first is a `header`, each further one a `scene`. */
export const recordingSchemas = {
  header: {
    type: "object",
    required: ["device"],
    additionalProperties: false,
    properties: {
      device: { type: "string" },
      sources: { type: "array", items: { type: "string", format: "uri" } },
      recordedAt: { type: "string", format: "date-time" },
      placeholders: { type: "object", additionalProperties: { type: "string" } },
      servers: {
        type: "object",
        minProperties: 1,
        propertyNames: { pattern: "^[A-Z][A-Z0-9_]*$" },
        additionalProperties: { enum: ["mqtt", "http", "coap", "modbus+tcp"] },
      },
      thing: { type: "object" },
      state: { type: "object" },
      will: { $ref: "#/definitions/message" },
    },
    get definitions() {
      return definitions;
    },
  },
  scene: {
    type: "object",
    required: ["do"],
    additionalProperties: false,
    oneOf: ["atMs", "everyMs", "cue", "on", "request"].map((trigger) => ({ required: [trigger] })),
    dependencies: Object.fromEntries(
      ["payload", "contentType", "hex", "if", "times"].map((name) => [
        name,
        { anyOf: [{ required: ["on"] }, { required: ["request"] }] },
      ]),
    ),
    properties: {
      atMs: { type: "number", minimum: 0 },
      everyMs: { type: "number", minimum: 1 },
      cue: { type: "string" },
      on: { type: "string" },
      request: {
        type: "object",
        required: ["method", "target"],
        additionalProperties: false,
        properties: { server: { type: "string" }, method: { type: "string" }, target: { type: "string" } },
      },
      payload: { type: "object" },
      contentType: { type: "string" },
      hex: { $ref: "#/definitions/hex" },
      if: { type: "object" },
      times: { type: "integer", minimum: 1 },
      do: { type: "array", items: { $ref: "#/definitions/step" } },
    },
    get definitions() {
      return definitions;
    },
  },
} as const;

const payload = {
  text: { type: "string" },
  json: {},
  hex: { $ref: "#/definitions/hex" },
  value: {},
  contentType: { type: "string" },
} as const;

const definitions = {
  hex: { type: "string", pattern: "^(?:[0-9a-fA-F]{2})*$" },
  message: {
    type: "object",
    required: ["topic"],
    oneOf: ["text", "json", "hex", "value"].map((name) => ({ required: [name] })),
    properties: {
      topic: { type: "string" },
      ...payload,
      qos: { enum: [0, 1, 2] },
      retain: { type: "boolean" },
    },
  },
  step: {
    type: "object",
    additionalProperties: false,
    anyOf: ["set", "count", "topic", "answer", "notify"].map((name) => ({ required: [name] })),
    properties: {
      afterMs: { type: "number", minimum: 0 },
      if: { type: "object" },
      set: {},
      count: { type: "object", additionalProperties: { type: "integer", minimum: 1 } },
      topic: { type: "string" },
      ...payload,
      qos: { enum: [0, 1, 2] },
      retain: { type: "boolean" },
      answer: {
        type: "object",
        required: ["status"],
        additionalProperties: false,
        properties: {
          status: { type: "string", pattern: "^(?:[2-5]\\d\\d|[2-5]\\.\\d\\d)$" },
          ...payload,
          headers: { type: "object", additionalProperties: { type: "string" } },
          stream: { type: "boolean" },
        },
      },
      notify: {
        type: "object",
        required: ["target"],
        additionalProperties: false,
        properties: { server: { type: "string" }, target: { type: "string" }, ...payload },
      },
    },
  },
} as const;
