import { resolvePointer } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { toAsyncApi } from "../../../src/index.js";
import { lamp, manySchemes, manyWays } from "../lamp.js";

describe("the AsyncAPI document of a Thing", () => {
  it("has a server, a channel and an operation for an mqtt Form", () => {
    expect(toAsyncApi(lamp).document).toEqual({
      asyncapi: "3.0.0",
      info: { title: "Lamp", version: "1.2.0" },
      servers: { broker1: { host: "broker.example", protocol: "mqtt" } },
      channels: {
        observeproperty_on: {
          address: "lamp/on",
          messages: { data: { contentType: "application/json", payload: { type: "boolean" } } },
          servers: [{ $ref: "#/servers/broker1" }],
        },
      },
      operations: {
        observeproperty_on: {
          action: "send",
          channel: { $ref: "#/channels/observeproperty_on" },
          security: [{ $ref: "#/components/securitySchemes/basic" }],
          "x-wot-operation": "observeproperty",
          "x-wot-affordance": "on",
        },
      },
      components: { securitySchemes: { basic: { type: "userPassword" } } },
    });
  });

  it("lists Forms of other protocols and URI variables as lost", () => {
    const lost = toAsyncApi(lamp).losses.map(({ pointer }) => pointer);
    expect(lost).toEqual(expect.arrayContaining(["/properties/on/forms/0", "/properties/level~1%/uriVariables"]));
  });

  it("carries Quality of Service and retained messages", () => {
    const form = { href: "mqtt://broker.example", "mqv:topic": "a", "mqv:qos": "1", "mqv:retain": true };
    const { document } = toAsyncApi({ ...lamp, actions: { reset: { title: "Reset", forms: [form] } } });
    expect(resolvePointer(document, "/operations/invokeaction_reset")).toMatchObject({
      title: "Reset",
      action: "receive",
      bindings: { mqtt: { qos: 1, retain: true } },
    });
  });

  it.each(["secret", ["basic", "login"], "ways"])("never looks open where %s is needed", (security) => {
    const securityDefinitions = {
      ...lamp.securityDefinitions,
      ...manySchemes,
      ways: { scheme: "combo" as const, oneOf: manyWays },
    };
    const form = { href: "mqtt://broker.example/a", security };
    const { document, losses } = toAsyncApi({ ...lamp, securityDefinitions, actions: { reset: { forms: [form] } } });
    const [{ $ref }] = resolvePointer(document, "/operations/invokeaction_reset/security") as [{ $ref: string }];
    expect(resolvePointer(document, $ref.slice(1))).toMatchObject({ type: "http", "x-wot-scheme": expect.anything() });
    expect(losses.some(({ message }) => /AsyncAPI (cannot express|has no counterpart)/.test(message))).toBe(true);
  });

  it("has no security where the Thing Description says nosec", () => {
    const form = { href: "mqtt://broker.example/a", security: "none" };
    const { document } = toAsyncApi({ ...lamp, actions: { reset: { forms: [form] } } });
    expect(resolvePointer(document, "/operations/invokeaction_reset")).not.toHaveProperty("security");
  });

  it("leaves a password in an href out", () => {
    const form = { href: "mqtt://user:geheim@broker.example/a" };
    const { document, losses } = toAsyncApi({ ...lamp, actions: { reset: { forms: [form] } } });
    expect(JSON.stringify({ document, losses })).not.toContain("geheim");
    expect(losses).toContainEqual(expect.objectContaining({ pointer: "/actions/reset/forms/0" }));
  });
});
