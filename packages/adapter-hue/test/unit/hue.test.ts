import type { DeviceChange } from "@thingwright/adapter-core";
import { type HttpClientTls, httpClient } from "@thingwright/binding-http";
import { memoryClient, memoryNetwork, memoryServer } from "@thingwright/binding-memory";
import { Authority } from "@thingwright/contract-tests";
import { type ConsumedThing, Servient } from "@thingwright/core";
import { memoryCredentials } from "@thingwright/security";
import { afterEach, describe, expect, it } from "vitest";
import { type Hue, type HueOptions, hue, pair } from "../../src/index.js";
import { FakeBridge, type FakeBridgeOptions } from "../support/fake-bridge.js";
import { house as resources, rid } from "../support/resources.js";

let house: Servient | undefined;
let adapter: Hue | undefined;
let bridge: FakeBridge;
let changes: string[] = [];

async function servientWith(tls?: HttpClientTls, apiKey = "key"): Promise<Servient> {
  const network = memoryNetwork();
  house = new Servient({
    clients: [httpClient({ ...(tls && { tls }) }), memoryClient(network)],
    servers: [memoryServer(network, { name: "house" })],
    credentials: memoryCredentials({ "urn:hue:bridge": { application_key: { apiKey } } }),
  });
  await house.start();
  return house;
}

async function start(fake: Partial<FakeBridgeOptions> = {}, options: Partial<HueOptions> = {}): Promise<Hue> {
  bridge = await FakeBridge.start({ resources, ...fake });
  changes = [];
  const onChange = ({ kind, device }: DeviceChange) => changes.push(`${kind} ${device.name}`);
  const limits = { settleMs: 5, pollMs: 10 };
  adapter = await hue(await servientWith(), { url: bridge.url, onChange, limits, ...options });
  changes = [];
  return adapter;
}

afterEach(async () => {
  await adapter?.stop();
  adapter = undefined;
  await house?.stop();
  house = undefined;
  await bridge[Symbol.asyncDispose]();
});

const thingOf = (number: number): ConsumedThing =>
  house!.consume(adapter!.devices.get(`urn:hue:${rid(number)}`)!.things[0]!.description) as ConsumedThing;
const until = (holds: () => boolean) => expect.poll(holds, { timeout: 5000, interval: 5 }).toBe(true);
const failureOf = (promise: Promise<unknown>): Promise<string> => promise.then(() => "", String);

