import { validateThingDescription } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { fromAsyncApi, toAsyncApi } from "../../../src/index.js";
import { lamp } from "../lamp.js";
import { streetlights2, streetlights3 } from "./streetlights.js";

describe("the Thing of an AsyncAPI 2 document", () => {
  const { document, losses } = fromAsyncApi(streetlights2);

  it("is a valid Thing Description that shows no password", () => {
    expect(validateThingDescription(document)).toEqual([]);
    expect(JSON.stringify({ document, losses })).not.toContain("geheim");
  });

  it("has an event for what is sent, with the topic's variables in the address", () => {
    expect(document.events!.onMeasured).toEqual({
      data: { type: "object", properties: { lumens: { type: "integer", minimum: 0 } } },
      uriVariables: { light_id: { type: "string" } },
      forms: [
        {
          href: "mqtts://broker.example:8883/lights/{light_id}/measured",
          "mqv:qos": "1",
          security: "any",
          op: ["subscribeevent", "unsubscribeevent"],
        },
      ],
    });
  });

  it("has a property for what is sent and received over one channel", () => {
    expect(document.properties!.lightsState).toMatchObject({
      type: "boolean",
      forms: [
        {
          href: "mqtts://broker.example:8883",
          "mqv:filter": "lights/state",
          "mqv:retain": true,
          op: ["readproperty", "observeproperty", "unobserveproperty"],
        },
        { "mqv:topic": "lights/state", op: "writeproperty" },
      ],
    });
    expect(document.properties!.lightsState).not.toHaveProperty("readOnly");
  });

  it("has an action for what is received, with several messages as alternatives", () => {
    expect(document.actions!.dim).toMatchObject({ title: "Dim all", input: { oneOf: [{ type: "integer" }, {}] } });
  });

  it("has one of several schemes of the server, and auto for what it cannot say", () => {
    expect(document.securityDefinitions).toMatchObject({
      userpass: { scheme: "basic" },
      cert: { scheme: "auto" },
      any: { scheme: "combo", oneOf: ["userpass", "cert"] },
    });
    expect(document.security).toBe("any");
  });

  it("lists what is left out", () => {
    expect(losses.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining([
        "/servers/log",
        "/channels/only~1log/subscribe",
        "/components/messages/measured/headers",
        "/channels/lights~1dim/publish/message/oneOf/1/payload",
      ]),
    );
    expect(document.events).not.toHaveProperty("onlyLog");
  });
});

describe("the Thing of an AsyncAPI 3 document", () => {
  const { document, losses } = fromAsyncApi(streetlights3);

  it("has an event and an action with Forms of their servers", () => {
    expect(validateThingDescription(document)).toEqual([]);
    expect(document.events!.onMeasured).toMatchObject({
      data: {},
      forms: [{ href: "mqtts://broker.example:8883", "mqv:filter": "lights/measured", security: "userpass" }],
    });
    expect(document.actions!.dim).toEqual({
      input: { type: "integer" },
      output: { type: "string" },
      uriVariables: { zone: { type: "string", enum: ["north", "south"], default: "north" } },
      forms: [
        {
          href: "https://web.example/api/lights/{zone}/dim",
          "htv:methodName": "PUT",
          security: "nosec",
          op: "invokeaction",
        },
      ],
    });
  });

  it("has every variable of an address among its URI variables, also one that it cannot read", () => {
    const parameters = { a: { $ref: "./parameters.yaml#/a" }, b: { schema: { type: "array" } } };
    const { document } = fromAsyncApi({
      asyncapi: "2.6.0",
      info: {},
      servers: { broker: { url: "broker.example", protocol: "mqtt" } },
      channels: { "x/{a}/{b}/{c}": { parameters, publish: {} } },
    });
    const text = { type: "string" };
    expect(Object.values(document.actions!)[0]!.uriVariables).toEqual({ a: text, b: text, c: text });
  });

  it("reads a schema of another format as any value, which is a loss", () => {
    expect(losses.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(["/channels/measured/messages/m/payload/schema", "/operations/dim/reply"]),
    );
  });
});

it("keeps names, schemas and operations of a Thing that becomes an AsyncAPI document and a Thing again", () => {
  const form = { href: "mqtts://broker.example:1", "mqv:topic": "reset", "mqv:qos": "1" };
  const thing = { ...lamp, actions: { "re/set": { input: { type: "integer" as const }, forms: [form] } } };
  const again = fromAsyncApi(toAsyncApi(thing).document).document;
  expect(again.properties!.on).toMatchObject({
    type: "boolean",
    forms: [{ href: "mqtt://broker.example", "mqv:filter": "lamp/on", security: "basic", op: "observeproperty" }],
  });
  expect(again.actions!["re/set"]).toEqual({
    input: { type: "integer" },
    forms: [{ ...form, security: "basic", op: "invokeaction" }],
  });
});
