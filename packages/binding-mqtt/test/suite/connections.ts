import { jsonOf, recordingSink } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";
import type { SuitePart } from "./mqtt-suite.js";
import { patienceMs } from "./scene.js";

const timeoutMs = patienceMs;

/** What a client has open at a broker. */
export function describeConnections({ setup, open }: SuitePart): void {
  describe("the connection of a client", () => {
    it("is one for all Things at a broker, with one subscription per filter", async () => {
      await using scene = await open();
      const device = await scene.device();
      const topics = Array.from({ length: 25 }, (_, index) => `${scene.prefix}/${index}`);
      const sinks = topics.map(() => [recordingSink(), recordingSink()]);
      const subscribing = topics.flatMap((topic, index) =>
        sinks[index]!.map((sink) =>
          scene.prepare("observeproperty", { "mqv:filter": topic }).subscribe({ timeoutMs }, sink),
        ),
      );
      await Promise.all(subscribing);
      for (const [index, topic] of topics.entries()) await device.publish(topic, `${index}`);
      for (const [index, both] of sinks.entries()) {
        for (const sink of both) {
          await sink.until(({ contents }) => contents.length > 0, `a value of ${index}`, timeoutMs);
          expect(sink.values).toEqual([index]);
        }
      }
      expect(scene.proxy.connects).toEqual([setup.version]);
      expect(scene.proxy.subscriptions.map(({ topic }) => topic).sort()).toEqual([...topics].sort());
    });

    it("is made with the best version of MQTT that the broker speaks, and with that at once the next time", async () => {
      await using scene = await open();
      const client = scene.clientOf({ protocolVersion: "auto" });
      const device = await scene.device();
      await device.publish(`${scene.prefix}/t`, "1", { retain: true });
      const read = scene.prepare("readproperty", { "mqv:filter": `${scene.prefix}/t` }, { client });
      expect(jsonOf(await read.request({ timeoutMs }))).toBe(1);
      expect(scene.proxy.connects).toEqual(setup.tries);
      const sink = recordingSink();
      const observe = scene.prepare("observeproperty", { "mqv:filter": `${scene.prefix}/t` }, { client });
      await observe.subscribe({ timeoutMs }, sink);
      scene.proxy.cut()();
      await sink.until((heard) => heard.heard("resumed"), "the connection", timeoutMs);
      expect(scene.proxy.connects).toEqual([...setup.tries, setup.tries.at(-1)]);
    });
  });
}
