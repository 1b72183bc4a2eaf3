import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { type Opcua, type OpcuaOptions, opcua } from "@thingwright/adapter-opcua";
import { httpServer } from "@thingwright/binding-http";
import { runConformance } from "@thingwright/conformance";
import { Servient } from "@thingwright/core";
import { memoryCredentials } from "@thingwright/security";
import type { ThingDescription } from "@thingwright/td";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasAsyncua, nodeOpcua, OpcuaBuilding, userCertificate } from "./support/opcua-building.js";

/** Fast enough for a test. */
const limits = {
  publishingIntervalMs: 50,
  samplingIntervalMs: 50,
  keepAliveMs: 500,
  restoreTimeoutMs: 500,
  minReconnectDelayMs: 100,
  maxReconnectDelayMs: 300,
  connectTimeoutMs: 5_000,
  rebrowseMs: 500,
  settleMs: 50,
  timeoutMs: 4_000,
  maxRetryMs: 300,
};

const modelOf = ({ links = [] }: ThingDescription): string | undefined =>
  links.find(({ rel }) => rel === "type")?.href.replace(/^.*\/(.*)\.tm\.json$/, "$1");

async function newHouse(): Promise<Servient> {
  const house = new Servient({ servers: [httpServer({ port: 0, address: "127.0.0.1" })] });
  await house.start();
  return house;
}

