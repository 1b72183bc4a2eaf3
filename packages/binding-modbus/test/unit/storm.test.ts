import { afterEach, describe, expect, it } from "vitest";
import { modbusClient } from "../../src/index.js";
import { prepared, Sink } from "../fixture.js";
import { type Answer, type Asked, registersWithHoles, ScriptedSlave } from "../support/scripted-slave.js";

const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each[Symbol.asyncDispose]();
});

/** Numbers in [0, 1) that are the same in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe.each([false, true])("a client in a storm, over a serial line: %s", (isRtu) => {
  it("gets right values or errors, hangs nowhere, and all is well afterwards", async () => {
    const random = numbers(isRtu ? 7 : 3);
    const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!;
    const good = registersWithHoles([40]);
    let isStorm = true;
    const answers: ((asked: Asked) => Answer)[] = [
      good,
      good,
      good,
      () => undefined,
      ({ pdu }) => [pdu[0]! | 0x80, pick([1, 2, 3, 4, 6, 10, 11, 99])],
      ({ pdu }) => [pdu[0]!, 4, 1],
      ({ pdu }) => [pdu[0]! ^ 1, 2, 0, 0],
      () => ({ raw: Array.from({ length: 30 }, () => Math.floor(random() * 256)) }),
      () => {
        for (const socket of slave.sockets) socket.destroy();
        return undefined;
      },
    ];
    const slave = await ScriptedSlave.listen((asked) => (isStorm ? pick(answers)(asked) : good(asked)), { isRtu });
    const limits = { responseTimeoutMs: 20, maxSilentPauseMs: 5, maxPollingTimeMs: 20, rtuPauseMs: 0 };
    const client = modbusClient({ limits });
    open.push(client, slave);
    const form = (unitId: number, address: number) => ({
      href: `modbus+${isRtu ? "rtuovertcp" : "tcp"}://127.0.0.1:${slave.port}/${unitId}/${address}`,
      contentType: "application/octet-stream",
      "modv:entity": "HoldingRegister",
      "modv:zeroBasedAddressing": true,
      "modv:pollingTime": 10,
    });
    const read = async (unitId: number, address: number): Promise<number | string> => {
      const { body } = await prepared(client, form(unitId, address), "readproperty").request({ timeoutMs: 200 });
      return (body[0]! << 8) | body[1]!;
    };
    const sinks = [0, 1, 2].map(() => new Sink());
    const outcomes = new Map<string, number>();
    for (let round = 0; round < 25; round++) {
      const wanted = Array.from(
        { length: 12 },
        () => [1 + Math.floor(random() * 3), Math.floor(random() * 60)] as const,
      );
      await Promise.all(
        wanted.map(async ([unitId, address]) => {
          const outcome = await read(unitId, address).catch((error: { code: string }) => error.code);
          if (typeof outcome === "number") expect(outcome).toBe(address);
          const kind = typeof outcome === "number" ? "value" : outcome;
          outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1);
        }),
      );
      const observing = sinks.map((sink, index) =>
        prepared(client, form(index + 1, index), "observeproperty").subscribe({ timeoutMs: 200 }, sink),
      );
      for (const each of await Promise.allSettled(observing)) if (each.status === "fulfilled") await each.value.stop();
    }
    expect(
      [...outcomes.keys()].filter((kind) => !/^(?:value|WOT_(?:NETWORK|TIMEOUT|REMOTE|PROTOCOL))$/.test(kind)),
    ).toEqual([]);
    expect(outcomes.get("value")).toBeGreaterThan(20);
    isStorm = false;
    const calm = [1, 2, 3].flatMap((unitId) => [0, 5, 39, 41, 59].map((address) => [unitId, address] as const));
    let values: unknown[] = [];
    while (values.some((value) => typeof value !== "number") || values.length === 0) {
      values = await Promise.all(calm.map(([unitId, address]) => read(unitId, address).catch(() => undefined)));
    }
    expect(values).toEqual(calm.map(([, address]) => address));
  });
});
