import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { modbusClient } from "../../src/index.js";
import { Device, listening, modbusServer, prepared, Sink, SteppedClock } from "../fixture.js";

const exchange = { timeoutMs: 2000 };
const octets = "application/octet-stream";
const content = (...bytes: number[]) => ({ contentType: octets, body: Uint8Array.from(bytes) });

let device: Device;
let server: Awaited<ReturnType<typeof modbusServer>>;
let client: ReturnType<typeof modbusClient>;

beforeEach(async () => {
  device = new Device();
  server = await modbusServer(device);
  client = modbusClient();
});

afterEach(async () => {
  await client.stop();
  await server.close();
});

const form = (path: string, terms: object = {}) => ({
  href: `modbus+tcp://127.0.0.1:${server.port}/${path}`,
  contentType: octets,
  "modv:zeroBasedAddressing": true,
  ...terms,
});

const read = async (path: string, terms: object) => [
  ...(await prepared(client, form(path, terms), "readproperty").request(exchange)).body,
];

const write = (path: string, terms: object, ...bytes: number[]) =>
  prepared(client, form(path, terms), "writeproperty").request({ ...exchange, content: content(...bytes) });

describe("the Modbus client", () => {
  it("reads holding registers, big-endian", async () => {
    device.holding.set([0x0102, 0xfffe], 10);
    expect(await read("1/10?quantity=2", { "modv:entity": "HoldingRegister" })).toEqual([1, 2, 0xff, 0xfe]);
  });

  it("reads input registers, by the function's name", async () => {
    device.input[0] = 213;
    expect(await read("1/0", { "modv:function": "readInputRegisters" })).toEqual([0, 213]);
  });

  it("reads coils and discrete inputs, packed with the lowest first", async () => {
    device.coils[1] = true;
    device.coils[9] = true;
    device.discrete[4] = true;
    expect(await read("1/0?quantity=10", { "modv:entity": "Coil" })).toEqual([0b10, 0b10]);
    expect(await read("1/4", { "modv:entity": "DiscreteInput" })).toEqual([1]);
  });

  it("counts addresses from 1 unless the Form says otherwise", async () => {
    device.holding.set([7, 8]);
    expect(await read("1/1", { "modv:entity": "HoldingRegister", "modv:zeroBasedAddressing": false })).toEqual([0, 7]);
    expect(await read("1/1", { "modv:entity": "HoldingRegister" })).toEqual([0, 8]);
  });

  it("asks the unit that the address names", async () => {
    await read("17/0", { "modv:entity": "HoldingRegister" });
    expect(device.units).toEqual([17]);
  });

  it("writes one register and several", async () => {
    await write("1/3", { "modv:entity": "HoldingRegister" }, 0xff, 0x38);
    await write("1/4?quantity=2", { "modv:entity": "HoldingRegister" }, 0, 1, 0, 2);
    expect([...device.holding.slice(3, 6)]).toEqual([0xff38, 1, 2]);
  });

  it("writes one coil and several", async () => {
    await write("1/3", { "modv:entity": "Coil" }, 1);
    await write("1/8?quantity=9", { "modv:entity": "Coil" }, 0b1000_0001, 1);
    expect(device.coils.slice(3, 17).map(Number).join("")).toBe("10000100000011");
  });

  it("writes and reads in the device's own order of bytes and words", async () => {
    const swapped = { "modv:entity": "HoldingRegister", "modv:mostSignificantWord": false };
    await write("1/0?quantity=2", swapped, 0x0a, 0x0b, 0x0c, 0x0d);
    expect([...device.holding.slice(0, 2)]).toEqual([0x0c0d, 0x0a0b]);
    expect(await read("1/0?quantity=2", swapped)).toEqual([0x0a, 0x0b, 0x0c, 0x0d]);
    expect(await read("1/0", { ...swapped, "modv:mostSignificantByte": false })).toEqual([0x0d, 0x0c]);
  });

  it("refuses a body of the wrong length before anything is sent", async () => {
    await expect(write("1/3", { "modv:entity": "HoldingRegister" }, 1)).rejects.toMatchObject({
      code: "WOT_DATA_SYNTAX",
    });
    await expect(write("1/3", { "modv:entity": "HoldingRegister" })).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
    expect(device.reads).toBe(0);
  });

  it("invokes an action by switching a coil on", async () => {
    await prepared(client, form("1/5", { "modv:entity": "Coil" }), "invokeaction").request(exchange);
    expect(device.coils[5]).toBe(true);
  });

  it("tells the content type that the value's type implies", async () => {
    const terms = { "modv:entity": "InputRegister", "modv:type": "xsd:short" };
    const reply = await prepared(client, form("1/0", terms), "readproperty").request(exchange);
    expect(reply.contentType).toBe("application/octet-stream;length=2;signed=true;byteSeq=BIG_ENDIAN");
  });

  it("turns an exception into RemoteError with its code and name", async () => {
    await expect(read("1/100", { "modv:entity": "HoldingRegister" })).rejects.toMatchObject({
      code: "WOT_REMOTE",
      status: "0x02",
      message: expect.stringContaining("ILLEGAL_DATA_ADDRESS"),
    });
    expect(await read("1/0", { "modv:entity": "HoldingRegister" })).toEqual([0, 0]);
  });

  it("answers a hundred requests at once, each with its own answer", async () => {
    for (let index = 0; index < 100; index++) device.holding[index] = index;
    const path = (index: number) => `1/${index}`;
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) => read(path(index), { "modv:entity": "HoldingRegister" })),
    );
    expect(answers.map(([, low]) => low)).toEqual(Array.from({ length: 100 }, (_, index) => index));
  });

  it("comes back after the connection was lost", async () => {
    expect(await read("1/0", { "modv:entity": "HoldingRegister" })).toEqual([0, 0]);
    await server.close();
    await expect(read("1/0", { "modv:entity": "HoldingRegister" })).rejects.toMatchObject({ code: "WOT_NETWORK" });
    server = await modbusServer(device, server.port);
    expect(await read("1/0", { "modv:entity": "HoldingRegister" })).toEqual([0, 0]);
  });

  it("says that nothing was sent when nobody listens", async () => {
    await server.close();
    await expect(read("1/0", { "modv:entity": "Coil" })).rejects.toMatchObject({ code: "WOT_NETWORK", sent: false });
    server = await modbusServer(device);
  });

  it("refuses to work once stopped", async () => {
    const form0 = prepared(client, form("1/0", { "modv:entity": "Coil" }), "readproperty");
    await client.stop();
    await client.stop();
    await expect(form0.request(exchange)).rejects.toMatchObject({ code: "WOT_STATE" });
  });
});

