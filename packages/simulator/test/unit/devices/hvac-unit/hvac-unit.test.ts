import { once } from "node:events";
import { connect } from "node:net";
import fc from "fast-check";
import modbusSerial from "modbus-serial";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type HvacUnit, hvacUnit, type Site, type SteppedClock, site, steppedClock } from "../../../../src/index.js";

/** The package is CommonJS: its types and its runtime agree only on this path to the class. */
const ModbusRTU = modbusSerial.default;
type ModbusClient = InstanceType<typeof ModbusRTU>;

const hourMs = 3_600_000;
let clock: SteppedClock;
let here: Site;
let unit: HvacUnit;
let client: ModbusClient;

beforeEach(async () => {
  clock = steppedClock();
  here = site({ clock, seed: 1, initialTemperatureC: 16, schedule: () => 0 });
  here.room.start();
  unit = hvacUnit(here, { filterHours: 1200 });
  await unit.start();
  client = await connected();
});
afterEach(async () => {
  client.destroy(() => {});
  await unit.stop();
  here.room.stop();
});

async function connected(unitId = 1): Promise<ModbusClient> {
  const modbus = new ModbusRTU();
  modbus.on("error", () => {});
  await modbus.connectTCP("127.0.0.1", { port: unit.port });
  modbus.setID(unitId);
  modbus.setTimeout(2000);
  return modbus;
}

const input = async (address: number, length = 1) => (await client.readInputRegisters(address, length)).data;
const refusedWith = (modbusCode: number) => ({ modbusCode });

/** Bytes on a raw connection, and what comes back until `answerBytes` are there or the unit hangs up. */
async function exchange(bytes: Buffer, answerBytes = Number.POSITIVE_INFINITY): Promise<Buffer> {
  const socket = connect(unit.port, "127.0.0.1");
  socket.on("error", () => {});
  socket.write(bytes);
  let answer = Buffer.alloc(0);
  await new Promise<void>((resolve) => {
    socket.on("close", () => resolve());
    socket.on("data", (chunk) => {
      answer = Buffer.concat([answer, chunk]);
      if (answer.length >= answerBytes) resolve();
    });
  });
  socket.destroy();
  return answer;
}
const readTarget = (transactionId: number) => Buffer.of(0, transactionId, 0, 0, 0, 6, 1, 3, 0, 0, 0, 1);

test("a unit shows its set points, which begin at 21 °C, auto and 60 %", async () => {
  expect((await client.readHoldingRegisters(0, 3)).data).toEqual([210, 3, 60]);
});

test("a unit takes set points one by one and together", async () => {
  await client.writeRegister(0, 235);
  expect(unit.control.targetTemperatureC).toBe(23.5);
  await client.writeRegisters(0, [185, 1, 100]);
  expect(unit.control).toMatchObject({ targetTemperatureC: 18.5, mode: "heat", fanSpeed: 100 });
});

test.each([
  [0, 49],
  [0, 351],
  [0, 0xffff],
  [1, 5],
  [2, 101],
])("a unit refuses in register %i the value %i", async (address, value) => {
  await expect(client.writeRegister(address, value)).rejects.toMatchObject(refusedWith(3));
});

test("a unit writes all of several registers or none", async () => {
  await expect(client.writeRegisters(0, [250, 9])).rejects.toMatchObject(refusedWith(3));
  expect((await client.readHoldingRegisters(0, 2)).data).toEqual([210, 3]);
});

test("a unit refuses addresses that it does not have", async () => {
  await expect(client.readHoldingRegisters(2, 2)).rejects.toMatchObject(refusedWith(2));
  await expect(client.readInputRegisters(6, 1)).rejects.toMatchObject(refusedWith(2));
  await expect(client.readCoils(1, 1)).rejects.toMatchObject(refusedWith(2));
  await expect(client.writeRegister(3, 0)).rejects.toMatchObject(refusedWith(2));
  await expect(client.writeCoil(7, true)).rejects.toMatchObject(refusedWith(2));
});

