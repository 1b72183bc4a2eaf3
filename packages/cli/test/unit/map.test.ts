import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "@thingwright/cli";
import { lightingHub, scaledClock, site } from "@thingwright/simulator";
import { instantiate } from "@thingwright/td";
import { deviceDescription } from "@thingwright/thing-descriptions";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "thingwright-map-"));
afterAll(() => rmSync(folder, { recursive: true }));
const devices = fileURLToPath(new URL("../../../../thing-descriptions/devices/", import.meta.url));

// The commands load them when they are called; that takes its time once.
beforeAll(() => Promise.all([import("@thingwright/mapping"), import("@thingwright/recording")]), 60_000);

let words: { out: string; err: string };
let interrupt = (): void => {};
beforeEach(() => {
  words = { out: "", err: "" };
});

const map = (...args: string[]): Promise<number> =>
  run(["map", ...args], {
    out: (text) => {
      words.out += text;
    },
    err: (text) => {
      words.err += text;
    },
    interrupted: (listener) => {
      interrupt = listener;
    },
  });

const written = (name: string, value: unknown): string => {
  const file = join(folder, name);
  writeFileSync(file, typeof value === "string" ? value : JSON.stringify(value));
  return file;
};
const json = (file: string) => JSON.parse(readFileSync(file, "utf8"));

