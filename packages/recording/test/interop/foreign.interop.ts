import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { coapClient } from "@thingwright/binding-coap";
import { mqttClient } from "@thingwright/binding-mqtt";
import { Servient } from "@thingwright/core";
import { parseThingDescriptionOrThrow } from "@thingwright/td";
import { recordedTraffic } from "@thingwright/thing-descriptions";
import { afterEach, describe, expect, it } from "vitest";
import { type Replay, record, replay } from "../../src/index.js";

const run = promisify(execFile);
const found = (...names: readonly string[]): string | undefined =>
  names.find((name) => spawnSync(name, ["-h"]).error === undefined);

const curl = found("curl");
const coap = found("coap-client-notls", "coap-client", "coap-client-openssl", "coap-client-gnutls");
const coapServer = found("coap-server-notls", "coap-server", "coap-server-openssl", "coap-server-gnutls");
const mosquitto = found("mosquitto_sub") && found("mosquitto_pub");
const mbpoll = found("mbpoll");

let playing: Replay | undefined;
afterEach(() => playing?.stop());

const play = async (...lines: readonly object[]): Promise<URL> => {
  playing = await replay(lines.map((line) => JSON.stringify(line)).join("\n"));
  return new URL([...playing.urls.values()][0] as string);
};

describe("a recording that is played is a device for anybody's client", () => {
  it.skipIf(curl === undefined)(curl === undefined ? "skipped: needs curl" : "curl", async () => {
    const { href } = await play(
      { device: "a lamp", servers: { HTTP_URL: "http" } },
      { request: { method: "PUT", target: "/on" }, payload: { const: true }, do: [{ answer: { status: "204" } }] },
    );
    const put = async (body: string): Promise<string> =>
      (await run(curl as string, ["-s", "-w", "%{http_code}", "-o", "/dev/null", "-X", "PUT", "-d", body, `${href}on`]))
        .stdout;
    expect([await put("true"), await put("false")]).toEqual(["204", "501"]);
  });

  it.skipIf(coap === undefined)(coap === undefined ? "skipped: needs coap-client" : "coap-client", async () => {
    const { href } = await play(
      { device: "a sensor", servers: { COAP_URL: "coap" } },
      {
        request: { method: "GET", target: "/air?unit=K" },
        do: [{ answer: { status: "2.05", contentType: "text/plain", text: "x".repeat(3000) } }],
      },
    );
    const { stdout } = await run(coap as string, ["-B", "5", "-b", "64", `${href}/air?unit=K&more`]);
    expect(stdout.trim()).toBe("x".repeat(3000));
  });

  it.skipIf(mosquitto === undefined)(
    mosquitto === undefined ? "skipped: needs mosquitto_sub and mosquitto_pub" : "mosquitto_sub and mosquitto_pub",
    async () => {
      playing = await replay(recordedTraffic("tasmota/plug"), { placeholders: { TOPIC: "plug" } });
      const at = ["-h", "127.0.0.1", "-p", new URL(playing.urls.get("MQTT_URL") as string).port];
      const topics = ["-t", "tele/plug/LWT", "-t", "stat/plug/RESULT"];
      const heard = spawn("mosquitto_sub", [...at, ...topics, "-C", "2", "-W", "10"], {
        stdio: ["ignore", "pipe", "ignore"],
      });
      const lines = createInterface({ input: heard.stdout })[Symbol.asyncIterator]();
      expect(await lines.next()).toMatchObject({ value: "Online" });
      await run("mosquitto_pub", [...at, "-t", "cmnd/plug/POWER", "-m", "ON"]);
      expect(JSON.parse((await lines.next()).value)).toEqual({ POWER: "ON" });
    },
  );

  it.skipIf(mbpoll === undefined)(mbpoll === undefined ? "skipped: needs mbpoll" : "mbpoll", async () => {
    const registers = { MODBUS_URL: { 3: { holdingRegisters: { 0: 215, 1: 2 } } } };
    const { port } = await play({ device: "a meter", servers: { MODBUS_URL: "modbus+tcp" }, state: { registers } });
    const poll = (...args: readonly string[]) => run(mbpoll as string, ["-p", port, "-a", "3", "-0", "-1", ...args]);
    const at = ["-r", "0", "127.0.0.1"];
    expect((await poll("-c", "2", ...at)).stdout).toMatch(/\[0\]:\s+215\s+\[1\]:\s+2/);
    await poll(...at, "230");
    expect((await poll("-c", "2", ...at)).stdout).toMatch(/\[0\]:\s+230/);
  });
});

