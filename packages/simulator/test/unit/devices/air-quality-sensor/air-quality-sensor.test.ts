import { createSocket } from "node:dgram";
import { once } from "node:events";
import { decode, encode } from "cbor-x";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  type AirQualitySensor,
  airQualitySensor,
  type Site,
  type SteppedClock,
  site,
  steppedClock,
} from "../../../../src/index.js";
import { type RawRequest, rawMessage, rawRequest, TestWire } from "../../../support/raw-coap.js";

const [GET, POST, PUT, DELETE] = [1, 2, 3, 4];
let clock: SteppedClock;
let here: Site;
let wire: TestWire;
let sensor: AirQualitySensor;
let messageId: number;

beforeEach(async () => {
  clock = steppedClock();
  here = site({ clock, seed: 1, schedule: () => 0 });
  here.room.start();
  wire = new TestWire();
  messageId = 100;
  const protocolClock = {
    now: () => clock.nowMs(),
    setTimer: (callback: () => void, delayMs: number) => clock.schedule(delayMs, callback),
  };
  sensor = airQualitySensor(here, { transport: () => wire, maxObservers: 2, protocolClock });
  await sensor.start();
});
afterEach(async () => {
  here.room.stop();
  await sensor.stop();
});

/** Each request gets a message id of its own, or the sensor would take it for a duplicate. */
const ask = (request: RawRequest) => {
  messageId += 1;
  return wire.ask({ ...request, messageId });
};
const getAir = () => decode(ask({ code: GET, path: "/air" }).payload) as Record<string, number>;
const putInterval = (payload: Uint8Array, contentFormat = 60) =>
  ask({ code: PUT, path: "/cfg/interval", contentFormat, payload }).code;
const observe = (token: number) => ask({ code: GET, path: "/air", observe: 0, token });
const sequence = (observeOption: Buffer | undefined) =>
  observeOption?.reduce((value, byte) => value * 256 + byte, 0) ?? Number.NaN;

test("a sensor answers what is in the air as a CBOR map", () => {
  const answer = ask({ code: GET, path: "/air" });
  expect([answer.code, answer.options.get(12)]).toEqual(["2.05", Buffer.of(60)]);
  const air = decode(answer.payload) as Record<string, unknown>;
  expect(air).toMatchObject({ temp: 190, rh: 450, cal: false });
  expect(Object.keys(air)).toEqual(["co2", "voc", "pm25", "temp", "rh", "cal"]);
  for (const name of ["co2", "voc", "pm25"]) expect(Number.isInteger(air[name])).toBe(true);
});

test("a sensor follows the room", () => {
  const before = getAir();
  here.room.override({ occupants: 6 });
  clock.advance(3_600_000);
  const after = getAir();
  expect(after.co2).toBeGreaterThan(before.co2! + 500);
  expect(after.voc).toBeGreaterThan(before.voc!);
});

test("a sensor tells its resources apart in its link list", () => {
  const answer = ask({ code: GET, path: "/.well-known/core" });
  expect(answer.options.get(12)).toEqual(Buffer.of(40));
  expect(answer.payload.toString()).toMatch(/^<\/air>;.*obs,<\/cfg\/interval>;.*,<\/cmd\/calibrate>/);
});

test("a sensor notifies whoever observes, at each interval, in order", () => {
  expect(observe(1).options.has(6)).toBe(true);
  expect(observe(2).options.has(6)).toBe(true);
  clock.advance(10_000);
  const first = wire.taken();
  expect(first.map(({ code, token }) => [code, token])).toEqual([
    ["2.05", 1],
    ["2.05", 2],
  ]);
  for (const { messageId: id } of first) wire.arrive(Buffer.of(0x60, 0, id >> 8, id & 0xff));
  clock.advance(10_000);
  const second = wire.taken();
  expect(second).toHaveLength(2);
  expect(sequence(second[0]!.options.get(6))).toBeGreaterThan(sequence(first[0]!.options.get(6)));
  expect(decode(second[0]!.payload)).toHaveProperty("co2");
});

test("a sensor stops to notify a client that deregisters or that rejects a notification", () => {
  observe(1);
  ask({ code: GET, path: "/air", observe: 1, token: 1 });
  clock.advance(10_000);
  expect(wire.taken()).toEqual([]);
  observe(2);
  clock.advance(10_000);
  const [notification] = wire.taken();
  wire.arrive(Buffer.of(0x70, 0, notification!.messageId >> 8, notification!.messageId & 0xff));
  clock.advance(10_000);
  expect(wire.taken()).toEqual([]);
});

test("a sensor answers a client past its limit of observers without Observe", () => {
  observe(1);
  observe(2);
  const third = observe(3);
  expect([third.code, third.options.has(6)]).toEqual(["2.05", false]);
  clock.advance(10_000);
  expect(wire.taken()).toHaveLength(2);
});

test("a sensor answers a wish to observe what cannot be observed without Observe", () => {
  const answer = ask({ code: GET, path: "/cfg/interval", observe: 0 });
  expect([answer.code, answer.options.has(6)]).toEqual(["2.05", false]);
});

test("a sensor's interval can be read and written", () => {
  const read = () => decode(ask({ code: GET, path: "/cfg/interval" }).payload);
  expect(read()).toBe(10);
  expect(putInterval(encode(2))).toBe("2.04");
  expect(read()).toBe(2);
  observe(1);
  clock.advance(1_999);
  expect(wire.taken()).toHaveLength(0);
  clock.advance(1);
  expect(wire.taken()).toHaveLength(1);
});

