import { type Report, runConformance } from "@thingwright/conformance";
import type { ThingDescription } from "@thingwright/td";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  findMosquitto,
  type Mosquitto,
  startMosquitto,
} from "../../../packages/binding-mqtt/test/interop/mosquitto.js";

const executable = findMosquitto();

describe.runIf(executable === undefined)("a Thing at mosquitto", () => {
  it.skip("skipped: needs mosquitto and its clients", () => {});
});

/** A property of which the broker itself is the device: what is published stays. */
const descriptionAt = (origin: string): ThingDescription =>
  ({
    "@context": ["https://www.w3.org/2022/wot/td/v1.1", { mqv: "https://www.w3.org/2019/wot/mqtt#" }],
    title: "Level",
    securityDefinitions: { nosec_sc: { scheme: "nosec" } },
    security: "nosec_sc",
    properties: {
      level: {
        type: "integer",
        minimum: 0,
        maximum: 100,
        observable: true,
        forms: [
          { href: `${origin}/level`, op: ["readproperty", "observeproperty"], "mqv:filter": "level", "mqv:qos": "1" },
          { href: `${origin}/level`, op: "writeproperty", "mqv:topic": "level", "mqv:qos": "1", "mqv:retain": true },
        ],
      },
    },
  }) as unknown as ThingDescription;

describe.runIf(executable !== undefined)("a Thing at mosquitto", () => {
  let mosquitto: Mosquitto;
  let report: Report;

  beforeAll(async () => {
    mosquitto = await startMosquitto(executable!);
    await mosquitto.pub("-t", "level", "-m", "20", "-r", "-q", "1");
    report = await runConformance(descriptionAt(mosquitto.url), { only: ["mqtt"], allow: ["write"] });
  });
  afterAll(() => mosquitto[Symbol.asyncDispose]());

  it("passes all that is asked of it, by MQTT 3.1.1 and 5", () => {
    const results = report.things.flatMap((thing) => thing.results);
    const open = results.filter(({ verdict }) => verdict !== "pass");
    expect(open.map(({ id, verdict, actual }) => `${verdict} ${id}: ${actual}`)).toEqual([
      "inconclusive mqtt/v5-content-type: no message says its type",
    ]);
    expect(results.length).toBeGreaterThan(12);
  });

  it("is left as it was", async () => {
    expect(report.unrestored).toEqual([]);
    expect(await mosquitto.sub("-t", "level", "-C", "1", "-W", "5")).toBe("20\n");
  });
});
