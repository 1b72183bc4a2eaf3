import { Code, coapClient } from "@thingwright/coap";
import modbusSerial from "modbus-serial";
import { afterEach, expect, test } from "vitest";
import { parseRecording, RecordedDevice, type SteppedClock, site, steppedClock } from "../../../../src/index.js";

let device: RecordedDevice | undefined;
let clock: SteppedClock;
let missing: string[] = [];
afterEach(async () => {
  await device?.stop();
  device = undefined;
});

/** A device that plays `lines`; the URL of its server. */
async function play(...lines: readonly object[]): Promise<string> {
  clock = steppedClock();
  missing = [];
  device = new RecordedDevice(site({ clock, seed: 1 }), {
    id: "played",
    recording: parseRecording(lines.map((line) => JSON.stringify(line)).join("\n")),
    unrecorded: (what) => missing.push(what),
  });
  await device.start();
  return [...device.urls.values()][0] as string;
}

const moment = (limits: object): object => ({ type: "object", properties: { moment: limits }, required: ["moment"] });
const httpHeader = { device: "a lamp", servers: { HTTP_URL: "http" }, state: { moment: 0 } };
const status = { method: "GET", target: "/status?unit=1" };
const answer = (json: unknown): object => ({ answer: { status: "200", contentType: "application/json", json } });

const lamp = [
  httpHeader,
  { request: status, if: moment({ minimum: 1 }), do: [answer({ on: true })] },
  { request: status, times: 2, do: [answer({ on: false, first: true })] },
  { request: status, do: [answer({ on: false })] },
  {
    request: { method: "PUT", target: "/on" },
    payload: { const: true },
    do: [
      { set: { moment: 1 } },
      { answer: { status: "204" } },
      { afterMs: 300, notify: { target: "/events", text: "data: on\n\n" } },
    ],
  },
  {
    request: { method: "PUT", target: "/on" },
    payload: { type: "string" },
    do: [{ answer: { status: "409", text: "no" } }],
  },
  {
    request: { method: "GET", target: "/events" },
    do: [
      { answer: { status: "200", contentType: "text/event-stream", stream: true } },
      { notify: { target: "/events", text: "data: hello\n\n" } },
    ],
  },
  {
    request: { method: "POST", target: "/late" },
    do: [{ afterMs: 100, answer: { status: "200", text: "{{/payload/id}}" } }],
  },
];

test("answers over HTTP as recorded, in turn and by what it was told", async () => {
  const url = await play(...lamp);
  const read = async (): Promise<unknown> => (await fetch(`${url}/status?unit=1&key=anything`)).json();
  expect([await read(), await read(), await read()]).toEqual([
    { on: false, first: true },
    { on: false, first: true },
    { on: false },
  ]);
  expect((await fetch(`${url}/on`, { method: "PUT", body: "true" })).status).toBe(204);
  expect([await read(), await read()]).toEqual([{ on: true }, { on: true }]);
  const refused = await fetch(`${url}/on`, { method: "PUT", body: '"on"' });
  expect([refused.status, await refused.text()]).toEqual([409, "no"]);
});

test("says over HTTP what is not in the recording", async () => {
  const url = await play(...lamp);
  for (const [method, path, body] of [
    ["GET", "/other", undefined],
    ["GET", "/status", undefined],
    ["DELETE", "/on", undefined],
    ["PUT", "/on", "7"],
  ] as const) {
    const reply = await fetch(url + path, { method, ...(body !== undefined && { body }) });
    expect(reply.status).toBe(501);
    expect(await reply.json()).toMatchObject({ detail: `the recording has no such request: ${method} ${path}` });
  }
  expect(missing).toEqual(["GET /other", "GET /status", "DELETE /on", "PUT /on"]);
  expect((await fetch(`${url}/on`, { method: "PUT", body: "x".repeat(9000) })).status).toBe(413);
});