describe("the objects of an OPC UA server of asyncua", () => {
  if (!hasAsyncua) it.skip("skipped: needs asyncua", () => {});
  let building: OpcuaBuilding;
  let house: Servient;
  let adapter: Opcua;
  const changes: string[] = [];

  const thing = (title: string): ThingDescription => {
    const found = [...adapter.discover()].find((each) => each.title === title);
    if (found === undefined) throw new TypeError(`there is no ${title}`);
    return found;
  };
  const hrefOf = (title: string, kind: "properties" | "actions" | "events", name: string, op?: string): string => {
    const { forms } = thing(title)[kind]![name]!;
    const fitting = forms.filter((form) => op === undefined || [form.op].flat().includes(op as never));
    return (fitting.find(({ subprotocol }) => subprotocol === "sse") ?? fitting[0])!.href;
  };
  const get = async (title: string, name: string): Promise<readonly [status: number, value: unknown]> => {
    const response = await fetch(hrefOf(title, "properties", name));
    return [response.status, await response.json()];
  };
  const put = async (title: string, name: string, value: unknown): Promise<number> => {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify(value);
    return (await fetch(hrefOf(title, "properties", name), { method: "PUT", headers, body })).status;
  };
  const until = async (what: () => Promise<boolean>): Promise<void> => {
    while (!(await what())) await new Promise((resolve) => setTimeout(resolve, 50));
  };

  beforeAll(async () => {
    if (!hasAsyncua) return;
    building = await OpcuaBuilding.start();
    house = await newHouse();
    adapter = await opcua(house, {
      url: building.url,
      security: "None",
      stack: nodeOpcua(),
      limits,
      valueTimes: true,
      onChange: ({ kind, device }) => changes.push(`${kind} ${device.name}`),
    });
  });

  afterAll(async () => {
    await adapter?.stop();
    await house?.stop();
    await building?.[Symbol.asyncDispose]();
  });

  it.runIf(hasAsyncua)("are offered as Things of the common models", () => {
    expect([...adapter.discover()].map((td) => [td.title, modelOf(td)])).toEqual([
      ["Ahu1", "air-handling-unit"],
      ["Room12", "thermostat"],
      ["Meter", "electricity-meter"],
      ["Pump", undefined],
    ]);
    expect([...adapter.devices.values()].flatMap(({ problems }) => problems)).toEqual([]);
    expect(adapter.unoffered).toEqual([]);
  });

  it.runIf(hasAsyncua)("are read, in the units and words of the models", async () => {
    expect(await get("Ahu1", "supplyTemperature")).toEqual([200, 18.5]);
    expect(await get("Ahu1", "mode")).toEqual([200, "auto"]);
    expect(await get("Meter", "power")).toEqual([200, 1250]);
    expect(await get("Room12", "roomTemperature")).toEqual([200, 21.25]);
    expect(thing("Ahu1").properties!.supplyTemperatureSetpoint).toMatchObject({ minimum: 12, maximum: 30 });
  });

  it.runIf(hasAsyncua)("are read in all that the models have no words for", async () => {
    expect(await get("Ahu1", "SerialNumber")).toEqual([200, "A-4711"]);
    expect(await get("Ahu1", "RunningHours")).toEqual([200, 2 ** 40]);
    expect(await get("Ahu1", "Plan")).toEqual([200, { Name: "day", Hours: [6, 18], Season: 1 }]);
    expect(await get("Pump", "Season")).toEqual([200, "Winter"]);
  });

  it.runIf(hasAsyncua)("are read with the times at which the server measured them", async () => {
    const before = Date.now();
    await building.tell({ do: "write", node: "Ahu1.Return.Temperature", value: 22.5 });
    await until(async () => (await get("Ahu1", "returnTemperature"))[1] === 22.5);
    const [, times] = await get("Ahu1", "valueTimes");
    const measured = Date.parse((times as Record<string, string>).returnTemperature!);
    expect(measured).toBeGreaterThanOrEqual(before - 1);
    expect(measured).toBeLessThanOrEqual(Date.now());
  });

  it.runIf(hasAsyncua)("are judged to do what their descriptions say, writes too", async () => {
    const violations: string[] = [];
    let passed = 0;
    for (const title of ["Room12", "Meter"]) {
      const url = new URL(hrefOf(title, "properties", "valueTimes"));
      url.pathname = url.pathname.split("/").slice(0, 2).join("/");
      const { things } = await runConformance(url.href, {
        requestsPerSecond: 10_000,
        skip: ["http-sse-profile-*"],
        allow: ["write"],
      });
      for (const { results } of things) {
        for (const { id, verdict, actual } of results) {
          if (verdict === "pass") passed += 1;
          else if (verdict === "fail" || verdict === "tool-error") violations.push(`${title}: ${id}: ${actual}`);
        }
      }
    }
    expect(violations).toEqual([]);
    expect(passed).toBeGreaterThan(20);
  });

  it.runIf(hasAsyncua)("are written", async () => {
    expect(await put("Ahu1", "supplyTemperatureSetpoint", 20.5)).toBe(204);
    expect(await building.read("Ahu1.Supply.TemperatureSetpoint")).toBe(20.5);
    expect(await put("Room12", "mode", "cool")).toBe(204);
    expect(await building.read("Room12.Mode")).toBe(2);
    expect(await put("Ahu1", "Schedule", [7, 19])).toBe(204);
    expect(await building.read("Ahu1.Schedule")).toEqual([7, 19]);
    expect(await put("Ahu1", "Plan", { Name: "night", Hours: [1.5], Season: 0 })).toBe(204);
    expect(await building.read("Ahu1.Plan")).toMatch(/night/);
    expect(await put("Ahu1", "supplyTemperatureSetpoint", 99)).toBe(400);
    expect(await put("Ahu1", "supplyTemperature", 20)).toBe(405);
  });

  it.runIf(hasAsyncua)("are observed, without being asked", async () => {
    const stream = await events(hrefOf("Room12", "properties", "roomTemperature", "observeproperty"));
    await building.tell({ do: "write", node: "Room12.RoomTemperature", value: 23.75 });
    expect(await stream.until((value) => value === 23.75)).toBe(23.75);
    await stream.close();
  });

  it.runIf(hasAsyncua)("carry out methods, and say why they do not", async () => {
    const post = (body: object) =>
      fetch(hrefOf("Ahu1", "actions", "ResetFilter"), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    const done = await post({ Hours: 5 });
    expect(await done.json()).toEqual({ Report: "reset after 5 h" });
    expect((await post({ Hours: 500 })).status).toBe(502);
    expect((await post({ Hours: -1 })).status).toBe(400);
  });

  it.runIf(hasAsyncua)("tell of events", async () => {
    const stream = await events(hrefOf("Ahu1", "events", "notified", "subscribeevent"));
    await building.tell({ do: "event", message: "the filter is clogged", severity: 700 });
    expect(await stream.until(() => true)).toMatchObject({ message: "the filter is clogged", severity: 700 });
    await stream.close();
  });

  it.runIf(hasAsyncua)("are told as away one by one, where the server has lost them", async () => {
    const write = (status: string) => building.tell({ do: "write", node: "Room12.Humidity", value: 46, status });
    await write("BadNoCommunication");
    await until(async () => (await get("Room12", "relativeHumidity"))[0] === 503);
    expect(await get("Room12", "roomTemperature")).toEqual([200, 23.75]);
    await write("UncertainLastUsableValue");
    await until(async () => (await get("Room12", "relativeHumidity"))[0] === 200);
    expect(await get("Room12", "relativeHumidity")).toEqual([200, 46]);
    await write("Good");
  });

  it.runIf(hasAsyncua)("lie without disturbing others", async () => {
    await building.tell({ do: "write", node: "Ahu1.OperatingMode", value: 77 });
    await until(async () => (await get("Ahu1", "mode"))[0] === 502);
    expect((await get("Ahu1", "returnTemperature"))[0]).toBe(200);
    await building.tell({ do: "write", node: "Ahu1.OperatingMode", value: 2 });
    await until(async () => (await get("Ahu1", "mode"))[1] === "occupied");
  });

  it.runIf(hasAsyncua)("join and leave", async () => {
    await building.tell({ do: "add", node: "Attic" });
    await until(async () => changes.includes("joined Attic"));
    expect(modelOf(thing("Attic"))).toBe("temperature-sensor");
    expect(await get("Attic", "temperature")).toEqual([200, 20]);
    await building.tell({ do: "remove", node: "Attic" });
    await until(async () => changes.includes("left Attic"));
  });

  it.runIf(hasAsyncua)(
    "are away with the server, and back with it though its namespaces have other numbers",
    async () => {
      const { port } = building;
      await building[Symbol.asyncDispose]();
      await until(async () => (await get("Room12", "roomTemperature"))[0] === 503);
      building = await OpcuaBuilding.start({ port, otherNamespaces: 3 });
      await building.tell({ do: "write", node: "Room12.RoomTemperature", value: 19.5 });
      await until(async () => (await get("Room12", "roomTemperature"))[1] === 19.5);
      expect(await put("Room12", "targetTemperature", 22)).toBe(204);
      expect(await building.read("Room12.Setpoint")).toBe(22);
      expect(changes.filter((change) => /Room12|Ahu1/.test(change))).toEqual(["joined Ahu1", "joined Room12"]);
    },
  );
});

describe("an OPC UA server of asyncua that signs and encrypts", () => {
  if (!hasAsyncua) it.skip("skipped: needs asyncua", () => {});
  let building: OpcuaBuilding;
  let house: Servient;
  const id = "urn:example:server";
  const credentials = (password: string) => memoryCredentials({ [id]: { user: { username: "anna", password } } });
  const offered = async (options: Partial<OpcuaOptions>): Promise<readonly (string | undefined)[]> => {
    const adapter = await opcua(house, { url: building.url, id, stack: nodeOpcua(), limits, ...options });
    const titles = [...adapter.discover()].map(({ title }) => title);
    await adapter.stop();
    return titles;
  };

  beforeAll(async () => {
    if (!hasAsyncua) return;
    building = await OpcuaBuilding.start({ security: "Basic256Sha256" });
    house = await newHouse();
  });

  afterAll(async () => {
    await house?.stop();
    await building?.[Symbol.asyncDispose]();
  });

  it.runIf(hasAsyncua)("is not spoken to while nobody trusts it", async () => {
    await expect(offered({})).rejects.toMatchObject({
      code: "WOT_NETWORK",
      message: expect.stringMatching(/is not trusted; its SHA-256 fingerprint is [0-9a-f]{64}$/),
    });
  });

  it.runIf(hasAsyncua)("is spoken to as a user, once it is trusted", async () => {
    const trust = { certificates: [building.certificate] };
    const titles = await offered({ trust, user: "UserName", credentials: credentials("secret") });
    expect(titles).toEqual(["Ahu1", "Room12", "Meter", "Pump"]);
  });

  it.runIf(hasAsyncua)("keeps knowing this application by the certificate that it has made once", async () => {
    const folder = mkdtempSync(join(tmpdir(), "opcua-identity-"));
    const trust = { fingerprints: [new X509Certificate(building.certificate).fingerprint256] };
    expect(await offered({ trust, identity: { folder } })).toHaveLength(4);
    const made = readFileSync(join(folder, "certificate.pem"), "utf8");
    expect(await offered({ trust, identity: { folder } })).toHaveLength(4);
    expect(readFileSync(join(folder, "certificate.pem"), "utf8")).toBe(made);
    expect(new X509Certificate(made).subjectAltName).toContain(`URI:urn:${hostname()}:thingwright`);
    rmSync(folder, { recursive: true });
  });

  it.runIf(hasAsyncua)("is spoken to with signatures alone where that is asked for", async () => {
    const titles = await offered({ trust: { allowUntrusted: true }, security: "Sign" });
    expect(titles).toHaveLength(4);
  });

  it.runIf(hasAsyncua)("refuses a wrong password", async () => {
    const trust = { certificates: [building.certificate] };
    const refused = offered({ trust, user: "UserName", credentials: credentials("wrong") });
    await expect(refused).rejects.toMatchObject({ code: "WOT_CREDENTIALS_REFUSED" });
  });

  it.runIf(hasAsyncua)("has no endpoint without security", async () => {
    await expect(offered({ security: "None" })).rejects.toMatchObject({
      code: "WOT_REMOTE",
      message: expect.stringContaining("but Sign Basic256Sha256, SignAndEncrypt Basic256Sha256"),
    });
  });

  it.runIf(hasAsyncua)("is spoken to as who has a certificate", async () => {
    const trust = { certificates: [building.certificate] };
    const anna = await userCertificate();
    building.admit(anna.cert);
    const known = memoryCredentials({ [id]: { user: { ...anna } } });
    expect(await offered({ trust, user: "Certificate", credentials: known })).toHaveLength(4);
    const stranger = memoryCredentials({ [id]: { user: { ...(await userCertificate()) } } });
    const refused = offered({ trust, user: "Certificate", credentials: stranger });
    await expect(refused).rejects.toMatchObject({ code: "WOT_CREDENTIALS_REFUSED" });
  });
});

/** What a stream of server-sent events brings. */
async function events(url: string) {
  const ending = new AbortController();
  const response = await fetch(url, { headers: { accept: "text/event-stream" }, signal: ending.signal });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    async until(isIt: (value: unknown) => boolean): Promise<unknown> {
      for (;;) {
        for (const [, data] of text.matchAll(/^data: ?(.*)$/gm)) {
          const value: unknown = JSON.parse(data!);
          if (isIt(value)) return value;
        }
        const { value, done } = await reader.read();
        if (done) throw new TypeError("the stream has ended");
        text += value;
      }
    },
    async close(): Promise<void> {
      ending.abort();
      await reader.cancel().catch(() => {});
    },
  };
}
