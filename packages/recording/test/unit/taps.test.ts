import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer as createHttpServer, request as httpRequest } from "node:http";
import { type AddressInfo, connect, createServer, type Server } from "node:net";
import { systemClock } from "@thingwright/contracts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Tape, type TapeEvent, tapeLimits } from "../../src/tape.js";
import { coapTap } from "../../src/taps/coap-tap.js";
import { httpTap } from "../../src/taps/http-tap.js";
import { modbusTap } from "../../src/taps/modbus-tap.js";
import { mqttTap } from "../../src/taps/mqtt-tap.js";
import { maxBodyBytes } from "../../src/taps/tap.js";

let tape: Tape;
let ends: (() => Promise<unknown>)[];
beforeEach(() => {
  tape = new Tape(systemClock, tapeLimits);
  ends = [];
});
afterEach(async () => {
  for (const end of ends.toReversed()) await end();
});

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ends.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}

/** A server that sends everything back. */
const echo = (): Promise<number> => listening(createServer((socket) => socket.on("error", () => {}).pipe(socket)));

async function unusedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe.each([
  ["MQTT", mqttTap, "mqtt"],
  ["Modbus", modbusTap, "modbus+tcp"],
] as const)("a relay for %s", (_, tap, scheme) => {
  it.each([
    ["noise", Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) & 0xff))],
    ["a length that never comes", Buffer.from([0x30, 0xff, 0xff, 0xff, 0x7f, 0, 1])],
    ["half a message", Buffer.from([0x10])],
    ["a message of no length", Buffer.from([0, 1, 0, 0, 0, 0, 1])],
  ])("passes what it cannot read: %s", async (__, bytes) => {
    const relay = await tap({ server: "X", origin: new URL(`${scheme}://127.0.0.1:${await echo()}`), tape });
    ends.push(() => relay.stop());
    const socket = connect(Number(new URL(relay.url).port), "127.0.0.1");
    socket.write(bytes);
    let back = Buffer.alloc(0);
    while (back.length < bytes.length) back = Buffer.concat([back, (await once(socket, "data"))[0] as Buffer]);
    expect(back.equals(bytes)).toBe(true);
    socket.destroy();
  });

  it("ends connections that the server does not take, and all of them when it stops", async () => {
    const relay = await tap({ server: "X", origin: new URL(`${scheme}://127.0.0.1:${await unusedPort()}`), tape });
    const socket = connect(Number(new URL(relay.url).port), "127.0.0.1");
    await once(socket, "close");
    await relay.stop();
    await relay.stop();
  });
});

it("a relay for CoAP passes what it cannot read, and forgets nobody's answer", async () => {
  const server = createSocket("udp4");
  server.on("message", (datagram, { port, address }) => server.send(datagram, port, address));
  await new Promise<void>((resolve) => server.bind(0, "127.0.0.1", resolve));
  ends.push(() => new Promise((resolve) => server.close(() => resolve(undefined))));
  const relay = await coapTap({ server: "X", origin: new URL(`coap://127.0.0.1:${server.address().port}`), tape });
  ends.push(() => relay.stop());
  const client = createSocket("udp4");
  ends.push(() => new Promise((resolve) => client.close(() => resolve(undefined))));
  for (const datagram of [Buffer.from([0xff]), Buffer.from([0x4f, 1, 2]), Buffer.from([0x40, 1, 0, 1, 0xff])]) {
    client.send(datagram, Number(new URL(relay.url).port), "127.0.0.1");
    expect((await once(client, "message"))[0]).toEqual(datagram);
  }
  expect(tape.entries).toEqual([]);
});

describe("a relay for HTTP", () => {
  const relayTo = async (port: number): Promise<string> => {
    const relay = await httpTap({ server: "X", origin: new URL(`http://127.0.0.1:${port}`), tape });
    ends.push(() => relay.stop());
    return relay.url;
  };

  it("writes down what changes something only while something is changed, and never what asks for credentials", async () => {
    const device = createHttpServer((request, response) => {
      response.writeHead(request.url === "/secret" ? 401 : 200, {
        "set-cookie": "a=b",
        etag: '"1"',
        server: "ACME 1.2",
      });
      request.resume().on("end", () => response.end("ok"));
    });
    const url = await relayTo(await listening(device));
    await fetch(`${url}/a`, { method: "POST", body: "1", headers: { authorization: "Bearer abc", cookie: "c" } });
    tape.isChanging = true;
    await fetch(`${url}/a?b=1`, { method: "POST", body: "1" });
    await fetch(`${url}/a`);
    await fetch(`${url}/secret`);
    const exchanges = tape.entries.map((entry) => entry as Extract<TapeEvent, { kind: "exchange" }>);
    expect(exchanges.map(({ method, target, isChange }) => [method, target, isChange])).toEqual([
      ["POST", "/a", false],
      ["POST", "/a?b=1", true],
      ["GET", "/a", false],
    ]);
    expect(exchanges[0]).toMatchObject({ server: "X", status: "200", headers: { etag: '"1"' } });
    expect(JSON.stringify(exchanges)).not.toMatch(/abc|a=b|ACME/);
  });

  it("passes bodies that are too long to be written down", async () => {
    const long = "x".repeat(maxBodyBytes + 1);
    const url = await relayTo(await listening(createHttpServer((_, response) => response.end(long))));
    expect((await (await fetch(url)).text()).length).toBe(long.length);
    expect(tape.entries).toEqual([]);
  });

  it("says 502 for a device that is away, and takes no upgrade", async () => {
    const url = await relayTo(await unusedPort());
    expect((await fetch(url)).status).toBe(502);
    const upgrade = httpRequest(url, { headers: { connection: "upgrade", upgrade: "websocket" } });
    const failed = once(upgrade, "error");
    upgrade.end();
    await failed;
  });
});

describe("a tape", () => {
  const heard = (length: number): TapeEvent => {
    return { kind: "heard", server: "X", topic: "t", bytes: new Uint8Array(length), qos: 0, isRetained: false };
  };

  it("takes so many entries, and says that there was more", () => {
    const short = new Tape(systemClock, { ...tapeLimits, maxEntries: 2 });
    for (let count = 0; count < 2; count += 1) short.add(heard(1));
    expect([short.entries.length, short.isFull]).toEqual([2, false]);
    short.add(heard(1));
    expect([short.entries.length, short.isFull]).toEqual([2, true]);
  });

  it("takes so many bytes", () => {
    const short = new Tape(systemClock, { ...tapeLimits, maxTotalBytes: 100 });
    short.add(heard(60));
    short.add(heard(60));
    short.add(heard(1));
    expect([short.entries.length, short.isFull]).toEqual([1, true]);
  });
});
