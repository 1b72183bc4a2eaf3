import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { findMosquitto, type Mosquitto, startMosquitto } from "../../../binding-mqtt/test/interop/mosquitto.js";

const bin = join(import.meta.dirname, "../../../thingwright/dist/bin.js");
const executable = findMosquitto();
const lamp = "0x00158d0001a2b3c4";

/** What Zigbee2MQTT has standing at its broker. */
const standing: Readonly<Record<string, unknown>> = {
  "zigbee2mqtt/bridge/state": { state: "online" },
  "zigbee2mqtt/bridge/devices": [
    {
      ...{ ieee_address: lamp, friendly_name: "hall/lamp", type: "Router", disabled: false },
      definition: {
        ...{ vendor: "Example", model: "LAMP-1" },
        exposes: [
          {
            type: "light",
            features: [
              { type: "binary", name: "state", property: "state", access: 7, value_on: "ON", value_off: "OFF" },
              { type: "numeric", name: "brightness", property: "brightness", access: 7, value_min: 0, value_max: 254 },
            ],
          },
        ],
      },
    },
  ],
  "zigbee2mqtt/hall/lamp": { state: "OFF", brightness: 127 },
};

describe("thingwright adopt, at mosquitto", () => {
  if (executable === undefined) it.skip("skipped: needs mosquitto and its clients", () => {});
  const folder = mkdtempSync(join(tmpdir(), "thingwright-adopt-"));
  const file = join(folder, "house.yaml");
  let mosquitto: Mosquitto;

  beforeAll(async () => {
    if (executable === undefined) return;
    mosquitto = await startMosquitto(executable);
    for (const [topic, payload] of Object.entries(standing)) {
      await mosquitto.pub("-r", "-q", "1", "-t", topic, "-m", JSON.stringify(payload));
    }
  });
  afterAll(async () => {
    await mosquitto?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  });

  /** Runs the command with `answers` in the pipe before it. */
  async function adopt(answers: readonly string[], ...options: readonly string[]): Promise<string> {
    const args = [bin, "adopt", file, "--broker", mosquitto.url, "--only", "zigbee2mqtt", "--timeout", "3", ...options];
    const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
    child.stdin.end(answers.map((answer) => `${answer}\n`).join(""));
    let words = "";
    child.stdout.on("data", (chunk) => {
      words += chunk;
    });
    expect((await once(child, "close"))[0]).toBe(0);
    return words;
  }

  it.runIf(executable)("takes its answers from a pipe, and adds them below what a person wrote", async () => {
    writeFileSync(file, "# Ours\nhttp: { port: 0 }\n");
    const words = await adopt(["y", "Hall lamp", "Hall", ""]);
    expect(words).toContain(`hall/lamp  dimmable-light  urn:zigbee:${lamp}`);
    const text = readFileSync(file, "utf8");
    expect(text.startsWith("# Ours\nhttp: { port: 0 }\n")).toBe(true);
    expect(parse(text)).toMatchObject({
      zigbee2mqtt: [{ broker: mosquitto.url, base: "zigbee2mqtt" }],
      things: { [`urn:zigbee:${lamp}`]: { title: "Hall lamp", room: "Hall" } },
    });
  });

  it.runIf(executable)("has a lamp show itself, and finds nothing new the second time", async () => {
    const { lines } = await mosquitto.subscribed("-t", "zigbee2mqtt/hall/lamp/set", "-C", "2", "-W", "20");
    const words = await adopt([], "--identify", `urn:zigbee:${lamp}`);
    expect((await lines).map((line) => JSON.parse(line))).toEqual([{ state: "ON" }, { state: "OFF" }]);
    expect(words).toContain("nothing new was found");
  });
});
