import { jsonOf, textOf } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";
import type { SuitePart } from "./mqtt-suite.js";
import { maxBodyBytes, patienceMs, type Scene } from "./scene.js";

const timeoutMs = patienceMs;
/** For what never comes. */
const shortMs = 150;

/** `readproperty` of anybody's device: the broker has the value. */
export function describeDeviceReads({ open }: SuitePart): void {
  describe("a value that a device has retained", () => {
    it.each([0, 1, 2] as const)("is read at QoS %i", async (qos) => {
      await using scene = await open();
      const topic = await retained(scene, "t", "21.5");
      const read = scene.prepare("readproperty", { "mqv:filter": topic, "mqv:qos": `${qos}` });
      expect(jsonOf(await read.request({ timeoutMs }))).toBe(21.5);
      expect(scene.proxy.subscriptions).toEqual([{ topic, qos }]);
    });

    it.each(["+/t", "#", "+/+"])("is read by the filter %s", async (wildcards) => {
      await using scene = await open();
      await retained(scene, "a/t", "7");
      const read = scene.prepare("readproperty", { "mqv:filter": `${scene.prefix}/${wildcards}` });
      expect(jsonOf(await read.request({ timeoutMs }))).toBe(7);
    });

    it("is read by whichever of several filters has it", async () => {
      await using scene = await open();
      await retained(scene, "b", "8");
      const filters = ["a", "b", "c"].map((name) => `${scene.prefix}/${name}`);
      const read = scene.prepare("readproperty", { "mqv:filter": filters });
      expect(jsonOf(await read.request({ timeoutMs }))).toBe(8);
    });

    it("is read by a topic in the path of an address, as older descriptions have it", async () => {
      await using scene = await open();
      const topic = await retained(scene, "old", "9");
      const read = scene.prepare("readproperty", { href: `${scene.proxy.url}/${topic}` });
      expect(jsonOf(await read.request({ timeoutMs }))).toBe(9);
    });

    it("is read as often as it is asked for, and anew each time", async () => {
      await using scene = await open();
      const topic = await retained(scene, "t", "1");
      const read = scene.prepare("readproperty", { "mqv:filter": topic });
      expect(jsonOf(await read.request({ timeoutMs }))).toBe(1);
      await retained(scene, "t", "2");
      const values = await Promise.all([read.request({ timeoutMs }), read.request({ timeoutMs })]);
      expect(values.map(jsonOf)).toEqual([2, 2]);
    });

    it("is read whole when it is large", async () => {
      await using scene = await open();
      const large = JSON.stringify("ü".repeat(100_000));
      const topic = await retained(scene, "large", large);
      const read = scene.prepare("readproperty", { "mqv:filter": topic });
      expect(textOf(await read.request({ timeoutMs }))).toBe(large);
    });

    it("is refused when it is over the client's limit, which other values of the connection survive", async () => {
      await using scene = await open();
      const topic = await retained(scene, "huge", "x".repeat(maxBodyBytes + 1));
      const small = await retained(scene, "small", "3");
      await expect(scene.prepare("readproperty", { "mqv:filter": topic }).request({ timeoutMs })).rejects.toMatchObject(
        { code: "WOT_PROTOCOL", message: expect.stringContaining("maxBodyBytes") },
      );
      const read = scene.prepare("readproperty", { "mqv:filter": small });
      expect(jsonOf(await read.request({ timeoutMs }))).toBe(3);
      expect(scene.proxy.connects).toHaveLength(1);
    });

    it("is missed after the deadline where none is, with the topic in the error", async () => {
      await using scene = await open();
      const topic = `${scene.prefix}/nothing`;
      const read = scene.prepare("readproperty", { "mqv:filter": topic });
      await expect(read.request({ timeoutMs: shortMs })).rejects.toMatchObject({
        code: "WOT_TIMEOUT",
        message: `no retained value on ${topic}`,
      });
    });

    it("is missed once the device has taken it back", async () => {
      await using scene = await open();
      const topic = await retained(scene, "t", "1");
      await retained(scene, "t", "");
      const read = scene.prepare("readproperty", { "mqv:filter": topic });
      await expect(read.request({ timeoutMs: shortMs })).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
    });
  });
}

/** Has a device publish a retained message; returns its topic. */
async function retained(scene: Scene, name: string, text: string): Promise<string> {
  const topic = `${scene.prefix}/${name}`;
  const device = await scene.device();
  await device.publish(topic, text, { retain: true });
  return topic;
}
