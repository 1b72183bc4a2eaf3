import type { ThingDescription } from "@thingwright/td";

/** A Thing with most of what the other formats can and cannot say. */
export const lamp: ThingDescription = {
  "@context": "https://www.w3.org/2022/wot/td/v1.1",
  id: "urn:example:lamp",
  title: "Lamp",
  version: { instance: "1.2.0" },
  base: "https://lamp.example/things/",
  security: "basic",
  securityDefinitions: {
    basic: { scheme: "basic" },
    key: { scheme: "apikey", in: "header", name: "X-Key" },
    login: {
      scheme: "oauth2",
      flow: "code",
      authorization: "https://id.example/authorize",
      token: "https://id.example/token",
      scopes: ["fade"],
    },
    either: { scheme: "combo", oneOf: ["key", "login"] },
    secret: { scheme: "psk" },
    none: { scheme: "nosec" },
  },
  schemaDefinitions: { problem: { type: "object", properties: { detail: { type: "string" } } } },
  properties: {
    on: { type: "boolean", forms: [{ href: "on" }, { href: "mqtt://broker.example/lamp/on", op: "observeproperty" }] },
    "level/%": {
      type: "number",
      unit: "percent",
      readOnly: true,
      uriVariables: { zone: { type: "string" }, unit: { type: "string", enum: ["a", "b"] } },
      forms: [{ href: "level/{zone}{?unit}", security: "none" }],
    },
    pin: { type: "string", writeOnly: true, forms: [{ href: "pin", security: "secret" }] },
  },
  actions: {
    fade: {
      input: { type: "array", items: [{ type: "integer" }, { type: "string" }] },
      output: { type: "string" },
      forms: [
        {
          href: "fade",
          security: "either",
          scopes: "fade",
          additionalResponses: [{ contentType: "application/problem+json", schema: "problem" }],
        },
      ],
    },
  },
  events: { hot: { data: { type: "number" }, forms: [{ href: "hot", op: "subscribeevent", subprotocol: "sse" }] } },
};

/** More alternatives than a `combo` is written out to. */
export const manyWays = Array.from({ length: 65 }, (_, n) => `way${n}`);
export const manySchemes = Object.fromEntries(manyWays.map((name) => [name, { scheme: "basic" as const }]));
