import { embeddedBroker, mqttClient } from "@thingwright/binding-mqtt";
import { silent, systemClock } from "@thingwright/contracts";
import { Servient } from "@thingwright/core";
import { describe, expect, it } from "vitest";
import { heardTopics } from "../../src/index.js";

describe("the topics that brokers have something on", () => {
  it("are told once each, and those of a broker that is away are not waited for", async () => {
    const broker = await embeddedBroker({ port: 0 });
    await using servient = new Servient({ clients: [mqttClient()] });
    const device = servient.consume({
      "@context": ["https://www.w3.org/2022/wot/td/v1.1", { mqv: "https://www.w3.org/2019/wot/mqtt#" }],
      title: "Device",
      securityDefinitions: { nosec: { scheme: "nosec" } },
      security: "nosec",
      properties: Object.fromEntries(
        ["one/state", "two/state", "two/other"].map((topic) => [
          topic,
          { forms: [{ href: broker.localUrl, op: "writeproperty", "mqv:topic": topic, "mqv:retain": true }] },
        ]),
      ),
    } as never);
    for (const name of ["one/state", "two/state", "two/other"]) await device.write(name as never, 1 as never);
    const ending = new AbortController();
    const heard: string[] = [];
    const options = { servient, signal: ending.signal, clock: systemClock, logger: silent };
    const brokers = ["mqtt://127.0.0.1:1", broker.localUrl];
    for await (const { topic, broker: at } of heardTopics("+/state", { ...options, brokers })) {
      expect(at).toBe(broker.localUrl);
      heard.push(topic);
      if (heard.length === 2) ending.abort();
    }
    expect(heard.sort()).toEqual(["one/state", "two/state"]);
    await broker.close();
  });
});
