import type { AdapterPlugin } from "@thingwright/adapter-core";
import { thingModelNames } from "@thingwright/thing-descriptions";

const text = { type: "string", minLength: 1 } as const;
const texts = { type: "array", items: text } as const;
const port = { type: "integer", minimum: 0, maximum: 65_535 } as const;
const flag = { type: "boolean" } as const;

const object = (properties: object, ...required: readonly string[]) => ({
  ...{ type: "object", properties, required, additionalProperties: false },
});

/** Most devices of a configuration, Things with settings, and entries of one adapter. */
export const maxConfiguredDevices = 10_000;

/** Certificate and key, each the name of a PEM file. */
const tls = object({ cert: text, key: text }, "cert", "key");
const advertise = { anyOf: [{ const: "all" }, { ...texts, minItems: 1 }] };
const address = { port, address: text, advertise, baseUrl: text };

const http = object({
  ...{ ...address, tls, cors: texts, trustedProxies: texts, webSocket: flag },
});

const mqtt = {
  ...object({ ...address, tls, broker: text, prefix: text }),
  not: { required: ["broker"], anyOf: ["port", "address", "advertise", "tls"].map((name) => ({ required: [name] })) },
};

const security = object(
  {
    scheme: { enum: ["basic", "bearer", "apikey"] },
    in: { enum: ["header", "query", "cookie"] },
    name: text,
    credentials: text,
  },
  ...["scheme", "credentials"],
);

const settings = { title: text, room: text, hidden: flag };

const device = {
  ...object(
    {
      ...{ ...settings, id: text, device: text, description: text, placeholders: {}, as: text, model: text },
      valueTimes: flag,
    },
    "id",
  ),
  allOf: [
    { oneOf: [{ required: ["device"] }, { required: ["description"] }] },
    { oneOf: [{ required: ["as"] }, { required: ["model"] }] },
  ],
};

const ids = { ...texts, minItems: 1, maxItems: maxConfiguredDevices, uniqueItems: true };

const group = object({ ...settings, id: text, members: ids, as: { enum: thingModelNames } }, "id", "members");

const sceneValues = { type: "object", minProperties: 1, additionalProperties: { type: "object", minProperties: 1 } };

const scene = object({ ...settings, id: text, values: sceneValues }, "id", "values");

const thing = object({ ...settings, as: { enum: thingModelNames } });

/** The form of a configuration with entries of `adapters`, as JSON Schema. */
export const configurationSchema = (adapters: readonly AdapterPlugin[] = []): object =>
  object({
    ...Object.fromEntries(
      adapters.map(({ name, entrySchema }) => [
        name,
        { type: "array", maxItems: maxConfiguredDevices, items: entrySchema },
      ]),
    ),
    $schema: text,
    http,
    coap: object(address),
    mqtt,
    security,
    insecure: flag,
    devices: { type: "array", maxItems: maxConfiguredDevices, items: device },
    groups: { type: "array", maxItems: maxConfiguredDevices, items: group },
    scenes: { type: "array", maxItems: maxConfiguredDevices, items: scene },
    things: { type: "object", maxProperties: maxConfiguredDevices, additionalProperties: thing },
    rooms: { type: "object", maxProperties: maxConfiguredDevices, additionalProperties: text },
  });
