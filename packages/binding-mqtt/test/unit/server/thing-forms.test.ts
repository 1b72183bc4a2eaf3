import { describeTestThing, testThing, weirdName } from "@thingwright/contract-tests";
import { validateThingDescription } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { parseBrokerUrl } from "../../../src/form/broker-address.js";
import { requestTermsOf } from "../../../src/form/request-terms.js";
import { mqttManifest } from "../../../src/manifest.js";
import { formsOf } from "../../../src/server/thing-forms.js";
import { ThingTopics } from "../../../src/server/thing-topics.js";

const thing = testThing();
const url = "mqtt://broker.example:1883";
const forms = formsOf(thing, new ThingTopics("things", thing), url, 60_000);

describe("The Forms of a Thing on a broker", () => {
  it("say by the terms of the W3C where the value is", () => {
    expect(forms.properties.get("count")?.[0]).toMatchObject({
      op: ["readproperty", "observeproperty", "unobserveproperty"],
      href: `${url}/things/test-thing/properties/count`,
      contentType: "application/json",
      "mqv:controlPacket": "subscribe",
      "mqv:filter": "things/test-thing/properties/count",
      "mqv:qos": "0",
      "mqv:retain": true,
    });
  });

  it("say where a value is published to, and how an answer is got", () => {
    expect(forms.properties.get("count")?.[1]).toMatchObject({
      op: ["writeproperty"],
      "mqv:controlPacket": "publish",
      "mqv:topic": "things/test-thing/properties/count/set",
      "mqv:qos": "1",
      "tw:requestTopic": "things/test-thing/requests/{tw.client}/{tw.request}/properties/count/set",
      "tw:replyTopic": "things/test-thing/replies/{tw.client}/{tw.request}/{tw.outcome}",
    });
  });

  it("do not offer to observe what cannot be observed", () => {
    expect(forms.properties.get("name")?.[0]?.op).toEqual(["readproperty"]);
  });

  it("have the same topic in href and term, so that older clients find it", () => {
    for (const [form] of [...forms.properties.values(), ...forms.actions.values(), ...forms.events.values()]) {
      const topic = form?.["mqv:filter"] ?? form?.["mqv:topic"];
      expect(parseBrokerUrl(form!.href.replace(/\{.*/, ""))?.topic).toBe(topic);
    }
  });

  it("hold request terms that a client can use, for variables too", () => {
    const [scaled] = forms.actions.get("scaledEcho")!;
    expect(requestTermsOf(scaled!)?.requestTopic).toContain("/actions/scaledEcho/invoke{?unit,step}");
    expect(scaled!.href).toContain("{?unit,step}");
  });

  it("escape a name for topics and URIs at once", () => {
    expect(forms.events.get(weirdName)?.[0]?.["mqv:filter"]).toMatch(/^things\/test-thing\/events\/[\w.~-]+$/);
  });

  it("make a valid Thing Description", () => {
    const description = describeTestThing(thing, forms, mqttManifest.prefixes);
    expect(validateThingDescription(description).filter(({ level }) => level === "error")).toEqual([]);
  });

  it("say for how long a request is known again, unless the repetition may come to another process", () => {
    const [, write] = forms.properties.get("count") ?? [];
    expect(requestTermsOf(write!)?.requestMemoryMs).toBe(60_000);
    const [, inGroup] = formsOf(thing, new ThingTopics("things", thing), url, 0).properties.get("count") ?? [];
    expect(inGroup).not.toHaveProperty("tw:requestMemoryMs");
    expect(requestTermsOf(inGroup!)?.requestMemoryMs).toBe(0);
  });
});