test("a unit refuses functions that it does not have", async () => {
  const answer = await exchange(Buffer.of(0, 9, 0, 0, 0, 2, 1, 0x2b), 9);
  expect(answer).toEqual(Buffer.of(0, 9, 0, 0, 0, 3, 1, 0xab, 1));
});

test("a unit answers for no other unit id", async () => {
  const stranger = await connected(2);
  await expect(stranger.readHoldingRegisters(0, 1)).rejects.toMatchObject(refusedWith(0x0b));
  stranger.destroy(() => {});
});

test("a unit heats a cold room to its target and holds it there", async () => {
  here.room.override({ outdoorTemperatureC: 2 });
  clock.advance(60_000);
  expect((await client.readDiscreteInputs(0, 6)).data.slice(0, 6)).toEqual([true, true, false, false, true, false]);
  expect((await input(5))[0]).toBe(0b010011);
  expect((await input(1))[0]).toBeGreaterThan(300);
  clock.advance(3 * hourMs);
  const [roomTenths, , humidityPermille] = await input(0, 3);
  expect(roomTenths).toBeGreaterThanOrEqual(205);
  expect(roomTenths).toBeLessThanOrEqual(215);
  expect(humidityPermille).toBe(Math.round(here.room.state.relativeHumidityPercent * 10));
});

test("a unit cools a hot room", async () => {
  here.room.override({ outdoorTemperatureC: 38 });
  unit.control.mode = "cool";
  unit.control.targetTemperatureC = 14;
  clock.advance(60_000);
  expect((await input(5))[0]).toBe(0b110001);
  expect((await input(1))[0]).toBeLessThan(160);
});

test.each([
  ["off", 0],
  ["fan", 0b010000],
] as const)("a unit in mode %s neither heats nor cools", async (mode, bits) => {
  unit.control.mode = mode;
  here.room.override({ outdoorTemperatureC: 15 });
  clock.advance(hourMs);
  expect((await input(5))[0]).toBe(bits);
});

test("a unit shows frost as a negative number and as an alarm", async () => {
  unit.control.mode = "off";
  here.room.override({ outdoorTemperatureC: -12 });
  clock.advance(48 * hourMs);
  const [register] = await input(0);
  expect(register! - 0x10000).toBe(-120);
  expect((await input(5))[0]).toBe(0b000100);
});

test("a unit counts its filter's hours while the fan runs, and a coil resets them", async () => {
  unit.control.mode = "fan";
  clock.advance(800 * hourMs);
  expect(await input(3, 2)).toEqual([0, 2000]);
  expect((await client.readDiscreteInputs(2, 2)).data.slice(0, 2)).toEqual([true, true]);
  await client.writeCoil(0, false);
  expect(await input(3, 2)).toEqual([0, 2000]);
  await client.writeCoil(0, true);
  expect(await input(3, 2)).toEqual([0, 0]);
  expect((await client.readDiscreteInputs(2, 2)).data.slice(0, 2)).toEqual([false, false]);
});

test("a unit's filter hours take two registers, high word first", async () => {
  await using old = hvacUnit(here, { id: "old", filterHours: 0x0001_86a0 });
  await old.start();
  const modbus = new ModbusRTU();
  await modbus.connectTCP("127.0.0.1", { port: old.port });
  modbus.setID(1);
  expect((await modbus.readInputRegisters(3, 2)).data).toEqual([1, 0x86a0]);
  modbus.destroy(() => {});
});

test("a unit answers frames that come in pieces and several at once", async () => {
  const answer = await exchange(Buffer.concat([readTarget(1), readTarget(2)]), 22);
  expect([answer.readUInt16BE(0), answer.readUInt16BE(11)]).toEqual([1, 2]);
  const socket = connect(unit.port, "127.0.0.1");
  socket.setNoDelay(true);
  for (const byte of readTarget(3)) socket.write(Buffer.of(byte));
  expect((await once(socket, "data"))[0]).toEqual(Buffer.of(0, 3, 0, 0, 0, 5, 1, 3, 2, 0, 210));
  socket.destroy();
});

