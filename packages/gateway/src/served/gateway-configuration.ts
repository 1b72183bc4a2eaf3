import { isWotError, UsageError } from "@thingwright/errors";
import { compileDataSchema, type DataSchema, type JsonValue } from "@thingwright/td";

/** What a gateway offers, and where. Plain data, as a file has it. */
export interface GatewayConfiguration {
  readonly http?: { readonly port?: number; readonly address?: string; readonly cors?: readonly string[] };
  readonly coap?: { readonly port?: number; readonly address?: string };
  /** A broker of its own, on `port`, or one that is there. */
  readonly mqtt?: { readonly port?: number; readonly broker?: string };
  readonly devices?: readonly DeviceEntry[];
  /** Each brings the devices that it knows. */
  readonly zigbee2mqtt?: readonly { readonly broker: string; readonly base?: string }[];
}

/** One device: how it is spoken to, and as what it is offered. */
export interface DeviceEntry {
  /** `id` of the Thing: a URI that never changes, and says nothing of the device. */
  readonly id: string;
  readonly title?: string;
  /** Name of a device in the catalogue of `@thingwright/thing-descriptions`. */
  readonly device?: string;
  /** In its place: file of a southbound Thing Description, or of one with placeholders. */
  readonly description?: string;
  /** Values of the placeholders of either. */
  readonly placeholders?: Readonly<Record<string, JsonValue>>;
  /** Name of a model in the same catalogue. */
  readonly as?: string;
  /** In its place: file of a Thing Model. */
  readonly model?: string;
}

const text = { type: "string", minLength: 1 } as const;
const port = { type: "integer", minimum: 0, maximum: 65_535 } as const;

const object = (properties: object, ...required: readonly string[]) => ({
  ...{ type: "object", properties, required, additionalProperties: false },
});

/** Most devices of a configuration. */
export const maxConfiguredDevices = 10_000;

const entry = {
  ...object({ id: text, title: text, device: text, description: text, placeholders: {}, as: text, model: text }, "id"),
  allOf: [
    { oneOf: [{ required: ["device"] }, { required: ["description"] }] },
    { oneOf: [{ required: ["as"] }, { required: ["model"] }] },
  ],
};

/** The form of a configuration, as JSON Schema. */
export const gatewayConfigurationSchema: object = object({
  $schema: text,
  http: object({ port, address: text, cors: { type: "array", items: text } }),
  coap: object({ port, address: text }),
  mqtt: { ...object({ port, broker: text }), maxProperties: 1 },
  devices: { type: "array", maxItems: maxConfiguredDevices, items: entry },
  zigbee2mqtt: { type: "array", items: object({ broker: text, base: text }, "broker") },
});

/** Reads a configuration. @throws {UsageError} WOT_ARGUMENT that names what is wrong by its JSON Pointer */
export function gatewayConfiguration(value: unknown): GatewayConfiguration {
  try {
    compileDataSchema(gatewayConfigurationSchema as DataSchema).validate(value);
  } catch (cause) {
    if (!isWotError(cause)) throw cause;
    throw new UsageError("WOT_ARGUMENT", `the configuration cannot be used: ${cause.message}`, { cause });
  }
  const configuration = value as GatewayConfiguration;
  const seen = new Set<string>();
  for (const [index, { id }] of (configuration.devices ?? []).entries()) {
    if (seen.has(id)) {
      throw new UsageError("WOT_ARGUMENT", `the configuration cannot be used: /devices/${index}/id is there twice`);
    }
    seen.add(id);
  }
  return configuration;
}
