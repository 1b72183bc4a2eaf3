import { describe, expect, it } from "vitest";
import { parseBrokerUrl } from "../../../src/form/broker-address.js";

describe("A broker's URL", () => {
  it("has a port by its scheme", () => {
    expect(parseBrokerUrl("mqtt://broker.example")).toMatchObject({ url: "mqtt://broker.example:1883", secure: false });
    expect(parseBrokerUrl("mqtts://broker.example/")).toMatchObject({ port: 8883, secure: true, topic: "" });
  });

  it("names a topic in its path, percent-encoded", () => {
    expect(parseBrokerUrl("mqtt://h:1/my%20thing/properties/x?a=1#b")).toMatchObject({
      topic: "my thing/properties/x",
      query: "a=1",
    });
  });

  it("may have an IPv6 address", () => {
    expect(parseBrokerUrl("mqtt://[::1]:1884/x")).toMatchObject({ host: "::1", port: 1884, url: "mqtt://[::1]:1884" });
  });

  it("brings no user along", () => {
    expect(parseBrokerUrl("mqtt://user:secret@h/x")).toMatchObject({ url: "mqtt://h:1883", host: "h" });
  });

  it.each([
    ["ws://h", { url: "ws://h:80", webSocketTarget: "/", secure: false }],
    ["wss://h/mqtt", { url: "wss://h:443/mqtt", webSocketTarget: "/mqtt", secure: true }],
    ["ws://[::1]:9001/a%20b?token=x", { url: "ws://[::1]:9001/a%20b", webSocketTarget: "/a%20b?token=x", host: "::1" }],
    ["mqtt+ws://h:9001/mqtt", { url: "ws://h:9001/mqtt" }],
    ["WSS+MQTT://h", { url: "wss://h:443" }],
  ])("may be a WebSocket's, whose path is no topic: %s", (href, parts) => {
    expect(parseBrokerUrl(href)).toMatchObject({ ...parts, topic: "", query: "" });
  });

  it.each([
    "",
    "mqtt:",
    "mqtt://",
    "mqtt:///x",
    "mqtt://h:99999",
    "mqtt://h/%",
    "http://h",
    "mqtt://[",
    "x y",
    "//h",
    "ws://h/a b",
    "coap+ws://h",
    "mqtt+tcp://h",
  ])("is not %j", (href) => {
    expect(parseBrokerUrl(href)).toBeUndefined();
  });
});
