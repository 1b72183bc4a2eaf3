import type { DeviceChange } from "@thingwright/adapter-core";
import { httpClient } from "@thingwright/binding-http";
import { memoryClient, memoryNetwork, memoryServer } from "@thingwright/binding-memory";
import { type ConsumedThing, Servient } from "@thingwright/core";
import { spoken } from "@thingwright/mapping";
import { memoryCredentials } from "@thingwright/security";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  describeDevice,
  readDeviceInfo,
  type Shelly,
  type ShellyDevice,
  type ShellyOptions,
  shelly,
} from "../../src/index.js";
import { refusalWords } from "../../src/rpc/refusal-words.js";
import { plug, relay, shutter } from "../support/devices.js";
import { FakeShelly, type FakeShellyOptions } from "../support/fake-shelly.js";

const id = "shellyplus1pm-a8032abe54dc";
const quick = { minReconnectDelayMs: 10, maxReconnectDelayMs: 20, pollMs: 10, timeoutMs: 2_000 };

let house: Servient;
let adapter: Shelly | undefined;
let changes: string[];
const fakes: FakeShelly[] = [];
const credentials = memoryCredentials({
  [`urn:shelly:${id}:southbound`]: { password: { username: "admin", password: "swordfish" } },
});

beforeEach(async () => {
  const network = memoryNetwork();
  house = new Servient({
    clients: [httpClient(), memoryClient(network)],
    servers: [memoryServer(network, { name: "house" })],
    credentials,
  });
  await house.start();
  changes = [];
});

afterEach(async () => {
  await adapter?.stop();
  adapter = undefined;
  await house.stop();
  await Promise.all(fakes.splice(0).map((fake) => fake[Symbol.asyncDispose]()));
});

async function fakeOf(options: FakeShellyOptions, port?: number): Promise<FakeShelly> {
  const fake = await FakeShelly.start(options, port);
  fakes.push(fake);
  return fake;
}

async function start(addresses: ShellyOptions["addresses"], options: Partial<ShellyOptions> = {}): Promise<Shelly> {
  const onChange = ({ kind, device }: DeviceChange<ShellyDevice>) => changes.push(`${kind} ${device.info.name}`);
  adapter = await shelly(house, { addresses, onChange, credentials, limits: quick, ...options });
  return adapter;
}

const thingOf = (index = 0, device = id): ConsumedThing =>
  house.consume(adapter!.devices.get(device)!.things[index]!.description) as ConsumedThing;

const until = (holds: () => boolean) => expect.poll(holds, { timeout: 5000, interval: 5 }).toBe(true);
const connected = (device = id) => until(() => adapter!.devices.get(device)?.isAvailable === true);

const failureOf = (promise: Promise<unknown>): Promise<string> => promise.then(() => "", String);

