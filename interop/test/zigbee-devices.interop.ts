import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Zigbee2Mqtt, zigbee2mqtt } from "@thingwright/adapter-zigbee2mqtt";
import { httpServer } from "@thingwright/binding-http";
import { type EmbeddedBroker, embeddedBroker, mqttClient } from "@thingwright/binding-mqtt";
import { runConformance } from "@thingwright/conformance";
import { Servient } from "@thingwright/core";
import type { ThingDescription } from "@thingwright/td";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { zigbeeDefinitions } from "../../tools/zigbee-definitions.mjs";
import { PlayedZigbee } from "./support/played-zigbee.js";

interface Counts {
  readonly definitions: number;
  readonly vendors: number;
  readonly valid: number;
  readonly known: number;
  readonly recognised: number;
  readonly failures: readonly object[];
}

describe("the catalogue of zigbee-herdsman-converters", () => {
  it("gives valid Things without exception, and models of the common API to nearly all that can have one", () => {
    const folder = mkdtempSync(join(tmpdir(), "catalogue-"));
    const file = join(folder, "counts.json");
    const tool = fileURLToPath(new URL("../../tools/catalogue.mjs", import.meta.url));
    const data = join(folder, "zigbee.json");
    const { status, stderr } = spawnSync(process.execPath, [tool, "--json", file, "--data", data], {
      encoding: "utf8",
    });
    expect([status, stderr]).toEqual([0, ""]);
    const counts = JSON.parse(readFileSync(file, "utf8")) as Counts;
    const listed = readFileSync(data, "utf8");
    rmSync(folder, { recursive: true });
    expect(counts.failures).toEqual([]);
    // `npm run catalogue` writes what the pages of docs/devices are made of.
    expect(listed).toBe(
      readFileSync(fileURLToPath(new URL("../../docs/devices/zigbee.json", import.meta.url)), "utf8"),
    );
    expect([counts.definitions, counts.vendors, counts.valid]).toEqual([4516, 462, 4516]);
    expect(counts.recognised / counts.known).toBeGreaterThan(0.95);
  });
});

/** Every 22nd of all, whoever made it. */
const sample = zigbeeDefinitions().filter((_, index) => index % 22 === 7);

describe(`${sample.length} devices of that catalogue behind a Zigbee2MQTT`, () => {
  let broker: EmbeddedBroker;
  let played: PlayedZigbee;
  let house: Servient;
  let adapter: Zigbee2Mqtt;

  beforeAll(async () => {
    broker = await embeddedBroker({ port: 0 });
    played = await PlayedZigbee.start(broker.localUrl, sample);
    house = new Servient({ clients: [mqttClient()], servers: [httpServer({ port: 0, address: "127.0.0.1" })] });
    await house.start();
    adapter = await zigbee2mqtt(house, { broker: broker.localUrl });
    await played.reportAll();
  });

  afterAll(async () => {
    await adapter.stop();
    await house.stop();
    await played[Symbol.asyncDispose]();
    await broker.close();
  });

  it("are all offered", () => {
    expect(adapter.unoffered).toEqual([]);
    expect(adapter.devices.size).toBe(sample.length);
    expect([...adapter.devices.values()].flatMap(({ problems }) => problems)).toEqual([]);
  });

  it("are judged to do what their descriptions say", { timeout: 120_000 }, async () => {
    const violations: string[] = [];
    let passed = 0;
    const judge = async ({ forms, title, properties = {} }: ThingDescription): Promise<void> => {
      const [form] = forms ?? Object.values(properties).flatMap((property) => property.forms);
      const url = new URL(form!.href, "http://127.0.0.1");
      url.pathname = url.pathname.split("/").slice(0, 2).join("/");
      const { things } = await runConformance(url.href, { requestsPerSecond: 10_000, skip: ["http-sse-profile-*"] });
      for (const { id, verdict, actual } of things.flatMap(({ results }) => results)) {
        if (verdict === "pass") passed += 1;
        else if (verdict === "fail" || verdict === "tool-error") violations.push(`${title}: ${id}: ${actual}`);
      }
    };
    const rest = [...adapter.discover()].values();
    const judges = Array.from({ length: 8 }, async () => {
      for (const thing of rest) await judge(thing);
    });
    await Promise.all(judges);
    expect(violations).toEqual([]);
    expect(passed).toBeGreaterThan(10 * sample.length);
  });
});
