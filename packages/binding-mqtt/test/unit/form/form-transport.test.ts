import type { Form } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { mqttCarriersOf, refusalOfScheme } from "../../../src/form/form-transport.js";
import { formRequest } from "../../form-request.js";

const formOf = (form: Form) => formRequest("readproperty", form).form;

describe("A Form of MQTT", () => {
  it.each([
    { href: "mqtt://h", "mqv:filter": "a" },
    { href: "mqtt://h/a", subprotocol: "mqtt" },
    { href: "ws://h/mqtt", subprotocol: "mqtt" },
    { href: "wss://h/mqtt", "mqv:topic": "a" },
    { href: "mqtt+wss://h/mqtt" },
  ])("is %j", (form) => {
    expect(refusalOfScheme(formOf(form))).toBeUndefined();
  });

  it.each([
    [{ href: "ws://h/mqtt" }, /subprotocol "mqtt"/],
    [{ href: "ws://h/mqtt", "mqv:topic": "a", subprotocol: "webthingprotocol" }, /no subprotocol webthingprotocol/],
    [{ href: "mqtt://h/a", subprotocol: "cov:observe" }, /no subprotocol cov:observe/],
  ])("is not %j", (form, reason) => {
    expect(refusalOfScheme(formOf(form))).toMatch(reason);
  });

  it.each(["mqtts://h", "wss://h/mqtt{?key}", "MQTTS://h:1/{room}/x", "mqtt+wss://h"])(
    "carries a certificate or a key by TLS: %s",
    (href) => {
      expect(mqttCarriersOf({ href })).toStrictEqual(["user", "uriVariables", "certificate", "psk"]);
    },
  );

  it.each(["mqtt://h/mqtts://h", "ws://h", "http://h", "{scheme}://h"])("carries none without: %s", (href) => {
    expect(mqttCarriersOf({ href })).toStrictEqual(["user", "uriVariables"]);
  });
});
