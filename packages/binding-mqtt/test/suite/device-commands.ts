import { jsonContent, jsonOf } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";
import type { SuitePart } from "./mqtt-suite.js";
import { patienceMs } from "./scene.js";

const timeoutMs = patienceMs;

/** `writeproperty` and `invokeaction` of anybody's device. */
export function describeDeviceCommands({ setup, open }: SuitePart): void {
  describe("a command to a device", () => {
    const carried = [0, 1, 2].filter((qos) => qos < 2 || setup.takesQos2);

    it.each(carried)("is published at QoS %i", async (qos) => {
      await using scene = await open();
      const topic = `${scene.prefix}/set`;
      const device = await scene.device();
      await device.listen(topic);
      const write = scene.prepare("writeproperty", { "mqv:topic": topic, "mqv:qos": `${qos}` });
      await write.request({ content: jsonContent(5), timeoutMs });
      await device.until(topic, "5");
      expect(scene.proxy.qosOn(topic)).toEqual([qos]);
    });

    it.skipIf(setup.takesQos2)(
      "fails at QoS 2, which this broker hangs up on, and the next one goes through",
      async () => {
        await using scene = await open();
        const topic = `${scene.prefix}/set`;
        const device = await scene.device();
        await device.listen(topic);
        const exactlyOnce = scene.prepare("writeproperty", { "mqv:topic": topic, "mqv:qos": "2" });
        await expect(exactlyOnce.request({ content: jsonContent(5), timeoutMs })).rejects.toMatchObject({
          code: "WOT_NETWORK",
          message: expect.stringContaining("closed"),
        });
        const write = scene.prepare("writeproperty", { "mqv:topic": topic });
        await write.request({ content: jsonContent(6), timeoutMs });
        await device.until(topic, "6");
        expect(device.on(topic).map(({ text }) => text)).toEqual(["6"]);
      },
    );

    it.each(["a.b", "a b"])("goes to the topic %s, or fails at a broker that knows none such", async (name) => {
      await using scene = await open();
      const write = scene.prepare("writeproperty", { "mqv:topic": `${scene.prefix}/${name}` });
      const written = write.request({ content: jsonContent(5), timeoutMs });
      if (setup.takesFullStops) await written;
      else await expect(written).rejects.toMatchObject({ code: "WOT_NETWORK" });
    });

    it("is retained where its Form says so, and not else", async () => {
      await using scene = await open();
      for (const retain of [true, false]) {
        const write = scene.prepare("writeproperty", {
          "mqv:topic": `${scene.prefix}/${retain}`,
          "mqv:retain": retain,
        });
        await write.request({ content: jsonContent(1), timeoutMs });
      }
      const device = await scene.device();
      await device.listen(`${scene.prefix}/+`);
      expect((await device.first(`${scene.prefix}/true`)).packet.retain).toBe(true);
      await device.publish(`${scene.prefix}/last`, "");
      await device.first(`${scene.prefix}/last`);
      expect(device.on(`${scene.prefix}/false`)).toEqual([]);
    });

    it("invokes an action, with its input as the payload", async () => {
      await using scene = await open();
      const topic = `${scene.prefix}/cmnd`;
      const device = await scene.device();
      await device.listen(topic);
      const invoke = scene.prepare("invokeaction", { "mqv:topic": topic });
      const reply = await invoke.request({ content: jsonContent({ to: 0 }), timeoutMs });
      await device.until(topic, '{"to":0}');
      expect(reply.body).toHaveLength(0);
    });

    it.runIf(setup.version === 5)("brings the output that the device answers with on the response topic", async () => {
      await using scene = await open();
      const topic = `${scene.prefix}/add`;
      const device = await scene.device();
      await device.listen(topic);
      const answering = device.first(topic).then(({ text, packet: { properties } }) => {
        const [one, other] = JSON.parse(text);
        const { responseTopic, correlationData } = properties ?? {};
        return device.publish(responseTopic!, `${one + other}`, { properties: { correlationData: correlationData! } });
      });
      const action = { output: { type: "integer" } };
      const invoke = scene.prepare("invokeaction", { "mqv:topic": topic }, { action });
      expect(jsonOf(await invoke.request({ content: jsonContent([2, 3]), timeoutMs }))).toBe(5);
      await answering;
    });

    it.runIf(setup.version === 5)("carries the media type of its content", async () => {
      await using scene = await open();
      const topic = `${scene.prefix}/set`;
      const device = await scene.device();
      await device.listen(topic);
      const write = scene.prepare("writeproperty", { "mqv:topic": topic });
      await write.request({ content: { contentType: "text/plain", body: Buffer.from("on") }, timeoutMs });
      expect((await device.first(topic)).packet.properties?.contentType).toBe("text/plain");
    });
  });
}