describe("the Modbus client facing a bad peer", () => {
  const silent = () => listening((socket) => socket.resume());
  const target = (port: number) => ({
    href: `modbus+tcp://127.0.0.1:${port}/1/1`,
    contentType: octets,
    "modv:entity": "HoldingRegister",
  });

  it("gives up at the deadline, also of those who wait for their turn", async () => {
    const peer = await silent();
    const form0 = prepared(client, target(peer.port), "readproperty");
    const both = await Promise.allSettled([form0.request({ timeoutMs: 30 }), form0.request({ timeoutMs: 20 })]);
    expect(both.map((one) => (one as PromiseRejectedResult).reason.code)).toEqual(["WOT_TIMEOUT", "WOT_TIMEOUT"]);
    await peer.close();
  });

  it("keeps to modv:timeout when it is shorter", async () => {
    const peer = await silent();
    const form0 = prepared(client, { ...target(peer.port), "modv:timeout": 20 }, "readproperty");
    await expect(form0.request({ timeoutMs: 60_000 })).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
    await peer.close();
  });

  it("has one request on the wire at a time, also when one that waited has given up", async () => {
    let received = 0;
    const peer = await listening((socket) => {
      socket.on("data", ({ length }) => {
        received += length;
      });
    });
    const form0 = prepared(client, target(peer.port), "readproperty");
    const controller = new AbortController();
    const { signal } = controller;
    const outcomes = Promise.allSettled([
      form0.request({ timeoutMs: 60_000, signal }),
      form0.request({ timeoutMs: 5 }),
    ]);
    while (received === 0) await new Promise(setImmediate);
    await expect(form0.request({ timeoutMs: 10 })).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
    expect(received).toBe(12);
    controller.abort();
    await outcomes;
    await peer.close();
  });

  it("waits for one answer no longer than its own limit, so that others get their turn", async () => {
    const peer = await silent();
    const own = modbusClient({ limits: { responseTimeoutMs: 20 } });
    const form0 = prepared(own, target(peer.port), "readproperty");
    const all = await Promise.allSettled([1, 2, 3].map(() => form0.request({ timeoutMs: 60_000 })));
    expect(all.map((one) => (one as PromiseRejectedResult).reason.code)).toEqual(Array(3).fill("WOT_TIMEOUT"));
    await own.stop();
    await peer.close();
  });

  it("lets the caller abort, before and during a request", async () => {
    const peer = await silent();
    const form0 = prepared(client, target(peer.port), "readproperty");
    const early = form0.request({ ...exchange, signal: AbortSignal.abort() });
    await expect(early).rejects.toMatchObject({ code: "WOT_ABORTED" });
    const controller = new AbortController();
    const late = form0.request({ ...exchange, signal: controller.signal });
    controller.abort();
    await expect(late).rejects.toMatchObject({ code: "WOT_ABORTED" });
    await peer.close();
  });

  it("opens the connection anew after two unanswered requests", async () => {
    const peer = await silent();
    const form0 = prepared(client, target(peer.port), "readproperty");
    for (let attempt = 0; attempt < 3; attempt++) {
      await expect(form0.request({ timeoutMs: 20 })).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
    }
    expect(peer.sockets.length).toBe(2);
    await peer.close();
  });

  it("fails what is under way when the peer hangs up", async () => {
    const peer = await listening((socket) => socket.on("data", () => socket.destroy()));
    const form0 = prepared(client, target(peer.port), "readproperty");
    await expect(form0.request(exchange)).rejects.toMatchObject({ code: "WOT_NETWORK", sent: true });
    await peer.close();
  });

  const frames: readonly (readonly [string, readonly number[]])[] = [
    ["an empty frame", [0, 1, 0, 0, 0, 0]],
    ["a frame of one byte", [0, 1, 0, 0, 0, 1, 1]],
    ["a count that lies", [0, 1, 0, 0, 0, 5, 1, 3, 200, 0, 1]],
    ["too few registers", [0, 1, 0, 0, 0, 3, 1, 3, 0]],
    ["another unit", [0, 1, 0, 0, 0, 5, 9, 3, 2, 0, 1]],
    ["another function", [0, 1, 0, 0, 0, 5, 1, 4, 2, 0, 1]],
    ["an exception without a code", [0, 1, 0, 0, 0, 2, 1, 0x83]],
    ["an exception nobody knows", [0, 1, 0, 0, 0, 3, 1, 0x83, 99]],
  ];

  it.each(frames)("survives %s", async (_, bytes) => {
    const peer = await listening((socket) => socket.on("data", () => socket.write(Uint8Array.from(bytes))));
    const form0 = prepared(client, target(peer.port), "readproperty");
    await expect(form0.request({ timeoutMs: 50 })).rejects.toMatchObject({
      code: expect.stringMatching(/^WOT_(?:PROTOCOL|REMOTE|TIMEOUT)$/),
    });
    await peer.close();
  });

  it("survives every prefix of an answer, and noise", async () => {
    const answer = [0, 1, 0, 0, 0, 5, 1, 3, 2, 0, 1];
    for (let length = 0; length < answer.length; length++) {
      const bytes = Uint8Array.from([...answer.slice(0, length), ...Array.from({ length: 40 }, () => 0xff)]);
      const peer = await listening((socket) => socket.on("data", () => socket.end(bytes)));
      const own = modbusClient();
      const reply = prepared(own, target(peer.port), "readproperty").request({ timeoutMs: 50 });
      const outcome = await reply.then(
        ({ body }) => `${body.length} bytes`,
        (error) => error.code,
      );
      expect(outcome).toMatch(length < 9 ? /^WOT_(?:PROTOCOL|NETWORK|TIMEOUT)$/ : /^2 bytes$/);
      await own.stop();
      await peer.close();
    }
  });

  it("refuses more waiting requests than the limit", async () => {
    const peer = await silent();
    const own = modbusClient({ limits: { maxQueuedRequests: 2 } });
    const form0 = prepared(own, target(peer.port), "readproperty");
    const results = await Promise.allSettled([1, 2, 3].map(() => form0.request({ timeoutMs: 20 })));
    expect(results.map((one) => (one as PromiseRejectedResult).reason.code)).toEqual([
      "WOT_TIMEOUT",
      "WOT_TIMEOUT",
      "WOT_TOO_MANY",
    ]);
    await own.stop();
    await peer.close();
  });
});