describe("Shelly devices", () => {
  it("are Things that are read, written and observed", async () => {
    const fake = await fakeOf(plug);
    await start([fake.address]);
    await fake.untilHeard();
    await connected();
    const desk = thingOf();
    expect(await desk.read("voltage")).toBe(231.2);
    const values = desk.observe("on");
    const next = values.next();
    await values.ready;
    await desk.write("on", true);
    expect(fake.calls).toContainEqual(["Switch.Set", { id: 0, on: true }]);
    expect((await next).value).toBe(true);
    const power = desk.observe("power");
    const watts = power.next();
    await power.ready;
    fake.change("switch:0", { apower: 60 });
    expect((await watts).value).toBe(60);
    await values.return();
    await power.return();
  });

  it("tell of buttons that are pressed, and of what is in the way of a shutter", async () => {
    const fake = await fakeOf(relay);
    const cover = await fakeOf(shutter);
    await start([fake.address, cover.address]);
    for (const each of [fake, cover]) await connected(each.id);
    const presses = thingOf(1, fake.id).subscribe("input_1_pressed");
    const press = presses.next();
    await presses.ready;
    fake.happen("input:0", "single_push");
    fake.happen("input:1", "long_push");
    expect((await press).value).toBe("long_push");
    const hits = thingOf(0, cover.id).subscribe("obstructed");
    const hit = hits.next();
    await hits.ready;
    cover.change("cover:0", { errors: ["obstruction"], current_pos: 33 });
    expect((await hit).value).toBe(33);
    await thingOf(0, cover.id).invoke("stop");
    expect(await cover.untilCalled("Cover.Stop")).toEqual({ id: 0 });
    await presses.return();
    await hits.return();
  });

  it("prove their password over HTTP and inside of messages, and never show it", async () => {
    const fake = await fakeOf({ ...plug, password: "swordfish" });
    await start([fake.address]);
    await connected();
    expect(fake.listeners).toBe(1);
    await thingOf().write("on", true);
    expect(fake.status["switch:0"]).toMatchObject({ output: true });
    expect(JSON.stringify(fake.frames)).not.toContain("swordfish");
    expect(fake.frames.at(-1)).toMatchObject({ auth: { username: "admin", algorithm: "SHA-256" } });
  });

  it("are read again and again while their notifications cannot be had", async () => {
    const fake = await fakeOf({ ...plug, password: "swordfish" });
    await start([fake.address], { credentials: memoryCredentials({}) });
    await connected();
    expect(fake.listeners).toBe(0);
    const values = thingOf().observe("power");
    const next = values.next();
    await values.ready;
    fake.status["switch:0"]!.apower = 77;
    expect((await next).value).toBe(77);
    await values.return();
  });

  it("are listed with the reason where their password is wrong, and where they are no such device", async () => {
    const secret = await fakeOf({ ...plug, id: "shellyplus1pm-000000000000", password: "other" });
    const old = await fakeOf({ ...plug, gen: 1 });
    await start([secret.address, old.address]);
    const why = Object.fromEntries(adapter!.unoffered.map(({ key, why }) => [key, why]));
    expect(why[`http://${secret.address}`]).toMatch(/credential|401/i);
    expect(why[`http://${old.address}`]).toBe("it is no Shelly of the second generation or later");
    expect([...adapter!.discover()]).toEqual([]);
  });

  it("refuse in their own words", async () => {
    const fake = await fakeOf(plug);
    const info = readDeviceInfo({ id, model: "M", gen: 2 });
    const address = { url: `http://${fake.address}`, isProtected: false };
    const { parts } = await describeDevice({ info, status: plug.status, config: {} }, address);
    const forms = house.consume(parts[0]!.southbound);
    const device = spoken(
      {
        read: (name) => forms.read(name),
        write: (name, value) => forms.write(name, value),
        invoke: (name, input) => forms.invoke(name, input),
        watch: () => forms.observe("status"),
      },
      refusalWords,
    );
    await expect(device.invoke("Switch.Set", { id: 9, on: true }, {})).rejects.toMatchObject({
      code: "WOT_REMOTE",
      message: "the device refused: Argument 'id', value 9 not found!",
      status: "-105",
    });
  });

  it("are unavailable while they are away, and are back as they were", async () => {
    const fake = await fakeOf(plug);
    const { port } = fake;
    await start([fake.address]);
    await connected();
    const device = adapter!.devices.get(id)!;
    expect(device.lastSeen).toBeDefined();
    await fakes.pop()![Symbol.asyncDispose]();
    await until(() => !device.isAvailable);
    expect(await failureOf(thingOf().read("on"))).toContain("WOT_UNAVAILABLE");
    expect(await failureOf(thingOf().write("on", true))).toContain("WOT_UNAVAILABLE");
    const back = await fakeOf(plug, port);
    await back.untilHeard();
    await connected();
    expect(await thingOf().read("on")).toBe(false);
    expect(adapter!.devices.get(id)).toBe(device);
    expect(changes).toEqual(["joined Desk"]);
  });

  it("join when they can be reached, are renamed, redefined and leave", async () => {
    const first = await fakeOf(plug);
    const { port, address } = first;
    await fakes.pop()![Symbol.asyncDispose]();
    await start([address]);
    expect(adapter!.unoffered).toHaveLength(1);
    const fake = await fakeOf(plug, port);
    await connected();
    fake.name = "Sofa";
    fake.happen("sys", "config_changed");
    await until(() => changes.includes("renamed Sofa"));
    await fake.untilHeard();
    expect(thingOf().description).toMatchObject({ id: `urn:shelly:${id}`, title: "Sofa" });
    await connected();
    fake.status["temperature:100"] = { id: 100, tC: 3 };
    fake.happen("sys", "config_changed");
    await until(() => changes.includes("redefined Sofa"));
    expect(adapter!.devices.get(id)!.things).toHaveLength(2);
    await adapter!.remove(address);
    expect(changes).toEqual(["joined Desk", "renamed Sofa", "redefined Sofa", "left Sofa"]);
    expect(adapter!.devices.size).toBe(0);
  });

  it("come as they are found, and keep their id when they move", async () => {
    const fake = await fakeOf(plug);
    const found = new TransformStream<string, string>();
    const writer = found.writable.getWriter();
    await start(found.readable);
    void writer.write(fake.address);
    void writer.write("no address at all");
    await connected();
    const double = await fakeOf(plug);
    await adapter!.add(double.address);
    expect(adapter!.unoffered.map(({ why }) => why)).toEqual([`${id} is offered already, from http://${fake.address}`]);
    await fakes.shift()![Symbol.asyncDispose]();
    await until(() => adapter!.devices.get(id)?.address.url === `http://${double.address}`);
    expect(adapter!.unoffered).toEqual([]);
  });

  it("are no more than maxDevices", async () => {
    const fake = await fakeOf(plug);
    await start([fake.address, "192.0.2.1"], { limits: { ...quick, maxDevices: 1 } });
    expect(adapter!.unoffered).toEqual([{ key: "http://192.0.2.1", why: "more than maxDevices (1)" }]);
    await expect(adapter!.add("https://192.0.2.1/x")).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
  });

  it("are not disturbed by one that sends nonsense", async () => {
    const fake = await fakeOf(plug);
    await start([fake.address]);
    await connected();
    const deep = "[".repeat(50_000);
    for (const text of ["", "null", "[]", "{", '{"id":99,"result":1}', '{"id":1,"error":"no"}', deep]) fake.say(text);
    fake.notify("NotifyStatus", { "switch:0": 7, "switch:9": { output: true }, ts: [] });
    fake.notify("NotifyStatus", JSON.parse('{"__proto__": {"output": true}, "switch:0": {"__proto__": {"x": 1}}}'));
    fake.notify("NotifyEvent", { events: [null, { component: 7 }, "x"] });
    fake.notify("NotifyEvent", "no");
    const flood = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`m${index}`, index]));
    fake.notify("NotifyStatus", { "switch:0": flood });
    fake.change("switch:0", { apower: "much", output: true });
    await expect.poll(() => thingOf().read("on"), { timeout: 5000 }).toBe(true);
    expect(await failureOf(thingOf().read("power"))).toContain("WOT_PROTOCOL");
    expect(Object.keys((await thingOf().read("switch_0_status")) as object).length).toBeLessThanOrEqual(256);
    expect(fake.listeners).toBe(1);
    fake.say("x".repeat(200_000));
    await until(() => fake.listeners === 0);
    await fake.untilHeard();
  });
});
