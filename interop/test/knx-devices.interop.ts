import {
  type FoundInterface,
  type Knx,
  type KnxProject,
  knx,
  knxClient,
  readKnxProject,
  searchInterfaces,
} from "@thingwright/adapter-knx";
import { httpServer } from "@thingwright/binding-http";
import { runConformance } from "@thingwright/conformance";
import { silent, systemClock } from "@thingwright/contracts";
import { Servient } from "@thingwright/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exportedHouse } from "../../packages/adapter-knx/test/support/exported-house.js";
import { hasKnxd, Knxd, ToolDevice } from "./support/knxd.js";

let knxd: Knxd;
let device: ToolDevice;
let project: KnxProject;

beforeAll(async () => {
  if (!hasKnxd) return;
  knxd = await Knxd.start();
  device = new ToolDevice(knxd);
  project = await readKnxProject(new TextEncoder().encode(exportedHouse));
});

afterAll(async () => {
  device?.end();
  await knxd?.end();
});

const limits = {
  maxTelegramsPerSecond: 200,
  readTimeoutMs: 500,
  statusWaitMs: 200,
  minReconnectDelayMs: 50,
  maxReconnectDelayMs: 200,
  timeoutMs: 3_000,
  maxRetryMs: 200,
  connectTimeoutMs: 500,
  ackTimeoutMs: 200,
  heartbeatMs: 300,
  controlTimeoutMs: 100,
};

describe.each(["knx://127.0.0.1", "knx+multicast://224.0.23.12"])(
  "devices of knxtool behind knxd at %s, by HTTP",
  (bus) => {
    if (!hasKnxd) it.skip("skipped: needs knxd and knxtool", () => {});
    let house: Servient;
    let adapter: Knx;

    beforeAll(async () => {
      if (!hasKnxd) return;
      device.end();
      await device.begin();
      reset();
      house = new Servient({ servers: [httpServer({ port: 0, address: "127.0.0.1" })] });
      await house.start();
      adapter = await knx(house, { bus: `${bus}:${knxd.port}`, project, limits });
    });

    afterAll(async () => {
      await adapter?.stop();
      await house?.stop();
    });

    const urlOf = (key: string, kind: "properties" | "actions", name: string): string =>
      adapter.devices.get(key)!.things[0]!.description[kind]![name]!.forms[0]!.href;
    const read = async (key: string, name: string): Promise<unknown> => {
      const response = await fetch(urlOf(key, "properties", name));
      return response.ok ? response.json() : response.status;
    };
    const send = async (method: string, url: string, value?: unknown): Promise<number> => {
      const headers = { "content-type": "application/json" };
      const body = value === undefined ? null : JSON.stringify(value);
      return (await fetch(url, { method, body, ...(body !== null && { headers }) })).status;
    };
    const write = (key: string, name: string, value: unknown) => send("PUT", urlOf(key, "properties", name), value);
    const until = (what: () => Promise<unknown>, wanted: unknown) =>
      expect.poll(what, { timeout: 10_000, interval: 20 }).toEqual(wanted);

    const heard = (telegram: string) => until(async () => device.heard.includes(telegram), true);

    it.runIf(hasKnxd)("a light is switched and dimmed, and its actuator tells", async () => {
      expect([await read("1-0-1", "on"), await read("1-0-1", "brightness")]).toEqual([false, 0]);
      expect(await write("1-0-1", "on", true)).toBe(204);
      expect(await write("1-0-1", "brightness", 60)).toBe(204);
      await heard("Write 1/0/1 1");
      await heard("Write 1/2/1 99");
      expect([await read("1-0-1", "on"), await read("1-0-1", "brightness")]).toEqual([true, 60]);
      expect(await write("1-0-1", "brightness", 101)).toBe(400);
      device.say("1/1/1", "0");
      await until(() => read("1-0-1", "on"), false);
    });

    it.runIf(hasKnxd)("a blind is moved, and stopped", async () => {
      expect(await read("2-0-1", "position")).toBe(100);
      expect(await write("2-0-1", "position", 25)).toBe(204);
      await heard("Write 2/2/1 bf");
      expect(await read("2-0-1", "position")).toBe(25);
      expect(await send("POST", urlOf("2-0-1", "actions", "stop"))).toBeLessThan(300);
      await heard("Write 2/1/1 1");
    });

    it.runIf(hasKnxd)("a thermostat is read, set and observed", async () => {
      expect([await read("3-0-1", "roomTemperature"), await read("3-0-1", "targetTemperature")]).toEqual([21.5, 20]);
      expect(await write("3-0-1", "targetTemperature", 22.5)).toBe(204);
      await heard("Write 3/1/1 0c65");
      const { body } = await fetch(urlOf("3-0-1", "properties", "roomTemperature"), {
        headers: { accept: "text/event-stream" },
      });
      const again = setInterval(() => device.say("3/0/1", "0bb8"), 200);
      let text = "";
      for await (const chunk of body!.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        if (text.includes("data:19.04") || text.includes("data: 19.04")) break;
      }
      clearInterval(again);
      expect(text).toContain("19.04");
    });

    it.runIf(hasKnxd)("what no model has is offered as it is", async () => {
      const noon = { day: "monday", hour: 12, minute: 0, second: 0 };
      expect(await write("6-0-1", "clock", noon)).toBe(204);
      await heard("Write 6/0/1 2c0000");
    });

    it.runIf(hasKnxd && !bus.includes("multicast"))(
      "all are judged to do what their descriptions say, writes and actions too",
      async () => {
        const violations: string[] = [];
        let passed = 0;
        for (const { forms, title, properties = {} } of adapter.discover()) {
          const [form] = forms ?? Object.values(properties).flatMap((property) => property.forms);
          const url = new URL(form!.href);
          url.pathname = url.pathname.split("/").slice(0, 2).join("/");
          const { things } = await runConformance(url.href, {
            requestsPerSecond: 10_000,
            skip: ["http-sse-profile-*"],
            allow: ["write", "invoke"],
          });
          for (const { id, verdict, actual } of things.flatMap(({ results }) => results)) {
            if (verdict === "pass") passed += 1;
            else if (verdict === "fail" || verdict === "tool-error") violations.push(`${title}: ${id}: ${actual}`);
          }
        }
        expect(violations).toEqual([]);
        expect(passed).toBeGreaterThan(50);
      },
    );

    it.runIf(hasKnxd)("a device that says nothing is away, nonsense is its fault, and others go on", async () => {
      device.values.delete("3/0/2");
      device.say("3/0/2", "7fff");
      await until(() => read("3-0-2", "temperature"), 502);
      expect(await read("3-0-1", "targetTemperature")).toBe(22.5);
      device.say("3/0/2", "0c1a");
      await until(() => read("3-0-2", "temperature"), 21);
      device.isAway = true;
      expect(await write("1-0-1", "on", true)).toBe(504);
      device.isAway = false;
      expect(await write("1-0-1", "on", true)).toBe(204);
    });

    it.runIf(hasKnxd && !bus.includes("multicast"))(
      "all are away when the interface is, and fresh when it is back",
      async () => {
        device.end();
        await knxd.end();
        await until(() => read("1-0-1", "on"), 503);
        expect(await write("1-0-1", "on", false)).toBeGreaterThanOrEqual(503);
        await knxd.begin();
        device.values.set("3/0/1", "0c33");
        device.values.set("1/1/1", "0");
        await device.begin();
        await until(() => read("1-0-1", "on"), false);
        await until(() => read("3-0-1", "roomTemperature"), 21.5);
        expect(await write("1-0-1", "on", true)).toBe(204);
      },
    );
  },
);