test.each([
  ["another protocol", Buffer.of(0, 1, 0, 7, 0, 6, 1, 3, 0, 0, 0, 1)],
  ["a length of one", Buffer.of(0, 1, 0, 0, 0, 1, 1)],
  ["a length past the limit", Buffer.of(0, 1, 0, 0, 1, 0, 1)],
  ["HTTP", Buffer.from("GET / HTTP/1.1\r\n\r\n")],
])("a unit hangs up on %s and lives on", async (_what, bytes) => {
  expect(await exchange(bytes)).toHaveLength(0);
  expect((await client.readHoldingRegisters(0, 1)).data).toEqual([210]);
});

test("a unit survives any bytes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 2, maxLength: 300 }), async (pdu) => {
      const length = Math.min(pdu.length, 253) + 1;
      await exchange(Buffer.concat([Buffer.of(0, 1, 0, 0, 0, length, 1), pdu.subarray(0, 253)]), 9);
    }),
    { numRuns: 60 },
  );
  expect((await input(0)).length).toBe(1);
});

test("a slow unit answers after its delay", async () => {
  unit.faults.enable("slow", { delayMs: 400 });
  const socket = connect(unit.port, "127.0.0.1");
  let received = 0;
  socket.on("data", (chunk) => {
    received += chunk.length;
  });
  const held = new Promise<void>((resolve) => {
    const { scheduleWall } = clock;
    clock.scheduleWall = (delayMs, task) => {
      resolve();
      return scheduleWall(delayMs, task);
    };
  });
  socket.write(readTarget(1));
  await held;
  clock.advance(399);
  await new Promise(setImmediate);
  expect(received).toBe(0);
  clock.advance(1);
  await once(socket, "data");
  expect(received).toBe(11);
  socket.destroy();
});

test("an offline unit cuts its peers off, and takes them again later", async () => {
  const socket = connect(unit.port, "127.0.0.1");
  await once(socket, "connect");
  socket.resume().on("error", () => {});
  const closed = once(socket, "close");
  unit.faults.enable("offline");
  await closed;
  expect(await exchange(readTarget(1))).toHaveLength(0);
  unit.faults.disable("offline");
  expect(await exchange(readTarget(1), 11)).toHaveLength(11);
});

test("a unit with garbage answers what is no frame", async () => {
  unit.faults.enable("garbage");
  const answer = await exchange(readTarget(1), 24);
  expect(answer[0]).toBe(0xff);
});

test("a unit with wrong types shows values that its map does not allow", async () => {
  unit.faults.enable("wrong-type");
  expect((await client.readHoldingRegisters(0, 3)).data).toEqual([0x8000, 99, 0xffff]);
  expect(await input(0, 3)).toEqual([0x8000, 0x8000, 0xffff]);
  unit.faults.disable("wrong-type");
  expect((await client.readHoldingRegisters(0, 3)).data).toEqual([210, 3, 60]);
});

test("a duplicating unit answers twice, a reordering one the later request first", async () => {
  unit.faults.enable("duplicate");
  const twice = await exchange(readTarget(5), 22);
  expect(twice.subarray(0, 11)).toEqual(twice.subarray(11));
  unit.faults.disable("duplicate");
  unit.faults.enable("reordered");
  const swapped = await exchange(Buffer.concat([readTarget(1), readTarget(2)]), 22);
  expect([swapped.readUInt16BE(0), swapped.readUInt16BE(11)]).toEqual([2, 1]);
});

test("a stopped unit blows nothing into the room", async () => {
  here.room.override({ outdoorTemperatureC: 0 });
  clock.advance(60_000);
  await unit.stop();
  const before = here.room.state.temperatureC;
  clock.advance(hourMs);
  expect(here.room.state.temperatureC).toBeLessThan(before);
  await expect(unit.stop()).resolves.toBeUndefined();
});
