import { afterEach, describe, expect, it } from "vitest";
import { modbusClient } from "../../src/index.js";
import { prepared, Sink, SteppedClock } from "../fixture.js";
import { type Answer, registersWithHoles, ScriptedSlave } from "../support/scripted-slave.js";

const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each[Symbol.asyncDispose]();
});

async function scene(answer: ScriptedSlave["answer"], options: Parameters<typeof modbusClient>[0] = {}) {
  const slave = await ScriptedSlave.listen(answer);
  const client = modbusClient(options);
  open.push(client, slave);
  const form = (address: number, terms: object) => ({
    href: `modbus+tcp://127.0.0.1:${slave.port}/1/${address}`,
    contentType: "application/octet-stream",
    "modv:entity": "HoldingRegister",
    "modv:zeroBasedAddressing": true,
    ...terms,
  });
  const readAll = (addresses: readonly number[], terms: object = {}, timeoutMs = 2000) =>
    Promise.all(
      addresses.map(async (address) => {
        const { body } = await prepared(client, form(address, terms), "readproperty").request({ timeoutMs });
        return (body[0]! << 8) | body[1]!;
      }),
    );
  return { slave, client, form, readAll };
}

describe("readings that are wanted at the same time", () => {
  it("become one request where they lie near each other, each with its own value", async () => {
    const { slave, readAll } = await scene(registersWithHoles());
    expect(await readAll([7, 1, 3, 100, 2, 1])).toEqual([7, 1, 3, 100, 2, 1]);
    expect(slave.ranges).toEqual(["3: 1+7", "3: 100+1"]);
  });

  it("keep to the gap that is allowed", async () => {
    const { slave, readAll } = await scene(registersWithHoles(), { limits: { maxGapRegisters: 0 } });
    await readAll([1, 2, 4]);
    expect(slave.ranges).toEqual(["3: 1+2", "3: 4+1"]);
  });

  it("are divided where the device refuses to read across, and not merged there again", async () => {
    const { slave, readAll } = await scene(registersWithHoles([3]));
    expect(await readAll([1, 2, 4, 5])).toEqual([1, 2, 4, 5]);
    expect(slave.ranges).toEqual(["3: 1+5", "3: 1+2", "3: 4+2"]);
    slave.asked.length = 0;
    expect(await readAll([1, 2, 4, 5])).toEqual([1, 2, 4, 5]);
    expect(slave.ranges).toEqual(["3: 1+2", "3: 4+2"]);
  });

  it("are divided where the device takes fewer at a time than the standard", async () => {
    const { slave, readAll } = await scene((asked) => {
      return asked.pdu[4]! > 4 ? [0x83, 3] : registersWithHoles()(asked);
    });
    const addresses = [0, 1, 2, 3, 4, 5, 6, 7];
    expect(await readAll(addresses)).toEqual(addresses);
    slave.asked.length = 0;
    await readAll(addresses);
    expect(slave.ranges).toEqual(["3: 0+4", "3: 4+4"]);
  });

  it("lose only the one that the device refuses", async () => {
    const { slave, form, client } = await scene(registersWithHoles([4]));
    const outcomes = await Promise.allSettled(
      [2, 3, 4, 5].map((address) => prepared(client, form(address, {}), "readproperty").request({ timeoutMs: 2000 })),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
    expect(outcomes[2]).toMatchObject({ reason: { code: "WOT_REMOTE", status: "0x02" } });
    expect(slave.ranges.length).toBeLessThanOrEqual(7);
  });

  it("are tried alone where the device says nothing to a merged request", async () => {
    const { slave, readAll } = await scene(
      registersWithHoles([2], () => undefined),
      { limits: { responseTimeoutMs: 30 } },
    );
    expect(await readAll([1, 3])).toEqual([1, 3]);
    expect(slave.ranges).toEqual(["3: 1+3", "3: 1+1", "3: 3+1"]);
    slave.asked.length = 0;
    expect(await readAll([1, 3])).toEqual([1, 3]);
    expect(slave.ranges).toEqual(["3: 1+1", "3: 3+1"]);
  });

  it("share bits as well", async () => {
    const answer = ({ pdu }: { pdu: readonly number[] }): Answer => [1, Math.ceil(pdu[4]! / 8), 0b1010_0110, 0b1];
    const { slave, client, form } = await scene(answer);
    const terms = { "modv:entity": "Coil" };
    const bits = await Promise.all(
      [0, 1, 2, 8].map(async (address) => {
        return (await prepared(client, form(address, terms), "readproperty").request({ timeoutMs: 2000 })).body[0];
      }),
    );
    expect(bits).toEqual([0, 1, 1, 1]);
    expect(slave.ranges).toEqual(["1: 0+9"]);
  });

  it("go on for the others when one caller has given up", async () => {
    const { slave, client, form } = await scene(() => undefined);
    const controller = new AbortController();
    const request = (address: number, signal?: AbortSignal) =>
      prepared(client, form(address, {}), "readproperty").request({
        timeoutMs: 2000,
        ...(signal !== undefined && { signal }),
      });
    const [first, second] = [request(0, controller.signal), request(1)];
    while (slave.asked.length === 0) await new Promise(setImmediate);
    controller.abort();
    await expect(first).rejects.toMatchObject({ code: "WOT_ABORTED" });
    for (const socket of slave.sockets) socket.write(Uint8Array.of(0, 1, 0, 0, 0, 7, 1, 3, 4, 0, 0, 0, 9));
    expect([...(await second).body]).toEqual([0, 9]);
  });
});

describe("observed properties of one unit", () => {
  const observed = async (answer: ScriptedSlave["answer"], intervals: readonly number[]) => {
    const clock = new SteppedClock();
    const stage = await scene(answer, { clock });
    const sinks = intervals.map(() => new Sink());
    const subscriptions = await Promise.all(
      intervals.map((pollingTime, address) => {
        const form = stage.form(address, { "modv:pollingTime": pollingTime });
        return prepared(stage.client, form, "observeproperty").subscribe({ timeoutMs: 2000 }, sinks[address]!);
      }),
    );
    stage.slave.asked.length = 0;
    /** Moves the clock, and waits until what that brings has come. */
    const advance = async (ms: number, hasCome: () => boolean) => {
      clock.advance(ms);
      while (!hasCome()) await new Promise(setImmediate);
    };
    /** Moves the clock by the interval, and waits for the next to be set. */
    const round = async (ms: number, next: number) => {
      clock.advance(ms);
      while (!clock.delays.includes(next)) await new Promise(setImmediate);
    };
    return { ...stage, clock, sinks, subscriptions, advance, round };
  };

  it("are read by one request each time that they are due together", async () => {
    const { slave, round } = await observed(registersWithHoles(), [1000, 1000, 3000]);
    await round(1000, 1000);
    await round(1000, 1000);
    await round(1000, 1000);
    expect(slave.ranges).toEqual(["3: 0+2", "3: 0+2", "3: 0+3"]);
  });

  it("hear a value again after a write, also when the device has ignored it", async () => {
    const { slave, client, form, sinks, advance } = await observed(registersWithHoles(), [1000]);
    slave.answer = (asked) => (asked.pdu[0] === 6 ? asked.pdu : registersWithHoles()(asked));
    const content = { contentType: "application/octet-stream", body: Uint8Array.of(0, 7) };
    await prepared(client, form(0, {}), "writeproperty").request({ timeoutMs: 2000, content });
    await advance(1000, () => sinks[0]!.heard.length === 2);
    expect(sinks[0]!.heard).toEqual(["0000", "0000"]);
  });

  it("fall back to one question, less and less often, while the unit is silent, and are all back at once", async () => {
    const { slave, sinks, advance, round } = await observed(registersWithHoles(), [1000, 1000, 5000]);
    slave.answer = () => undefined;
    const asked = (count: number) => () => slave.asked.length === count;
    await advance(1000, asked(1));
    // No answer to both: the first is tried alone.
    await advance(2000, asked(2));
    await round(2000, 2000);
    expect(sinks.map(({ heard }) => heard.at(-1))).toEqual(Array(3).fill("interrupted WOT_TIMEOUT"));
    await advance(2000, asked(3));
    await round(2000, 4000);
    slave.answer = registersWithHoles();
    slave.asked.length = 0;
    await advance(4000, () => sinks.every(({ heard }) => heard.at(-1) === "resumed"));
    expect(slave.ranges).toEqual(["3: 0+1", "3: 1+2"]);
  });

  it("are all read at once when the unit has answered somebody", async () => {
    const { slave, client, form, sinks, advance, round } = await observed(registersWithHoles(), [1000, 1000]);
    await slave.close();
    await round(1000, 2000);
    await slave.open(slave.port);
    await prepared(client, form(50, {}), "readproperty").request({ timeoutMs: 2000 });
    await advance(0, () => sinks.every(({ heard }) => heard.at(-1) === "resumed"));
    expect(slave.ranges).toEqual(["3: 50+1", "3: 0+2"]);
  });

  it("go on when one of them is refused", async () => {
    const { slave, sinks, round } = await observed(registersWithHoles(), [1000, 1000]);
    slave.answer = registersWithHoles([1]);
    await round(1000, 1000);
    expect(sinks[1]!.heard).toEqual(["0001", "interrupted WOT_REMOTE"]);
    slave.asked.length = 0;
    await round(1000, 1000);
    expect(slave.ranges).toEqual(["3: 0+1"]);
    expect(sinks[0]!.heard).toEqual(["0000"]);
  });

  it("end without a further question", async () => {
    const { slave, subscriptions, clock } = await observed(registersWithHoles(), [1000, 1000]);
    await Promise.all(subscriptions.map((each) => each.stop()));
    expect(clock.delays.filter((delay) => delay === 1000)).toEqual([]);
    expect(slave.asked).toEqual([]);
  });
});