test.each([
  ["zero", encode(0)],
  ["too much", encode(3601)],
  ["a fraction", encode(1.5)],
  ["text", encode("10")],
  ["nothing", Buffer.alloc(0)],
  ["an array that claims to be huge", Buffer.of(0x9a, 0xff, 0xff, 0xff, 0xff)],
])("a sensor refuses %s as its interval", (_what, payload) => {
  expect(putInterval(payload)).toBe("4.00");
  expect(decode(ask({ code: GET, path: "/cfg/interval" }).payload)).toBe(10);
});

test("a sensor refuses formats that it does not have", () => {
  expect(putInterval(Buffer.from("10"), 50)).toBe("4.15");
  expect(ask({ code: GET, path: "/air", accept: 50 }).code).toBe("4.06");
  expect(ask({ code: GET, path: "/air", accept: 60 }).code).toBe("2.05");
});

test("a sensor refuses bodies over its limit", () => {
  expect(putInterval(Buffer.alloc(65))).toBe("4.13");
});

test("a sensor refuses paths and methods that it does not have", () => {
  expect(ask({ code: GET, path: "/elsewhere" }).code).toBe("4.04");
  expect(ask({ code: GET, path: "/__proto__" }).code).toBe("4.04");
  expect(ask({ code: DELETE, path: "/air" }).code).toBe("4.05");
  expect(ask({ code: GET, path: "/cmd/calibrate" }).code).toBe("4.05");
});

test("a sensor calibrates itself and tells who observes when it is done", () => {
  observe(1);
  putInterval(encode(3600));
  expect(ask({ code: POST, path: "/cmd/calibrate" }).code).toBe("2.04");
  expect(getAir().cal).toBe(true);
  clock.advance(10_000);
  const [notification] = wire.taken();
  expect(decode(notification!.payload)).toMatchObject({ cal: false });
});

test("a sensor survives any datagram and every prefix of a valid one", () => {
  const valid = rawRequest({ code: PUT, path: "/cfg/interval", contentFormat: 60, payload: encode(5) });
  for (let length = 0; length < valid.length; length += 1) wire.arrive(valid.subarray(0, length));
  fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => wire.arrive(bytes)));
  wire.taken();
  messageId = 60_000;
  expect(getAir()).toHaveProperty("co2");
});

test("an offline sensor neither answers nor notifies, and does again later", () => {
  observe(1);
  sensor.faults.enable("offline");
  wire.arrive(rawRequest({ code: GET, path: "/air", messageId: 9 }));
  clock.advance(30_000);
  expect(wire.taken()).toEqual([]);
  sensor.faults.disable("offline");
  clock.advance(10_000);
  expect(wire.taken()).toHaveLength(1);
  expect(ask({ code: GET, path: "/air" }).code).toBe("2.05");
});

test("a slow sensor answers after its delay", () => {
  sensor.faults.enable("slow", { delayMs: 500 });
  wire.arrive(rawRequest({ code: GET, path: "/cfg/interval" }));
  clock.advance(499);
  expect(wire.taken()).toEqual([]);
  clock.advance(1);
  expect(wire.taken()).toHaveLength(1);
});

test("a sensor with garbage sends what is not CBOR, under the number of CBOR", () => {
  sensor.faults.enable("garbage");
  const answer = ask({ code: GET, path: "/air" });
  expect(answer.options.get(12)).toEqual(Buffer.of(60));
  expect(() => decode(answer.payload)).toThrow();
});

test("a sensor with wrong types sends CBOR text where numbers belong", () => {
  sensor.faults.enable("wrong-type");
  expect(getAir()).toMatchObject({ temp: "190", cal: "false" });
});

test("a duplicating sensor sends each datagram twice, a reordering one swaps two answers", () => {
  observe(1);
  sensor.faults.enable("duplicate");
  clock.advance(10_000);
  const [one, other] = wire.taken();
  expect(one).toEqual(other);
  sensor.faults.disable("duplicate");
  sensor.faults.enable("reordered");
  wire.arrive(rawRequest({ code: GET, path: "/air", messageId: 7001, token: 8 }));
  wire.arrive(rawRequest({ code: GET, path: "/air", messageId: 7002, token: 9 }));
  expect(wire.taken().map(({ token }) => token)).toEqual([9, 8]);
});

test("a sensor answers over UDP", async () => {
  await using real = airQualitySensor(here, { id: "real" });
  await real.start();
  const { hostname, port } = new URL(real.url);
  const socket = createSocket("udp4");
  socket.send(rawRequest({ code: GET, path: "/air" }), Number(port), hostname);
  const [datagram] = (await once(socket, "message")) as [Buffer];
  socket.close();
  expect(decode(rawMessage(datagram).payload)).toHaveProperty("co2");
});

test("a sensor can be stopped twice and started again, but not started twice", async () => {
  await sensor.stop();
  await sensor.stop();
  await sensor.start();
  expect(getAir()).toHaveProperty("co2");
  await expect(sensor.start()).rejects.toMatchObject({ code: "WOT_STATE" });
  await expect(airQualitySensor(here).start({ signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: "WOT_ABORTED",
  });
});
