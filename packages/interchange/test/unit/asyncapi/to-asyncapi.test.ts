import { describe, expect, it } from "vitest";
import { toAsyncApi } from "../../../src/index.js";
import { lamp } from "../lamp.js";

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
      operations: { observeproperty_on: { action: "send", channel: { $ref: "#/channels/observeproperty_on" } } },
    });
  });

  it("lists Forms of other protocols and security as lost", () => {
    const lost = toAsyncApi(lamp).losses.map(({ pointer }) => pointer);
    expect(lost).toEqual(expect.arrayContaining(["/properties/on/forms/0", "/properties/on/forms/1"]));
  });
});