describe("everything behind a Hue bridge", () => {
  it("is read, written and observed over one event stream", async () => {
    await start();
    await bridge.untilHeard();
    const lamp = thingOf(11);
    expect(await lamp.read("colorTemperature")).toBe(4000);
    const values = lamp.observe("brightness");
    const next = values.next();
    await values.ready;
    await lamp.write("brightness", 70);
    expect(bridge.changes).toEqual([[`light/${rid(11)}`, { dimming: { brightness: 70 } }]]);
    expect((await next).value).toBe(70);
    await values.return();
    const motion = thingOf(3).observe("occupied");
    const moved = motion.next();
    await motion.ready;
    bridge.update(rid(31), { motion: { motion: true, motion_report: { motion: true } } });
    expect((await moved).value).toBe(true);
    await motion.return();
    expect(bridge.listeners).toBe(1);
    await lamp.invoke("identify");
    expect(bridge.changes.at(-1)).toEqual([`device/${rid(1)}`, { identify: { action: "identify" } }]);
  });

  it("has groups, scenes, and buttons that are pressed twice the same way", async () => {
    await start();
    await bridge.untilHeard();
    await until(() => adapter!.isAvailable);
    await thingOf(61).write("on", false);
    expect(bridge.resources.get(rid(61))).toMatchObject({ on: { on: false } });
    const recalls = thingOf(7).subscribe("recalled");
    const recalled = recalls.next();
    await recalls.ready;
    await thingOf(7).invoke("recall", { transitionTime: 2 });
    expect(bridge.changes.at(-1)![1]).toEqual({ recall: { action: "active", duration: 2000 } });
    expect(typeof (await recalled).value).toBe("string");
    expect(await thingOf(7).read("active")).toBe(true);
    await recalls.return();
    const presses = thingOf(5).subscribe("button_2_pressed");
    const first = presses.next();
    await presses.ready;
    for (const _ of [1, 2]) bridge.update(rid(52), { button: { button_report: { event: "short_release" } } });
    expect([(await first).value, (await presses.next()).value]).toEqual(["short_release", "short_release"]);
    await presses.return();
    const turns = thingOf(5).subscribe("dial_00000000_turned");
    const turn = turns.next();
    await turns.ready;
    const rotation = { direction: "counter_clock_wise", steps: 30, duration: 400 };
    bridge.update(rid(53), { relative_rotary: { rotary_report: { action: "start", rotation } } });
    expect((await turn).value).toBe(-30);
    await turns.return();
  });

  it("joins, is renamed and leaves while all else stays", async () => {
    await start();
    await bridge.untilHeard();
    await until(() => adapter!.isAvailable);
    const door = adapter!.devices.get(`urn:hue:${rid(4)}`);
    bridge.add({ id: rid(91), type: "light", owner: { rid: rid(9) }, on: { on: true } });
    bridge.add({ id: rid(9), type: "device", metadata: { name: "New" }, services: [{ rid: rid(91), rtype: "light" }] });
    await until(() => changes.includes("joined New"));
    bridge.update(rid(9), { metadata: { name: "Old" } });
    await until(() => changes.includes("renamed Old"));
    bridge.delete(rid(91));
    bridge.delete(rid(9));
    await until(() => changes.some((change) => change.startsWith("left")));
    expect(adapter!.devices.get(`urn:hue:${rid(4)}`)).toBe(door);
    expect(changes).toEqual(["joined New", "renamed Old", "left Old"]);
  });

  it("is away when its device is, or when the bridge is, and comes back", async () => {
    await start();
    await bridge.untilHeard();
    await until(() => adapter!.isAvailable);
    bridge.update(rid(12), { status: "connectivity_issue" });
    await expect.poll(() => failureOf(thingOf(11).read("on"))).toContain("WOT_UNAVAILABLE");
    expect(await thingOf(21).read("on")).toBe(true);
    bridge.update(rid(12), { status: "connected" });
    await expect.poll(() => failureOf(thingOf(11).read("on"))).toBe("");
    const { port } = bridge;
    await bridge[Symbol.asyncDispose]();
    await until(() => !adapter!.isAvailable);
    expect(await failureOf(thingOf(21).read("on"))).toContain("WOT_UNAVAILABLE");
    bridge = await FakeBridge.start({ resources }, port);
    await until(() => adapter!.isAvailable);
    expect(await thingOf(21).read("on")).toBe(true);
    expect(changes).toEqual([]);
  });

  it("is read again and again while there is no event stream", async () => {
    await start({ streams: false });
    await until(() => adapter!.isAvailable);
    const values = thingOf(21).observe("on");
    const next = values.next();
    await values.ready;
    bridge.resources.get(rid(21))!.on = { on: false };
    expect((await next).value).toBe(false);
    await values.return();
  });

  it("is not disturbed by a bridge that sends nonsense", async () => {
    await start();
    await bridge.untilHeard();
    await until(() => adapter!.isAvailable);
    for (const text of ["", "null", "{", "[null, 7]", '[{"type":"update","data":[1,{"id":"x"}]}]', "[".repeat(5_000)])
      bridge.say(text);
    bridge.tell("update", JSON.parse(`[{"id":"${rid(21)}","__proto__":{"on":1},"type":"evil"}]`));
    bridge.tell("delete", [{ id: "nobody", type: "light" }]);
    const flood = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`m${index}`, index]));
    bridge.tell("update", [{ id: rid(21), ...flood }]);
    bridge.update(rid(21), { on: { on: "perhaps" } });
    bridge.update(rid(31), { motion: { motion_report: { motion: true } } });
    await expect.poll(() => thingOf(3).read("occupied")).toBe(true);
    expect(await failureOf(thingOf(21).read("on"))).toContain("WOT_PROTOCOL");
    expect(Object.keys((await thingOf(21).read("light")) as object).length).toBeLessThanOrEqual(258);
  });

  it("is refused with the reason where the key is wrong or the address is none", async () => {
    bridge = await FakeBridge.start({ resources });
    const servient = await servientWith(undefined, "wrong");
    await expect(hue(servient, { url: bridge.url })).rejects.toMatchObject({ family: "CredentialsError" });
    for (const url of ["http://192.0.2.7", "https://a@b", "https://h/x", "nonsense"])
      await expect(hue(servient, { url })).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
  });

  it("is reached by its address with a certificate for its serial number, and by no other", async () => {
    const authority = new Authority("the authority of these tests");
    const { cert, key } = authority.issue({ commonName: "001788fffe010203", names: [] });
    bridge = await FakeBridge.start({ resources, tls: { cert, key } });
    const trusted = await servientWith({ ca: authority.cert, peerName: "001788fffe010203" });
    adapter = await hue(trusted, { url: bridge.url });
    expect(adapter.devices.size).toBe(7);
    await adapter.stop();
    await trusted.stop();
    const other = await servientWith({ ca: authority.cert, peerName: "001788fffe999999" });
    await expect(hue(other, { url: bridge.url })).rejects.toMatchObject({
      code: expect.stringMatching(/NETWORK|NO_FORM/),
    });
  });
});

describe("pairing", () => {
  it("gives a key once the button is pressed, and says when nobody does", async () => {
    bridge = await FakeBridge.start({ resources });
    const servient = await servientWith();
    const ask = { application: "thingwright#test", timeoutMs: 1 };
    await expect(pair(servient, bridge.url, ask)).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
    bridge.isButtonPressed = true;
    expect(await pair(servient, bridge.url, ask)).toBe("a-new-key");
  });
});
