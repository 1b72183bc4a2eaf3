import { jsonContent, jsonOf, recordingSink } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";
import type { SuitePart } from "./mqtt-suite.js";
import { patienceMs } from "./scene.js";

const timeoutMs = patienceMs;

/** What survives a crash of the broker. */
export function describeRestarts({ open }: SuitePart): void {
  describe("after a crash of the broker", () => {
    it("a subscription is there again, and was told of the gap", async () => {
      await using scene = await open();
      const filters = [`${scene.prefix}/a/+`, `${scene.prefix}/b`];
      const sink = recordingSink();
      await scene.prepare("subscribeevent", { "mqv:filter": filters }).subscribe({ timeoutMs }, sink);
      await scene.broker.crash();
      await sink.until((heard) => heard.heard("resumed"), "that it goes on", timeoutMs);
      const device = await scene.device();
      await device.publish(`${scene.prefix}/a/x`, "1");
      await device.publish(`${scene.prefix}/b`, "2");
      await sink.until(({ values }) => values.includes(2), "2", timeoutMs);
      expect(sink.calls.map(({ kind }) => kind)).toEqual(["interrupted", "resumed", "next", "next"]);
    });

    it("an exposed Thing is there again, with its values, its status and its ears", async () => {
      await using scene = await open();
      const { thing, remote, base, line } = await scene.exposed();
      await remote.request("writeproperty", "count", { content: jsonContent(5) });
      const announced = line.qosOn(`${base}/status`).length;
      await scene.broker.crash();
      // A broker that has kept everything does not tell whether the server is back.
      await line.untilPublished(`${base}/status`, announced + 1);
      const device = await scene.device();
      await device.listen(`${base}/properties/count`, `${base}/status`);
      expect((await device.first(`${base}/properties/count`)).text).toBe("5");
      // The broker may say first what it has retained from before.
      await device.until(`${base}/status`, "online");
      await device.publish(`${base}/properties/count/set`, "6");
      await thing.calls.until("writeproperty", "count", 2, timeoutMs);
      expect(jsonOf(await remote.request("readproperty", "count"))).toBe(6);
    });
  });
}