const broker = found("mosquitto", "/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto");

describe.skipIf(broker === undefined || mosquitto === undefined)(
  broker === undefined || mosquitto === undefined
    ? "skipped: needs mosquitto and its clients"
    : "mosquitto, over MQTT 5",
  () => {
    let server: ChildProcess | undefined;
    afterEach(() => server?.kill());

    it("is recorded with what it kept, and played without it", async () => {
      const port = String(await freePort());
      server = spawn(broker as string, ["-p", port], { stdio: "ignore" });
      const kept = ["-h", "127.0.0.1", "-p", port, "-t", "hall/lamp/level", "-r", "-m", "17"];
      for (let tries = 0; tries < 50; tries += 1) if (await run("mosquitto_pub", kept).then(() => true, wait)) break;
      await using servient = {
        it: new Servient({ clients: [mqttClient()] }),
        [Symbol.asyncDispose]: () => servient.it.stop(),
      };
      const form = { href: `mqtt://127.0.0.1:${port}`, contentType: "application/json", "mqv:retain": true };
      const [read, write] = [
        { ...form, op: ["readproperty", "observeproperty", "unobserveproperty"], "mqv:controlPacket": "subscribe" },
        { ...form, op: "writeproperty", "mqv:controlPacket": "publish" },
      ];
      const thing = parseThingDescriptionOrThrow(
        JSON.stringify({
          "@context": ["https://www.w3.org/2022/wot/td/v1.1", { mqv: "https://www.w3.org/2019/wot/mqtt#" }],
          title: "Lamp",
          securityDefinitions: { none: { scheme: "nosec" } },
          security: "none",
          properties: {
            level: {
              type: "integer",
              forms: [
                { ...read, "mqv:filter": "hall/lamp/level" },
                { ...write, "mqv:topic": "hall/lamp/level" },
              ],
            },
          },
        }),
      );
      const changes = [{ kind: "write", name: "level", value: 42 } as const];
      const { text } = await record(servient.it, thing, { changes, settleMs: 100, listenMs: 0, timeoutMs: 5000 });
      server.kill();
      playing = await replay(text);
      const again = servient.it.consume(parseThingDescriptionOrThrow(JSON.stringify(playing.thing)));
      expect(await again.read("level")).toBe(17);
      await again.write("level", 42);
      expect(await again.read("level")).toBe(42);
    });
  },
);

const wait = async (): Promise<boolean> => {
  await new Promise((resolve) => setTimeout(resolve, 50));
  return false;
};

describe.skipIf(coapServer === undefined)(
  coapServer === undefined ? "skipped: needs coap-server" : "libcoap's server",
  () => {
    let server: ChildProcess | undefined;
    afterEach(() => server?.kill());

    it("is recorded, and played without it", async () => {
      const port = await freePort();
      server = spawn(coapServer as string, ["-A", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
      await using servient = {
        it: new Servient({ clients: [coapClient()] }),
        [Symbol.asyncDispose]: () => servient.it.stop(),
      };
      const form = { href: "example_data", contentType: "text/plain" };
      const thing = parseThingDescriptionOrThrow(
        JSON.stringify({
          "@context": "https://www.w3.org/2022/wot/td/v1.1",
          title: "libcoap",
          securityDefinitions: { none: { scheme: "nosec" } },
          security: "none",
          base: `coap://127.0.0.1:${port}/`,
          properties: { data: { type: "string", forms: [{ ...form, op: ["readproperty", "writeproperty"] }] } },
        }),
      );
      const long = "y".repeat(2500);
      const changes = [{ kind: "write", name: "data", value: long } as const];
      const { text } = await record(servient.it, thing, { changes, settleMs: 100, listenMs: 0, timeoutMs: 5000 });
      server.kill();
      playing = await replay(text);
      const again = servient.it.consume(parseThingDescriptionOrThrow(JSON.stringify(playing.thing)));
      expect(await again.read("data")).not.toBe(long);
      await again.write("data", long);
      expect(await again.read("data")).toBe(long);
    });
  },
);

async function freePort(): Promise<number> {
  const socket = createSocket("udp4");
  await new Promise<void>((resolve) => socket.bind({ address: "127.0.0.1", port: 0 }, resolve));
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}
