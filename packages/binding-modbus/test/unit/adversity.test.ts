import { afterEach, describe, expect, it } from "vitest";
import { modbusClient } from "../../src/index.js";
import { prepared, SteppedClock } from "../fixture.js";
import { mbapFrame, registersWithHoles, rtuFrame, ScriptedSlave } from "../support/scripted-slave.js";

const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each[Symbol.asyncDispose]();
});

async function scene(
  answer: ScriptedSlave["answer"],
  { isRtu = false, ...options }: Parameters<typeof modbusClient>[0] & { isRtu?: boolean } = {},
) {
  const slave = await ScriptedSlave.listen(answer, { isRtu });
  const client = modbusClient(options);
  open.push(client, slave);
  const scheme = isRtu ? "modbus+rtuovertcp" : "modbus+tcp";
  const read = async (unitId = 1, address = 5, timeoutMs = 2000) => {
    const form = {
      href: `${scheme}://127.0.0.1:${slave.port}/${unitId}/${address}`,
      contentType: "application/octet-stream",
      "modv:entity": "HoldingRegister",
      "modv:zeroBasedAddressing": true,
    };
    return [...(await prepared(client, form, "readproperty").request({ timeoutMs })).body];
  };
  return { slave, read };
}

describe("a gateway to a serial line", () => {
  it("is spoken to in RTU frames", async () => {
    const { slave, read } = await scene(registersWithHoles(), { isRtu: true });
    expect(await read(3)).toEqual([0, 5]);
    expect(slave.asked).toEqual([{ unitId: 3, pdu: [3, 0, 5, 0, 1] }]);
  });

  it("gets a new connection after an unanswered request, lest the late answer pass for the next", async () => {
    const { slave, read } = await scene(() => undefined, { isRtu: true, limits: { responseTimeoutMs: 30 } });
    await expect(read()).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
    slave.answer = registersWithHoles();
    expect(await read(1, 6)).toEqual([0, 6]);
    expect(slave.connections).toBe(2);
  });

  it("is not believed when the CRC is wrong or another unit answers", async () => {
    const { slave, read } = await scene(() => ({ raw: [1, 3, 2, 0, 5, 0, 0] }), { isRtu: true });
    await expect(read()).rejects.toMatchObject({ code: "WOT_PROTOCOL", message: expect.stringContaining("CRC") });
    slave.answer = () => ({ raw: [...rtuFrame(9, [3, 2, 0, 5])] });
    await expect(read()).rejects.toMatchObject({ code: "WOT_PROTOCOL", message: expect.stringContaining("unit 9") });
    slave.answer = registersWithHoles();
    expect(await read()).toEqual([0, 5]);
  });

  it("that cannot reach a unit says so: the way there is broken, nobody has refused", async () => {
    const { read } = await scene(() => [0x83, 11]);
    await expect(read()).rejects.toMatchObject({ code: "WOT_NETWORK", sent: true });
  });
});

describe("a late answer", () => {
  it("is not taken for that of the next request", async () => {
    const { slave, read } = await scene(() => undefined, { limits: { responseTimeoutMs: 20 } });
    await expect(read(1, 5)).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
    slave.answer = () => ({ raw: [...mbapFrame(1, 1, [3, 2, 0, 5]), ...mbapFrame(2, 1, [3, 2, 0, 6])] });
    expect(await read(1, 6)).toEqual([0, 6]);
    expect(slave.connections).toBe(1);
  });

  it("in pieces is put together", async () => {
    const { slave, read } = await scene(() => undefined);
    const reading = read();
    while (slave.asked.length === 0) await new Promise(setImmediate);
    const [socket] = slave.sockets;
    for (const byte of mbapFrame(1, 1, [3, 2, 0, 5])) {
      socket!.write(Uint8Array.of(byte));
      await new Promise(setImmediate);
    }
    expect(await reading).toEqual([0, 5]);
  });
});

describe("a unit that does not answer", () => {
  it("is left alone for a while, and the others behind the same connection are not", async () => {
    const clock = new SteppedClock();
    const { slave, read } = await scene((asked) => (asked.unitId === 1 ? undefined : registersWithHoles()(asked)), {
      clock,
    });
    for (let attempt = 0; attempt < 3; attempt++) {
      const reading = expect(read(1)).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
      while (slave.asked.length === attempt) await new Promise(setImmediate);
      clock.advance(2000);
      await reading;
    }
    await expect(read(1)).rejects.toMatchObject({ code: "WOT_NETWORK", sent: false });
    expect(await read(2)).toEqual([0, 5]);
    slave.answer = registersWithHoles();
    clock.advance(1000);
    expect(await read(1)).toEqual([0, 5]);
    expect(slave.asked.map(({ unitId }) => unitId)).toEqual([1, 1, 1, 2, 1]);
  });
});

describe("requests that wait for a server that cannot be reached", () => {
  it("fail together, and are tried anew when they are asked for again", async () => {
    const { slave, read } = await scene(registersWithHoles());
    await slave.close();
    const all = await Promise.allSettled([read(1), read(2), read(3)]);
    expect(all).toEqual(Array(3).fill(expect.objectContaining({ status: "rejected" })));
    await slave.open(slave.port);
    expect(await read(1)).toEqual([0, 5]);
  });
});

describe("a client that is stopped", () => {
  it("fails what is under way and what waits, and opens nothing any more", async () => {
    const slave = await ScriptedSlave.listen(() => undefined);
    const client = modbusClient();
    open.push(slave);
    const form = (unitId: number) => ({
      href: `modbus+tcp://127.0.0.1:${slave.port}/${unitId}/1`,
      contentType: "application/octet-stream",
      "modv:entity": "Coil",
    });
    const all = [1, 2, 3].map((unitId) =>
      prepared(client, form(unitId), "readproperty").request({ timeoutMs: 60_000 }),
    );
    const outcomes = Promise.allSettled(all);
    while (slave.asked.length === 0) await new Promise(setImmediate);
    await client.stop();
    for (const outcome of await outcomes) expect(outcome).toMatchObject({ reason: { code: "WOT_NETWORK" } });
    await new Promise(setImmediate);
    expect([slave.connections, slave.asked.length]).toEqual([1, 1]);
  });
});

describe("requests over a serial line", () => {
  it("have a silence between them", async () => {
    const clock = new SteppedClock();
    const { slave, read } = await scene(registersWithHoles(), { isRtu: true, clock, limits: { rtuPauseMs: 20 } });
    expect(await read()).toEqual([0, 5]);
    const second = read();
    while (!clock.delays.includes(20)) await new Promise(setImmediate);
    expect(slave.asked.length).toBe(1);
    clock.advance(20);
    expect(await second).toEqual([0, 5]);
  });
});
