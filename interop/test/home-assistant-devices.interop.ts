import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type HomeAssistant, homeAssistant } from "@thingwright/adapter-home-assistant";
import { httpServer } from "@thingwright/binding-http";
import { mqttClient } from "@thingwright/binding-mqtt";
import { runConformance } from "@thingwright/conformance";
import { Servient } from "@thingwright/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  esphomeClimate,
  esphomeLight,
  tasmotaPower,
  tasmotaSwitch,
  wholeDevice,
  zigbeeCover,
} from "../../packages/adapter-home-assistant/test/support/announced.js";
import { findMosquitto, type Mosquitto, startMosquitto } from "../../packages/binding-mqtt/test/interop/mosquitto.js";

/** Longest wait for what has been told to be seen. */
const patiently = { timeout: 20_000 };

const executable = findMosquitto();

/** What is announced, and what each device says of itself. */
const announced: Readonly<Record<string, unknown>> = {
  "light/strip": esphomeLight,
  "climate/heating": esphomeClimate,
  "switch/AABBCC_RL_1": tasmotaSwitch,
  "sensor/AABBCC_ENERGY_Power": tasmotaPower,
  "cover/0x01": zigbeeCover,
  "device/door-17": wholeDevice,
};
const said: Readonly<Record<string, unknown>> = {
  "hall-node/light/strip/state": {
    state: "ON",
    brightness: 255,
    color_temp: 250,
    color: { r: 255, g: 0, b: 0 },
    effect: "Rainbow",
  },
  "hall-node/climate/heating/current_temperature/state": 21.5,
  "hall-node/climate/heating/target_temperature/state": 20,
  "hall-node/climate/heating/mode/state": "heat",
  "hall-node/climate/heating/action/state": "idle",
  "tele/desk-plug/STATE": { POWER: "OFF" },
  "tele/desk-plug/SENSOR": { ENERGY: { Power: 12 } },
  "zigbee2mqtt/blind": { position: 40 },
  "doors/17": { open: false, battery: 80 },
};

describe.runIf(executable === undefined)("devices that announce themselves with mosquitto_pub", () => {
  it.skip("skipped: needs mosquitto and its clients", () => {});
});

describe.runIf(executable !== undefined)("devices that announce themselves with mosquitto_pub", () => {
  let mosquitto: Mosquitto;
  let house: Servient;
  let adapter: HomeAssistant;

  beforeAll(async () => {
    mosquitto = await startMosquitto(executable!);
    for (const [place, config] of Object.entries(announced)) await publish(`homeassistant/${place}/config`, config);
    for (const [topic, state] of Object.entries(said)) await publish(topic, state);
    house = new Servient({ clients: [mqttClient()], servers: [httpServer({ port: 0, address: "127.0.0.1" })] });
    await house.start();
    adapter = await homeAssistant(house, { broker: mosquitto.url });
  });

  afterAll(async () => {
    await adapter?.stop();
    await house?.stop();
    await mosquitto[Symbol.asyncDispose]();
  });

  const publish = (topic: string, payload: unknown) =>
    mosquitto.pub("-r", "-q", "1", "-t", topic, "-m", typeof payload === "string" ? payload : JSON.stringify(payload));
  const url = (title: string, path: string) => `${house.addresses()[0]}/${title}${path}`;
  const get = async (title: string, name: string) => (await fetch(url(title, `/properties/${name}`))).json();

  it("are all offered, each as its kind", () => {
    expect(adapter.unoffered).toEqual([]);
    const titles = [...adapter.discover()].map(({ title }) => title);
    expect(titles.toSorted()).toEqual(["Back door", "Blind", "Desk plug", "Hall node", "Hall node heating"]);
  });

  it("are read, written and followed over HTTP", async () => {
    await expect.poll(() => get("hall-node", "brightness"), patiently).toBe(100);
    await expect.poll(() => get("back-door", "open"), patiently).toBe(false);
    const { lines } = await mosquitto.subscribed("-t", "cmnd/desk-plug/POWER", "-C", "1", "-W", "10");
    const body = { method: "PUT", headers: { "content-type": "application/json" }, body: "true" };
    expect((await fetch(url("desk-plug", "/properties/on"), body)).status).toBe(204);
    expect(await lines).toEqual(["ON"]);
    await publish("doors/17", { open: true, battery: 79 });
    await expect.poll(() => get("back-door", "open"), patiently).toBe(true);
  });

  it("are judged to do what their descriptions say", async () => {
    const violations: string[] = [];
    let passed = 0;
    for (const { title } of adapter.discover()) {
      const place = url(title!.toLowerCase().replaceAll(" ", "-"), "");
      const { things } = await runConformance(place, { requestsPerSecond: 10_000, skip: ["http-sse-profile-*"] });
      for (const { id, verdict, actual } of things.flatMap(({ results }) => results)) {
        if (verdict === "pass") passed += 1;
        else if (verdict === "fail" || verdict === "tool-error") violations.push(`${title}: ${id}: ${actual}`);
      }
    }
    expect(violations).toEqual([]);
    expect(passed).toBeGreaterThan(50);
  });

  it("leave when what they announced is taken back", async () => {
    await mosquitto.pub("-r", "-n", "-q", "1", "-t", "homeassistant/device/door-17/config");
    await expect.poll(() => adapter.devices.has("urn:home-assistant:door-17"), patiently).toBe(false);
  });
});

interface Counts {
  readonly devices: number;
  readonly messages: number;
  readonly whole: number;
  readonly failures: readonly object[];
}

describe("what Zigbee2MQTT announces to Home Assistant", () => {
  it("gives valid Things without exception, nearly all of them without a word missing", () => {
    const folder = mkdtempSync(join(tmpdir(), "announced-"));
    const file = join(folder, "counts.json");
    const tool = fileURLToPath(new URL("../../tools/home-assistant-catalogue.mjs", import.meta.url));
    const args = [tool, "--json", file, "--every", "20"];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    expect([status, stderr]).toEqual([0, ""]);
    const counts = JSON.parse(readFileSync(file, "utf8")) as Counts;
    rmSync(folder, { recursive: true });
    expect(counts.failures).toEqual([]);
    expect(counts.devices).toBe(224);
    expect(counts.messages).toBeGreaterThan(1500);
    expect(counts.whole / counts.devices).toBeGreaterThan(0.95);
  });
});
