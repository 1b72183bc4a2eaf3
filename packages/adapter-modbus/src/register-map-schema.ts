import { thingModelNames } from "@thingwright/thing-descriptions";

const text = (maxLength: number) => ({ type: "string", minLength: 1, maxLength });
const name = { type: "string", pattern: "^[A-Za-z][A-Za-z0-9_]{0,63}$" };
const scalar = { type: ["string", "number", "boolean"] };
/** A number, or a parameter in its place. */
const number = { anyOf: [{ type: "number" }, { type: "string", pattern: "^\\{\\{[A-Z][A-Z0-9_]*\\}\\}$" }] };
const interval = { type: "array", items: number, minItems: 2, maxItems: 2 };
const address = { type: "integer", minimum: 0, maximum: 465_536 };
const order = { enum: ["high-first", "low-first"] };
const entity = { enum: ["Coil", "DiscreteInput", "InputRegister", "HoldingRegister"] };
const type = {
  enum: ["boolean", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float32", "float64", "string"],
};
const length = { type: "integer", minimum: 1, maximum: 125 };
const milliseconds = { type: "integer", minimum: 10, maximum: 86_400_000 };
const bit = { type: "integer", minimum: 0, maximum: 52 };

const conversion = {
  scale: number,
  offset: number,
  range: { type: "array", items: interval, minItems: 2, maxItems: 2 },
  enum: { type: "object", additionalProperties: scalar, maxProperties: 256 },
};

const servedPart = {
  type: "object",
  additionalProperties: false,
  oneOf: [{ required: ["property"] }, { required: ["action"] }, { required: ["event"] }],
  properties: {
    property: name,
    action: name,
    event: name,
    bit,
    ...conversion,
    read: text(2_000),
    write: text(2_000),
    value: {},
    data: {},
  },
};

const register = {
  type: "object",
  additionalProperties: false,
  required: ["name", "address"],
  properties: {
    name,
    entity,
    address,
    type,
    length,
    access: { enum: ["read", "write", "read-write"] },
    title: text(200),
    description: text(2_000),
    unit: text(40),
    minimum: number,
    maximum: number,
    bits: { type: "object", propertyNames: name, additionalProperties: bit, maxProperties: 64 },
    pollMs: milliseconds,
    minIntervalMs: milliseconds,
    writeFunction: {
      enum: ["writeSingleCoil", "writeMultipleCoils", "writeSingleHoldingRegister", "writeMultipleHoldingRegisters"],
    },
    ...conversion,
    serves: { anyOf: [name, { type: "array", items: servedPart, minItems: 1, maxItems: 32 }] },
  },
};

const model = { enum: thingModelNames };

const part = {
  as: { anyOf: [model, { type: "array", items: model, minItems: 1, maxItems: 8 }] },
  registers: { type: "array", items: register, minItems: 1, maxItems: 1_000 },
  constants: { type: "object", propertyNames: name, additionalProperties: scalar, maxProperties: 32 },
};

const further = {
  type: "object",
  additionalProperties: false,
  required: ["suffix", "title", "registers"],
  properties: {
    suffix: { type: "string", pattern: "^[a-z][a-z0-9-]{0,31}$" },
    title: text(200),
    ...part,
    repeat: {
      type: "object",
      additionalProperties: false,
      required: ["count", "stride"],
      properties: {
        count: { type: "integer", minimum: 1, maximum: 256 },
        stride: { type: "integer", minimum: 1, maximum: 65_535 },
      },
    },
  },
};

const sign = {
  type: "object",
  additionalProperties: false,
  required: ["is"],
  oneOf: [{ required: ["identification"] }, { required: ["entity", "address"] }],
  properties: {
    identification: name,
    entity,
    address,
    type,
    length,
    is: { anyOf: [scalar, { type: "array", items: scalar, minItems: 1, maxItems: 64 }] },
  },
};

/** JSON Schema (draft-07) of a register map, for editors and for whoever checks one. */
export const registerMapSchema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  $id: "https://thingwright.org/schemas/register-map.json",
  title: "Register map of a Modbus device",
  type: "object",
  additionalProperties: false,
  required: ["title", "maker", "product", "registers"],
  properties: {
    $schema: { type: "string" },
    title: text(200),
    maker: text(100),
    product: text(100),
    description: text(2_000),
    source: text(500),
    numbering: { enum: ["wire", "from-1", "modicon"] },
    byteOrder: order,
    wordOrder: order,
    pollMs: milliseconds,
    timeoutMs: milliseconds,
    parameters: {
      type: "object",
      propertyNames: { pattern: "^[A-Z][A-Z0-9_]{0,31}$" },
      maxProperties: 32,
      additionalProperties: {
        type: "object",
        additionalProperties: false,
        required: ["title"],
        properties: { title: text(200), default: scalar },
      },
    },
    recognize: { type: "array", items: sign, minItems: 1, maxItems: 16 },
    ...part,
    registers: { ...part.registers, minItems: 0 },
    parts: { type: "array", items: further, maxItems: 64 },
  },
} as const;
