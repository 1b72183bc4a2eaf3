import { describe, expect, it } from "vitest";
import { formTermsOf } from "../../../src/form/form-terms.js";

const href = "mqtt://broker.example";

describe("The MQTT terms of a Form", () => {
  it.each([
    ["readproperty", "subscribe"],
    ["observeproperty", "subscribe"],
    ["unobserveproperty", "unsubscribe"],
    ["writeproperty", "publish"],
    ["readallproperties", "subscribe"],
    ["writemultipleproperties", "publish"],
    ["invokeaction", "publish"],
    ["subscribeevent", "subscribe"],
    ["unsubscribeevent", "unsubscribe"],
  ] as const)("carry %s out by %s unless they say otherwise", (operation, controlPacket) => {
    expect(formTermsOf({ href }, operation).controlPacket).toBe(controlPacket);
  });

  it("are read as the binding document writes them", () => {
    const form = { href, "mqv:topic": "a/b", "mqv:filter": "a/+", "mqv:qos": "1", "mqv:retain": true };
    expect(formTermsOf({ ...form, "mqv:controlPacket": "publish" }, "readproperty")).toEqual({
      controlPacket: "publish",
      topic: "a/b",
      filters: ["a/+"],
      qos: 1,
      retain: true,
    });
  });

  it("may have several filters", () => {
    expect(formTermsOf({ href, "mqv:filter": ["a", "b/#"] }, "observeproperty").filters).toEqual(["a", "b/#"]);
  });

  it.each([
    ["quality:2", 2],
    [1, 1],
    ["0", 0],
    ["3", undefined],
    ["", undefined],
    [null, undefined],
    ["one", undefined],
  ])("understand the quality of service %j as %j", (term, qos) => {
    expect(formTermsOf({ href, "mqv:qos": term }, "readproperty").qos).toBe(qos);
  });

  it("count as absent when they are of the wrong type", () => {
    const form = { href, "mqv:topic": 7, "mqv:filter": [7, null], "mqv:retain": "yes", "mqv:controlPacket": {} };
    expect(formTermsOf(form, "writeproperty")).toEqual({ controlPacket: "publish", filters: [] });
  });

  it("understand prefixed control packets of older drafts", () => {
    expect(formTermsOf({ href, "mqv:controlPacket": "mqv:SUBSCRIBE" }, "writeproperty").controlPacket).toBe(
      "subscribe",
    );
  });

  it.each([
    [{ "mqv:controlPacketValue": "SUBSCRIBE" }, "subscribe"],
    [{ "mqv:commandCode": 8 }, "subscribe"],
    [{ "mqv:commandCode": 10 }, "unsubscribe"],
    [{ "mqv:commandCode": 3 }, "publish"],
    [{ "mqv:commandCode": 14 }, "publish"],
    [{ "mqv:controlPacket": "mqv:publish", "mqv:controlPacketValue": "SUBSCRIBE" }, "publish"],
  ])("understand %j of older drafts as %s", (terms, controlPacket) => {
    expect(formTermsOf({ href, ...terms }, "writeproperty").controlPacket).toBe(controlPacket);
  });

  it.each([
    [{ "mqv:methodName": "mqtt:subscribe" }],
    [{ "mqv:methodCode": 8 }],
    [{ "mqv:controlPacket": "https://www.w3.org/2019/wot/mqtt#SUBSCRIBE" }],
  ])("understand %j as well", (terms) => {
    expect(formTermsOf({ href, ...terms }, "writeproperty").controlPacket).toBe("subscribe");
  });

  it("understand the options of older drafts", () => {
    const options = [
      { "mqv:optionName": "qos", "mqv:optionValue": 1 },
      { "mqv:optionName": "retain", "mqv:optionValue": true },
      "nonsense",
    ];
    const terms = formTermsOf({ href, "mqv:options": options }, "observeproperty");
    expect([terms.qos, terms.retain]).toEqual([1, true]);
  });
});
