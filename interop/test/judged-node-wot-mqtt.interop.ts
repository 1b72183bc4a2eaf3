import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { embeddedBroker } from "@thingwright/binding-mqtt";
import { type Report, runConformance } from "@thingwright/conformance";
import type { ThingDescription } from "@thingwright/td";
import { beforeAll, describe, expect, it } from "vitest";

/** The little of node-wot's API that is used here. */
interface ForeignServient {
  addServer(server: unknown): void;
  start(): Promise<{ produce(init: object): Promise<ForeignThing> }>;
  shutdown(): Promise<void>;
}

interface ForeignThing {
  setPropertyReadHandler(name: string, handler: () => Promise<unknown>): void;
  expose(): Promise<void>;
  getThingDescription(): ThingDescription;
}

const folder = new URL("../package.json", import.meta.url);
const hasNodeWot = existsSync(new URL("node_modules/@node-wot/binding-mqtt", folder));

describe("a Thing of node-wot 0.8.16 over MQTT", () => {
  if (!hasNodeWot) it.skip("skipped: needs npm run interop", () => {});
  let report: Report;

  beforeAll(async () => {
    if (!hasNodeWot) return;
    const require = createRequire(folder);
    const { Servient } = require("@node-wot/core");
    const { MqttBrokerServer } = require("@node-wot/binding-mqtt");
    const broker = await embeddedBroker({ port: 0 });
    const servient = new Servient() as ForeignServient;
    servient.addServer(new MqttBrokerServer({ uri: broker.url }));
    const wot = await servient.start();
    const count = { type: "integer", readOnly: true, observable: true };
    const thing = await wot.produce({ id: "urn:example:counter", title: "counter", properties: { count } });
    thing.setPropertyReadHandler("count", async () => 1);
    await thing.expose();
    report = await runConformance(thing.getThingDescription(), { only: ["mqtt"] });
    await servient.shutdown();
    await broker.close();
  });

  it.runIf(hasNodeWot).each([
    ["mqtt/granted", "pass"],
    ["mqtt/readable", "fail"],
    ["mqtt/value", "inconclusive"],
  ])("is found to %s: %s", (id, verdict) => {
    const results = report.things.flatMap((thing) => thing.results);
    expect(results.find((result) => result.id === id)?.verdict).toBe(verdict);
  });
});