describe("an observed property", () => {
  const settings = { "modv:entity": "InputRegister", "modv:pollingTime": 500 };
  let clock: SteppedClock;

  beforeEach(() => {
    clock = new SteppedClock();
    client = modbusClient({ clock });
  });

  /** Lets the clock reach the next reading, once it is set. */
  async function poll(): Promise<void> {
    const before = device.reads;
    while (!clock.delays.includes(500)) await new Promise(setImmediate);
    clock.advance(500);
    while (device.reads === before) await new Promise(setImmediate);
  }

  it("brings the first value, then changes only", async () => {
    const sink = new Sink();
    const subscription = await prepared(client, form("1/0", settings), "observeproperty").subscribe(exchange, sink);
    await poll();
    device.input[0] = 5;
    await poll();
    expect(await sink.until(2)).toEqual(["0000", "0005"]);
    await subscription.stop();
    await subscription.stop();
  });

  it("is silent after stop", async () => {
    const sink = new Sink();
    const subscription = await prepared(client, form("1/0", settings), "observeproperty").subscribe(exchange, sink);
    while (!clock.delays.includes(500)) await new Promise(setImmediate);
    await subscription.stop();
    device.input[0] = 5;
    const { reads } = device;
    clock.advance(10_000);
    await new Promise(setImmediate);
    expect(sink.heard).toEqual(["0000"]);
    expect(device.reads).toBe(reads);
  });

  it("says when it is interrupted and when it is back", async () => {
    const sink = new Sink();
    await prepared(client, form("1/0", settings), "observeproperty").subscribe(exchange, sink);
    while (!clock.delays.includes(500)) await new Promise(setImmediate);
    await server.close();
    clock.advance(500);
    expect(await sink.until(2)).toEqual(["0000", "interrupted WOT_NETWORK"]);
    server = await modbusServer(device, server.port);
    device.input[0] = 1;
    while (!clock.delays.includes(1000)) await new Promise(setImmediate);
    clock.advance(1000);
    expect((await sink.until(4)).slice(2)).toEqual(["resumed", "0001"]);
  });

  it("fails at once when the device refuses the first reading", async () => {
    const observing = prepared(client, form("1/100", settings), "observeproperty").subscribe(exchange, new Sink());
    await expect(observing).rejects.toMatchObject({ code: "WOT_REMOTE" });
    expect(clock.delays.filter((delay) => delay === 500)).toEqual([]);
  });
});
