import { type Zigbee2Mqtt, zigbee2mqtt } from "@thingwright/adapter-zigbee2mqtt";
import { httpServer } from "@thingwright/binding-http";
import { mqttClient } from "@thingwright/binding-mqtt";
import { silent } from "@thingwright/contracts";
import { Servient } from "@thingwright/core";
import { connectAsync, type MqttClient } from "mqtt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bulb, door } from "../../packages/adapter-zigbee2mqtt/test/support/exposes.js";
import { findMosquitto, type Mosquitto, startMosquitto } from "../../packages/binding-mqtt/test/interop/mosquitto.js";

const executable = findMosquitto();
const [loud, calm, lamp] = ["1", "2", "3"].map((last) => `0x00158d000000000${last}`) as [string, string, string];
const seconds = 2;
const perSecond = 10_000;

if (executable === undefined) {
  describe("A difficult device behind a mosquitto", () => {
    it.skip("skipped: needs mosquitto", () => {});
  });
}

describe.runIf(executable !== undefined)("A difficult device behind a mosquitto", () => {
  let mosquitto: Mosquitto;
  let maker: MqttClient;
  let house: Servient;
  let adapter: Zigbee2Mqtt;
  const warnings: string[] = [];

  const say = (topic: string, payload: unknown, retain = false) =>
    maker.publishAsync(`zigbee2mqtt/${topic}`, typeof payload === "string" ? payload : JSON.stringify(payload), {
      retain,
    });
  const list = (loudDefinition: object) =>
    say(
      "bridge/devices",
      [
        [loud, "loud", loudDefinition],
        [calm, "calm", door],
        [lamp, "lamp", bulb],
      ].map(([ieee_address, friendly_name, definition]) => ({
        ieee_address,
        friendly_name,
        type: "EndDevice",
        definition,
      })),
      true,
    );
  const url = (path: string) => `${house.addresses()[0]}/${path}`;
  const get = async (path: string) => {
    const answer = await fetch(url(path));
    return { status: answer.status, value: answer.ok ? await answer.json() : undefined };
  };

  beforeAll(async () => {
    mosquitto = await startMosquitto(executable!, {});
    maker = await connectAsync(mosquitto.url, { reconnectPeriod: 0 });
    // The lamp does what it is told; nothing else here answers anything.
    await maker.subscribeAsync("zigbee2mqtt/lamp/set");
    maker.on("message", (_topic, payload) => void say("lamp", payload.toString()));
    house = new Servient({ servers: [httpServer({ port: 0, address: "127.0.0.1" })], clients: [mqttClient()] });
    await house.start();
    await say("bridge/state", { state: "online" }, true);
    await list(door);
    const logger = { ...silent, warn: (message: string) => void warnings.push(message) };
    adapter = await zigbee2mqtt(house, { broker: mosquitto.url, logger });
  });

  afterAll(async () => {
    await adapter.stop();
    await house.stop();
    await maker.endAsync(true);
    await mosquitto[Symbol.asyncDispose]();
  });

  /** Reads, writes and follows the other two, and says how long the slowest of it took. */
  async function useOthers(until: (round: number) => boolean): Promise<number> {
    let worstMs = 0;
    for (let round = 0; !until(round); round += 1) {
      const start = performance.now();
      await say("calm", { contact: round % 2 === 0 });
      const body = JSON.stringify(round % 100);
      const headers = { "content-type": "application/json" };
      const written = await fetch(url("lamp/properties/brightness"), { method: "PUT", body, headers });
      expect(written.status).toBe(204);
      await expect
        .poll(async () => (await get("calm/properties/open")).value, { timeout: 5_000 })
        .toBe(round % 2 === 1);
      expect((await get("lamp/properties/brightness")).status).toBe(200);
      worstMs = Math.max(worstMs, performance.now() - start);
    }
    return worstMs;
  }

  it("that sends 10,000 messages a second disturbs no other, and has what it lost counted and told", async () => {
    let sent = 0;
    let isDone = false;
    const flood = (async () => {
      for (let tick = 0; tick < seconds * 100; tick += 1) {
        for (let message = 0; message < perSecond / 100; message += 1) {
          sent += 1;
          void say("loud", { contact: sent % 2 === 0, battery: sent % 100 });
        }
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      await say("loud", { contact: false, battery: 77 });
      isDone = true;
    })();
    const worstMs = await useOthers(() => isDone);
    await flood;
    expect(worstMs).toBeLessThan(4_000);
    await expect.poll(async () => (await get("loud/properties/battery")).value, { timeout: 10_000 }).toBe(77);
    expect(adapter.devices.get(loud)!.losses.missedValues).toBeGreaterThan(sent / 2);
    expect(warnings.filter((warning) => warning === "a device sends more than is looked at")).toHaveLength(1);
    for (const key of [calm, lamp]) expect(adapter.devices.get(key)!.losses.missedValues).toBe(0);
  });

  it("that sends nonsense is not believed, and disturbs no other", async () => {
    await say("loud", { contact: "perhaps", battery: { a: 1 } });
    await say("loud", "{ no json");
    await expect.poll(() => adapter.devices.get(loud)!.losses.unreadableValues, { timeout: 5_000 }).toBeGreaterThan(0);
    expect((await get("loud/properties/open")).status).toBeGreaterThanOrEqual(500);
    await useOthers((round) => round === 4);
    await say("loud", { contact: true, battery: 50 });
    await expect.poll(async () => (await get("loud/properties/battery")).value, { timeout: 5_000 }).toBe(50);
  });

  it("that becomes another while it is used does so alone", async () => {
    const others = [calm, lamp].map((key) => adapter.devices.get(key));
    let isDone = false;
    const changing = (async () => {
      for (let turn = 0; turn < 6; turn += 1) await list(turn % 2 === 0 ? bulb : door);
      isDone = true;
    })();
    await useOthers(() => isDone);
    await changing;
    await expect
      .poll(() => adapter.devices.get(loud)?.things[0]?.description.properties, { timeout: 5_000 })
      .toHaveProperty("open");
    expect([calm, lamp].map((key) => adapter.devices.get(key))).toEqual(others);
  });

  it("that disappears is unavailable, and disturbs no other", async () => {
    await say("loud/availability", "offline", true);
    await expect.poll(async () => (await get("loud/properties/open")).status, { timeout: 5_000 }).toBe(503);
    await useOthers((round) => round === 4);
  });
});
