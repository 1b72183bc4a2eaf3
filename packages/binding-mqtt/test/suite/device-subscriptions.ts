import { type RecordingSink, recordingSink } from "@thingwright/contract-tests";
import type { Form, Operation } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import type { SuitePart } from "./mqtt-suite.js";
import { patienceMs, type Scene } from "./scene.js";

const timeoutMs = patienceMs;

/** `observeproperty` and `subscribeevent` of anybody's device. */
export function describeDeviceSubscriptions({ setup, open }: SuitePart): void {
  describe("a subscription to a device", () => {
    it.each([0, 1, 2] as const)("brings its messages in order, once each, at QoS %i", async (qos) => {
      await using scene = await open();
      const topic = `${scene.prefix}/t`;
      const sink = await subscribed(scene, "observeproperty", { "mqv:filter": topic, "mqv:qos": `${qos}` });
      const device = await scene.device();
      const values = Array.from({ length: 20 }, (_, index) => index);
      for (const value of values) await device.publish(topic, `${value}`, { qos: setup.takesQos2 ? qos : 1 });
      await sink.until(({ contents }) => contents.length >= values.length, "all of them", timeoutMs);
      expect(sink.values).toEqual(values);
      expect(scene.proxy.subscriptions).toEqual([{ topic, qos }]);
    });

    it("begins with the value of a property that is retained", async () => {
      await using scene = await open();
      const device = await scene.device();
      await device.publish(`${scene.prefix}/t`, "1", { retain: true });
      const sink = await subscribed(scene, "observeproperty", { "mqv:filter": `${scene.prefix}/t` });
      await device.publish(`${scene.prefix}/t`, "2", { retain: true });
      await sink.until(({ values }) => values.includes(2), "2", timeoutMs);
      expect(sink.values).toEqual([1, 2]);
    });

    it("goes on when a retained value is taken back, which is no value", async () => {
      await using scene = await open();
      const device = await scene.device();
      const sink = await subscribed(scene, "observeproperty", { "mqv:filter": `${scene.prefix}/t` });
      for (const text of ["1", "", "2"]) await device.publish(`${scene.prefix}/t`, text, { retain: true });
      await sink.until(({ values }) => values.includes(2), "2", timeoutMs);
      expect(sink.values).toEqual([1, 2]);
    });

    it.each(["+/t", "#", "a/#"])("follows the filter %s, and nothing beside it", async (wildcards) => {
      await using scene = await open();
      const sink = await subscribed(scene, "subscribeevent", { "mqv:filter": `${scene.prefix}/${wildcards}` });
      const device = await scene.device();
      await device.publish(`${scene.prefix}-other/a/t`, "0");
      await device.publish(`${scene.prefix}/a/t`, "1");
      await sink.until(({ contents }) => contents.length > 0, "an event", timeoutMs);
      expect(sink.values).toEqual([1]);
    });

    it("hears all of its filters", async () => {
      await using scene = await open();
      const filters = ["a", "b/+", "c/#"].map((filter) => `${scene.prefix}/${filter}`);
      const sink = await subscribed(scene, "subscribeevent", { "mqv:filter": filters });
      const device = await scene.device();
      for (const [index, topic] of ["a", "b/x", "c", "c/y/z", "d"].entries()) {
        await device.publish(`${scene.prefix}/${topic}`, `${index}`);
      }
      await sink.until(({ contents }) => contents.length >= 4, "four events", timeoutMs);
      expect(sink.values).toEqual([0, 1, 2, 3]);
    });

    it("does not take what was retained for an event, unless its Form says so", async () => {
      await using scene = await open();
      const device = await scene.device();
      const terms = { "mqv:filter": `${scene.prefix}/e` };
      await device.publish(`${scene.prefix}/e`, "1", { retain: true });
      const news = await subscribed(scene, "subscribeevent", terms);
      const all = await subscribed(scene, "subscribeevent", { ...terms, "mqv:retain": true });
      await device.publish(`${scene.prefix}/e`, "2");
      for (const sink of [news, all]) await sink.until(({ values }) => values.includes(2), "2", timeoutMs);
      expect(news.values).toEqual([2]);
      expect(all.values).toEqual([1, 2]);
    });

    it("is taken back at the broker when its last listener stops", async () => {
      await using scene = await open();
      const topic = `${scene.prefix}/t`;
      const form = scene.prepare("observeproperty", { "mqv:filter": topic });
      const sink = recordingSink();
      const [first, second] = [
        await form.subscribe({ timeoutMs }, recordingSink()),
        await form.subscribe({ timeoutMs }, sink),
      ];
      await second.stop();
      expect(scene.proxy.unsubscriptions).toEqual([]);
      await first.stop();
      expect(scene.proxy.unsubscriptions).toEqual([topic]);
    });
  });
}

async function subscribed(scene: Scene, operation: Operation, terms: Partial<Form>): Promise<RecordingSink> {
  const sink = recordingSink();
  await scene.prepare(operation, terms).subscribe({ timeoutMs }, sink);
  return sink;
}
