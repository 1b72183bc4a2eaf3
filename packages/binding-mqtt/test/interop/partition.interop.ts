import { describe, expect, it } from "vitest";
import { tcpProxy } from "../tcp-proxy.js";
import { findMosquitto, startMosquitto } from "./mosquitto.js";
import { SurvivalScene } from "./survival-scene.js";

const executable = findMosquitto();
const timeoutMs = 50_000;
const partitionMs = 30_000;
const settings = ["max_inflight_messages 200", "max_queued_messages 20000"];

if (executable === undefined) {
  describe("A partition", () => {
    it.skip("skipped: needs mosquitto", () => {});
  });
}

const numbers = (size: number): readonly number[] => Array.from({ length: size }, (_, index) => index);
const sorted = (values: Iterable<number>): readonly number[] => [...values].sort((one, other) => one - other);

describe
  .runIf(executable !== undefined)
  .concurrent("A partition of 30 s, in which nothing passes and nobody is told", () => {
    it.each([5, 4] as const)("is noticed, told and made good, version %i", async (protocolVersion) => {
      await using mosquitto = await startMosquitto(executable!, { persistence: false, settings });
      const proxy = await tcpProxy(mosquitto.port);
      const url = `mqtt://127.0.0.1:${proxy.port}`;
      const options = { serverUrl: url, clientUrl: url, protocolVersion, timeoutMs, keepAliveSeconds: 5 };
      await using scene = await SurvivalScene.open(options);
      await scene.run(2000, (written) => {
        if (written === 500) setTimeout(proxy.freeze(), partitionMs);
      });
      expect(sorted(scene.taken)).toEqual(numbers(2000));
      expect([scene.news.gaps[0], scene.news.gaps.at(-1), scene.news.disorder]).toEqual(["interrupted", "resumed", []]);
      await proxy.close();
    });
  });
