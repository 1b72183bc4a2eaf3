import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { type Hue, hue, huePlugin, pair } from "@thingwright/adapter-hue";
import { httpClient, httpServer } from "@thingwright/binding-http";
import { silent, systemClock } from "@thingwright/contracts";
import { Servient } from "@thingwright/core";
import { type MemoryCredentials, memoryCredentials } from "@thingwright/security";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NorthboundThing, until } from "./support/northbound.js";

const program = fileURLToPath(new URL("../node_modules/hue-simulator/bin/hue-simulator", import.meta.url));
const isThere = existsSync(program);

describe("the lamps of hue-simulator 0.0.11, which has CLIP API v1 alone,", () => {
  if (!isThere) it.skip("skipped: needs hue-simulator", () => {});
  let url: string;
  let bridge: ChildProcess;
  let house: Servient;
  let adapter: Hue;
  const secrets: Record<string, { application_key: { apiKey: string } }> = {};

  const thing = (title: string): NorthboundThing =>
    new NorthboundThing([...adapter.discover()].find((each) => each.title === title)!);
  const lamp = async (id: string): Promise<{ state: Record<string, unknown> }> =>
    (await (await fetch(`${url}/api/newdeveloper/lights/${id}`)).json()) as { state: Record<string, unknown> };

  beforeAll(async () => {
    if (!isThere) return;
    const port = await freeTcpPort();
    url = `http://127.0.0.1:${port}`;
    bridge = spawn(process.execPath, [program, "--hostname", "127.0.0.1", "--port", String(port)], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    await once(bridge.stdout!, "data");
    bridge.stdout!.resume();
    const credentials: MemoryCredentials = memoryCredentials(secrets);
    house = new Servient({
      clients: [httpClient()],
      servers: [httpServer({ port: 0, address: "127.0.0.1" })],
      credentials,
    });
    await house.start();
    await fetch(`${url}/linkbutton`);
    const apiKey = await pair(house, url, { application: "thingwright#test" });
    credentials.set("urn:hue:bridge", "application_key", { apiKey });
    adapter = await hue(house, { url, limits: { readMs: 50 } });
  });

  afterAll(async () => {
    await adapter?.stop();
    await house?.stop();
    bridge?.kill("SIGKILL");
  });

  it.runIf(isThere)("are paired with, and offered as Things of the common models", () => {
    const models = [...adapter.discover()].map(({ title, links = [] }) => [title, links[0]?.href.replace(/^.*\//, "")]);
    expect(models).toEqual([
      ["Hue Lamp 1", "colour-light.tm.json"],
      ["Hue Lamp 2", "colour-light.tm.json"],
      ["Group 1", "light-group.tm.json"],
    ]);
  });

  it.runIf(isThere)("are read and written", async () => {
    expect(await thing("Hue Lamp 2").read("brightness")).toBe(100);
    expect(await thing("Hue Lamp 2").read("colorXy")).toEqual({ x: 0.346, y: 0.3568 });
    expect(await thing("Hue Lamp 2").write("brightness", 50)).toBe(204);
    expect(await thing("Hue Lamp 2").write("colorTemperature", 4000)).toBe(204);
    expect((await lamp("2")).state).toMatchObject({ bri: 127, ct: 250 });
    expect(await thing("Group 1").write("on", false)).toBe(204);
    expect([(await lamp("1")).state.on, (await lamp("2")).state.on]).toEqual([false, false]);
  });

  it.runIf(isThere)("are observed, whoever changes them", async () => {
    const change = (): Promise<Response> =>
      fetch(`${url}/api/newdeveloper/lights/1/state`, { method: "PUT", body: '{"on": true}' });
    await thing("Hue Lamp 1").seen("on", (value) => value === true, change);
    expect(await thing("Hue Lamp 1").read("on")).toBe(true);
  });

  it.runIf(isThere)("are found at their host", async () => {
    const options = { servient: house, clock: systemClock, logger: silent, hosts: [url.slice("http://".length)] };
    const ending = new AbortController();
    for await (const { entry } of huePlugin.find!({ ...options, signal: ending.signal })) {
      if (entry.url !== url) continue;
      expect(entry).toMatchObject({ url, allowInsecure: true });
      break;
    }
    ending.abort();
  });

  it.runIf(isThere)("are away with their bridge", async () => {
    bridge.kill("SIGKILL");
    await once(bridge, "exit");
    await until(async () => (await thing("Hue Lamp 1").read("on")) === 503);
  });
});

/** A TCP port of the loopback interface that was free a moment ago. */
async function freeTcpPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