describe("thingwright map test", () => {
  const model = join(devices, "nordklima/fan-coil-unit.tm.jsonld");
  const examples = json(join(devices, "nordklima/fan-coil-unit.examples.json"));
  const rows = examples.reads.length + examples.writes.length + examples.invocations.length;

  it("says that the examples beside a mapping hold, and what it loses", async () => {
    expect(await map("test", model, join(devices, "homie/thermostat.tm.jsonld"))).toBe(0);
    expect(words.out).toContain(`fan-coil-unit.tm.jsonld: ${rows} examples hold\n`);
    expect(words.out).toMatch(/homie\/thermostat.tm.jsonld: note: targetTemperature 16.8 is read as 17\n/);
  });

  it("prints each row that comes out otherwise, and exits with 1", async () => {
    const [first, ...others] = examples.writes;
    const wrong = { ...examples, writes: [{ ...first, vendor: 9999 }, ...others] };
    expect(await map("test", model, "--examples", written("wrong.examples.json", wrong))).toBe(1);
    expect(words.out).toContain(`${model}#/writes/0\n  expected [{`);
    expect(words.out).toContain(`${rows} examples hold but 1\n`);
  });

  it("tells of a row whose value cannot be converted like of any other", async () => {
    const wrong = { ...examples, reads: [{ source: "properties/mode", vendor: 77, model: { mode: "off" } }] };
    expect(await map("test", model, "--json", "--examples", written("value.examples.json", wrong))).toBe(1);
    const [tested] = JSON.parse(words.out);
    expect(tested).toMatchObject({
      file: model,
      mismatches: [{ pointer: "/reads/0", actual: { error: expect.stringContaining("none") } }],
    });
  });

  it.each([
    ["no examples beside it", () => [written("lonely.tm.jsonld", json(model))], /lonely.examples.json cannot be read/],
    ["examples that are none", () => [model, "--examples", written("a.json", { reads: [{}] })], /#\/reads\/0\/source/],
    ["examples of no model", () => [model, "--examples", written("b.json", { reads: [] })], /say it with --model/],
    ["no such file", () => [join(folder, "nothing.tm.jsonld")], /there is no file/],
  ])("cannot be tried with %s", async (_, args, message) => {
    expect(await map("test", ...args())).toBe(2);
    expect(words.err).toMatch(message);
  });

  it("fails for a mapping that cannot be used, and says where it is", async () => {
    const broken = json(model);
    broken.properties.mode["map:enum"] = {};
    const file = written("broken.tm.jsonld", broken);
    expect(await map("test", file, "--examples", join(devices, "nordklima/fan-coil-unit.examples.json"))).toBe(1);
    expect(words.err).toMatch(/broken.tm.jsonld: \/properties\/mode: map:enum must be/);
  });
});

describe("thingwright map record and replay", () => {
  const key = "the-applications-own-key";

  it("write down what a device does, without its secrets, and play it for the same commands", async () => {
    await using hub = lightingHub(site({ clock: scaledClock({ speed: 1 }), seed: 1 }), { applicationKey: key });
    await hub.start();
    const placeholders = { HUB_URL: hub.url, LIGHT_ID: "4" };
    const td = written("lamp.td.json", instantiate(deviceDescription("lumenhaus/lh-d8"), { placeholders }));
    const credentials = written("secrets.json", { "*": { hub_key: { apiKey: key } } });
    const recording = join(folder, "lamp.traffic.jsonl");
    const times = ["--seconds", "0", "--settle", "50", "--credentials", credentials];
    const changes = ["--write", 'state={"on":true,"bri":9}', "--invoke", "identify", "--write", 'state={"on":false}'];
    expect(await map("record", td, "--out", recording, ...times, ...changes, "--remove", "Corridor")).toBe(0);
    expect(words.out).toMatch(/scenes\ntaken out: 1 secrets/);
    expect(readFileSync(recording, "utf8")).not.toMatch(new RegExp(`${key}|Corridor|127\\.0\\.0\\.1`));
    await hub.stop();

    const replayed = join(folder, "replayed.td.json");
    words = { out: "", err: "" };
    const ended = map("replay", recording, "--out", replayed);
    await vi.waitFor(() => expect(words.out).toContain("The device is there"), 5000);
    const terminal = { out: (text: string) => void said.push(text), err: () => {}, interrupted: () => {} };
    const said: string[] = [];
    const use = (...args: string[]): Promise<number> => run([...args, "--credentials", credentials], terminal);
    expect(await use("write", replayed, "state", '{"on":true,"bri":9}')).toBe(0);
    expect(await use("read", replayed, "light")).toBe(0);
    expect(said.join("")).toContain('"on":true,"bri":9');
    expect(await use("write", replayed, "state", '{"on":true,"bri":10}')).toBe(1);
    expect(words.err).toBe("not in the recording: PUT /api/lights/4/state\n");
    interrupt();
    expect(await ended).toBe(0);
  }, 20_000);

  it("play the recordings of the catalogue with their Thing Models", async () => {
    const out = join(folder, "plug.td.json");
    const plug = join(devices, "tasmota/plug");
    const ended = map("replay", `${plug}.traffic.jsonl`, "--thing", `${plug}.tm.jsonld`, "--out", out, "--json");
    await vi.waitFor(() => expect(words.out).toContain('"ready":true'), 5000);
    const said: string[] = [];
    const terminal = { out: (text: string) => void said.push(text), err: () => {}, interrupted: () => {} };
    expect(await run(["write", out, "power", "ON"], terminal)).toBe(0);
    expect(await run(["read", out, "state", "--json"], terminal)).toBe(0);
    expect(JSON.parse(said.join(""))).toMatchObject({ POWER: "ON" });
    interrupt();
    expect(await ended).toBe(0);
  }, 20_000);

  it.each([
    ["no recording", () => ["replay", written("c.jsonl", "{}\n")], /line 1 of the recording/],
    [
      "a server that it has not",
      () => ["replay", written("d.jsonl", '{"device":"a"}'), "--port", "X=1"],
      /no server X/,
    ],
    [
      "nothing to write",
      () => ["record", written("e.json", lamp), "--out", "f", "--write", "off=1"],
      /no property "off"/,
    ],
    ["half a change", () => ["record", written("e.json", lamp), "--out", "f", "--write", "on"], /write NAME=VALUE/],
  ])("cannot be tried with %s", async (_, args, message) => {
    expect(await map(...args())).toBe(2);
    expect(words.err).toMatch(message);
  });

  it("record nothing where no Form can be recorded", async () => {
    const file = written("g.json", { ...lamp, properties: { on: { forms: [{ href: "knx://1/2/3" }] } } });
    expect(await map("record", file, "--out", join(folder, "g.jsonl"))).toBe(1);
    expect(words.err).toMatch(/HTTP, MQTT, CoAP or Modbus TCP/);
  });
});

const lamp = {
  "@context": "https://www.w3.org/2022/wot/td/v1.1",
  title: "Lamp",
  securityDefinitions: { nosec: { scheme: "nosec" } },
  security: "nosec",
  properties: { on: { type: "boolean", forms: [{ href: "http://127.0.0.1:9/on" }] } },
};