describe("a search for KNX interfaces", () => {
  it.runIf(hasKnxd)("finds knxd by multicast, and at a host that is asked", async () => {
    const found: FoundInterface[] = [];
    for (const hosts of [[], ["127.0.0.1"]]) {
      const group = { address: hosts.length === 0 ? "224.0.23.12" : "127.0.0.1", port: knxd.port };
      const ending = new AbortController();
      const options = { signal: ending.signal, clock: systemClock, logger: silent, hosts, group };
      for await (const each of searchInterfaces(options)) {
        found.push(each);
        ending.abort();
      }
    }
    expect(found).toHaveLength(2);
    expect(found).toEqual(
      found.map(() =>
        expect.objectContaining({ name: "knxd", individualAddress: "0.0.1", tunnels: true, speaksTcp: false }),
      ),
    );
  });
});

describe("the KNX client binding", () => {
  it.runIf(hasKnxd)("speaks over TCP only where an interface does, and says so", async () => {
    await using servient = new Servient({ clients: [knxClient({ limits: { connectTimeoutMs: 500 } })] });
    const thing = servient.consume({
      "@context": "https://www.w3.org/2022/wot/td/v1.1",
      title: "Lamp",
      securityDefinitions: { nosec: { scheme: "nosec" } },
      security: "nosec",
      properties: {
        on: {
          type: "boolean",
          forms: [{ href: `knx+tcp://127.0.0.1:${knxd.port}/1/0/1`, "knxv:datapointType": "1.001" }],
        },
      },
    });
    await expect(thing.read("on")).rejects.toMatchObject({ code: "WOT_NETWORK" });
  });
});

function reset(): void {
  device.isAway = false;
  const values = {
    "1/1/1": "0",
    "1/3/1": "00",
    "2/3/1": "00",
    "3/0/1": "0c33",
    "3/1/1": "07d0",
    "3/0/2": "0c1a",
    "6/0/1": "000000",
  };
  for (const [address, value] of Object.entries(values)) device.values.set(address, value);
  for (const [from, to] of [
    ["1/0/1", "1/1/1"],
    ["1/2/1", "1/3/1"],
    ["2/2/1", "2/3/1"],
  ] as const)
    device.statuses.set(from, to);
}
