import { jsonContent, jsonOf, recordingSink } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";
import type { SuitePart } from "./mqtt-suite.js";
import { patienceMs } from "./scene.js";

/** A Thing of ours, for our client and for anybody's. */
export function describeExposedThings({ open }: SuitePart): void {
  describe("an exposed Thing", () => {
    it("is read, written, observed, invoked and heard by our client", async () => {
      await using scene = await open();
      const { thing, remote } = await scene.exposed();
      const [values, events] = [recordingSink(), recordingSink()];
      await remote.subscribe("observeproperty", "count", values);
      await remote.subscribe("subscribeevent", "tick", events);
      await remote.request("writeproperty", "count", { content: jsonContent(3) });
      await values.until((sink) => sink.values.includes(3), "3", patienceMs);
      expect(jsonOf(await remote.request("readproperty", "count"))).toBe(3);
      expect(jsonOf(await remote.request("invokeaction", "echo", { content: jsonContent("ü") }))).toBe("ü");
      thing.event("tick").emit({ at: 1 });
      await events.until((sink) => sink.contents.length > 0, "the event", patienceMs);
      expect(events.values).toEqual([{ at: 1 }]);
    });

    it("refuses with the status of the handler's error", async () => {
      await using scene = await open();
      const { remote } = await scene.exposed();
      await expect(remote.request("invokeaction", "fail")).rejects.toMatchObject({ status: "409" });
      await expect(remote.request("writeproperty", "count", { content: jsonContent("x") })).rejects.toMatchObject({
        code: "WOT_REMOTE",
        status: "400",
      });
    });

    it("carries out the plain commands of anybody at each QoS", async () => {
      await using scene = await open();
      const { thing, base } = await scene.exposed();
      const device = await scene.device();
      const levels = scene.setup.takesQos2 ? ([0, 1, 2] as const) : ([0, 1] as const);
      for (const qos of levels) {
        await device.publish(`${base}/properties/count/set`, `${qos + 10}`, { qos });
        await thing.calls.until("writeproperty", "count", qos + 1, patienceMs);
      }
      await device.publish(`${base}/actions/echo`, "1");
      await thing.calls.until("invokeaction", "echo", 1, patienceMs);
      await device.listen(`${base}/properties/count`);
      await device.until(`${base}/properties/count`, `${levels.at(-1)! + 10}`);
      expect(device.on(`${base}/properties/count`)[0]?.packet.retain).toBe(true);
    });

    it("says on its topic for errors why a plain command failed, and goes on", async () => {
      await using scene = await open();
      const { thing, base } = await scene.exposed();
      const device = await scene.device();
      await device.listen(`${base}/errors`);
      await device.publish(`${base}/properties/count/set`, "{");
      const { text } = await device.first(`${base}/errors`);
      expect(JSON.parse(text)).toMatchObject({ topic: `${base}/properties/count/set`, code: "WOT_DATA_SYNTAX" });
      await device.publish(`${base}/properties/count/set`, "4");
      await thing.calls.until("writeproperty", "count", 2, patienceMs);
      expect(thing.property("count").value).toBe(4);
    });

    it("takes its values back and says that it is gone when it is withdrawn", async () => {
      await using scene = await open();
      const { thing, server, remote, base } = await scene.exposed();
      const sink = recordingSink();
      await remote.subscribe("observeproperty", "count", sink);
      await server.withdraw(thing.id);
      await sink.until(({ ended }) => ended, "the end of the observation", patienceMs);
      const device = await scene.device();
      await device.listen(`${base}/#`);
      expect((await device.first(`${base}/status`)).text).toBe("offline");
      await device.publish(`${base}/last`, "");
      await device.first(`${base}/last`);
      expect(device.heard.map(({ topic }) => topic)).toEqual([`${base}/status`, `${base}/last`]);
    });

    it("is reported offline by the last will of its server when that is gone without a word", async () => {
      await using scene = await open();
      const { prefix, line } = await scene.exposed();
      const device = await scene.device();
      await device.listen(`${prefix}/status`);
      expect((await device.first(`${prefix}/status`)).text).toBe("online");
      const mend = line.cut();
      await device.until(`${prefix}/status`, "offline");
      mend();
      // It hears its own will when it is back, and may contradict that once more.
      await device.untilCount(`${prefix}/status`, 3);
      const said = device.on(`${prefix}/status`).map(({ text }) => text);
      expect(said.slice(0, 3)).toEqual(["online", "offline", "online"]);
      expect(said.slice(3)).not.toContain("offline");
    });
  });
}