test("sends what goes on to those who follow it, at its time", async () => {
  const url = await play(...lamp);
  const stream = await fetch(`${url}/events`);
  const reader = (stream.body as ReadableStream<Uint8Array>).getReader();
  const next = async (): Promise<string> => new TextDecoder().decode((await reader.read()).value);
  expect(await next()).toBe("data: hello\n\n");
  await fetch(`${url}/on`, { method: "PUT", body: "true" });
  clock.advance(300);
  expect(await next()).toBe("data: on\n\n");
  await reader.cancel();
});

test("answers as late as the device did, with what it was asked", async () => {
  const url = await play(...lamp);
  let isAnswered = false;
  const reply = fetch(`${url}/late`, { method: "POST", body: '{"id":7}' }).finally(() => {
    isAnswered = true;
  });
  await fetch(`${url}/status?unit=1`);
  expect(isAnswered).toBe(false);
  while (!isAnswered) {
    clock.advance(100);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await (await reply).text()).toBe("7");
});

test("answers over CoAP as recorded, and notifies who observes", async () => {
  const url = await play(
    { device: "a sensor", servers: { COAP_URL: "coap" }, state: {} },
    {
      request: { method: "GET", target: "/air" },
      do: [{ answer: { status: "2.05", contentType: "application/json", json: { co2: 600 }, stream: true } }],
    },
    {
      request: { method: "PUT", target: "/interval" },
      payload: { const: 10 },
      do: [
        { answer: { status: "2.04" } },
        { afterMs: 50, notify: { target: "/air", contentType: "application/json", json: { co2: 700 } } },
      ],
    },
  );
  await using client = coapClient();
  const text = (response: { readonly payload: Uint8Array }): string => new TextDecoder().decode(response.payload);
  const heard: string[] = [];
  const observation = await client.observe({
    url: `${url}/air`,
    onNotification: (response) => void heard.push(text(response)),
  });
  const payload = new TextEncoder().encode("10");
  const put = await client.request({ url: `${url}/interval`, method: Code.PUT, payload });
  expect(put.code).toBe(Code.Changed);
  clock.advance(50);
  while (heard.length < 2) await new Promise((resolve) => setImmediate(resolve));
  expect(heard).toEqual(['{"co2":600}', '{"co2":700}']);
  await observation.cancel();
  expect((await client.request({ url: `${url}/water` })).code).toBe(Code.NotImplemented);
  expect(missing).toEqual(["GET /water"]);
});

test("answers over Modbus from its registers, and does what a write brings about", async () => {
  const registers = {
    MODBUS_URL: { 1: { holdingRegisters: { 0: 215, 1: 2 }, inputRegisters: { 3: 200 }, coils: { 5: 1 } } },
  };
  const url = await play(
    { device: "a fan coil unit", servers: { MODBUS_URL: "modbus+tcp" }, state: { registers } },
    {
      request: { method: "write", target: "1/holdingRegisters/0" },
      payload: { const: [230, 3] },
      do: [{ afterMs: 100, set: { registers: { MODBUS_URL: { 1: { inputRegisters: { 3: 229 } } } } } }],
    },
  );
  const client = new modbusSerial.default();
  await client.connectTCP("127.0.0.1", { port: Number(new URL(url).port) });
  client.setID(1);
  expect((await client.readHoldingRegisters(0, 2)).data).toEqual([215, 2]);
  expect((await client.readCoils(5, 1)).data[0]).toBe(true);
  await client.writeRegisters(0, [230, 3]);
  expect((await client.readHoldingRegisters(0, 2)).data).toEqual([230, 3]);
  expect((await client.readInputRegisters(3, 1)).data).toEqual([200]);
  clock.advance(100);
  expect((await client.readInputRegisters(3, 1)).data).toEqual([229]);
  await expect(client.readHoldingRegisters(7, 1)).rejects.toMatchObject({ modbusCode: 2 });
  client.setID(9);
  await expect(client.readHoldingRegisters(0, 1)).rejects.toMatchObject({ modbusCode: 0x0b });
  expect(missing).toEqual(["unit 9"]);
  await new Promise<void>((resolve) => client.close(() => resolve()));
});
