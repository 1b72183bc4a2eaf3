import { systemClock } from "@thingwright/contracts";
import { describe, expect, it } from "vitest";
import { BrokerConnection } from "../../src/connection/broker-connection.js";
import { Deadline } from "../../src/connection/deadline.js";
import { noDeadline, type Settle } from "../../src/connection/outgoing.js";
import { connectionOptions } from "../connection-options.js";
import { rawClient } from "../raw-client.js";
import { tcpProxy } from "../tcp-proxy.js";
import { findMosquitto, type Mosquitto, startMosquitto } from "./mosquitto.js";
import { News, SurvivalScene } from "./survival-scene.js";

const executable = findMosquitto();
const timeoutMs = 50_000;
const count = 10_000;
/** Coarse: most of it is what the tests themselves keep. */
const maxHeapGrowthBytes = 800_000_000;

if (executable === undefined) {
  describe("What survives a broker", () => {
    it.skip("skipped: needs mosquitto", () => {});
  });
}

/** Its state is saved with every hundredth change, or never. */
function start(saves: boolean): Promise<Mosquitto> {
  const settings = ["max_inflight_messages 200", "max_queued_messages 20000"];
  if (saves) settings.push("autosave_interval 100");
  return startMosquitto(executable!, { persistence: saves, settings });
}

async function killAndStart({ broker }: Mosquitto): Promise<void> {
  await broker.kill();
  await broker.start();
}

const numbers = (size: number): readonly number[] => Array.from({ length: size }, (_, index) => index);
const sorted = (values: Iterable<number>): readonly number[] => [...values].sort((one, other) => one - other);

describe.runIf(executable !== undefined).each([
  [5, true],
  [5, false],
  [4, true],
  [4, false],
] as const)(
  "Kill -9 of a mosquitto amid 10 000 writes and events, version %i, saving: %s",
  (protocolVersion, saves) => {
    it("leaves each write carried out once and answered, each event heard in order, and the gap told", async () => {
      await using mosquitto = await start(saves);
      const { url } = mosquitto;
      const losesUnsaved = protocolVersion === 5 && saves;
      const addresses = { serverUrl: url, clientUrl: url };
      await using scene = await SurvivalScene.open({ ...addresses, protocolVersion, timeoutMs, losesUnsaved });
      const heapBytes = process.memoryUsage().heapUsed;
      let mostHeapBytes = heapBytes;
      let killed: Promise<void> | undefined;
      await scene.run(count, (written) => {
        if (written % 100 === 0) mostHeapBytes = Math.max(mostHeapBytes, process.memoryUsage().heapUsed);
        if (written === count * 0.3) killed = killAndStart(mosquitto);
      });
      await killed;
      expect(sorted(scene.taken)).toEqual(numbers(count));
      expect([scene.news.gaps, scene.news.disorder]).toEqual([["interrupted", "resumed"], []]);
      const wasResumed = /Sending CONNACK to tw-\S+ \(1, 0\)/.test(mosquitto.broker.log);
      expect(wasResumed).toBe(losesUnsaved);
      expect(mostHeapBytes - heapBytes).toBeLessThan(maxHeapGrowthBytes);
    });
  },
);

/** @param acknowledged - called in the very moment */
function acknowledgement(sender: BrokerConnection, value: number, acknowledged: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle: Settle = (error) => {
      if (error !== undefined) return void reject(error);
      acknowledged();
      resolve();
    };
    const message = { topic: "set", payload: Buffer.from(`${value}`), qos: 1 as const, retain: false };
    if (sender.send(message, { untilMs: noDeadline, settle }) === undefined)
      reject(new RangeError("the queue is full"));
  });
}

describe.runIf(executable !== undefined)("Kill -9 of a mosquitto amid 10 000 messages that nobody answers", () => {
  it("loses none but what it had acknowledged and not saved, and the queue keeps within its bound", async () => {
    await using mosquitto = await start(true);
    const more = { clock: systemClock, minReconnectDelayMs: 20, maxReconnectDelayMs: 200, maxQueuedMessages: 300 };
    const device = new BrokerConnection(connectionOptions(mosquitto.url, { ...more, clientId: "device" }));
    const acknowledged = new Set<number>();
    let unsure: ReadonlySet<number> = new Set();
    const options = connectionOptions(mosquitto.url, { ...more, clientId: "sender" });
    const sender = new BrokerConnection(options, { lost: () => (unsure = new Set(acknowledged)) });
    const news = new News();
    {
      using deadline = new Deadline(systemClock, { timeoutMs }, () => "no subscription");
      await device.listen(["set"], 1, news.listener, deadline);
    }
    let next = 0;
    let mostQueued = 0;
    let killed: Promise<void> | undefined;
    const writer = async (): Promise<void> => {
      for (let value = next++; value < count; value = next++) {
        await acknowledgement(sender, value, () => {
          acknowledged.add(value);
          if (acknowledged.size === count * 0.3) killed = killAndStart(mosquitto);
        });
        mostQueued = Math.max(mostQueued, sender.queued.messages);
      }
    };
    await Promise.all(Array.from({ length: 250 }, writer));
    await killed;
    expect(acknowledged.size).toBe(count);
    const must = numbers(count).filter((value) => !unsure.has(value));
    await news.until(({ seen }) => must.every((value) => seen.has(value)), "all others", timeoutMs);
    expect(news.gaps).toEqual(["interrupted", "resumed"]);
    expect(mostQueued).toBeLessThanOrEqual(300);
    expect(sender.queued).toEqual({ messages: 0, bytes: 0, inFlight: 0 });
    await Promise.all([device.close(), sender.close()]);
  });
});

describe.runIf(executable !== undefined)("A session at mosquitto", () => {
  const more = { clock: systemClock, minReconnectDelayMs: 20, maxReconnectDelayMs: 200 };

  async function listening(url: string, clientId: string, protocolVersion: 4 | 5, qos: 1 | 2 = 1) {
    const connection = new BrokerConnection(connectionOptions(url, { ...more, clientId, protocolVersion }));
    const news = new News();
    using deadline = new Deadline(systemClock, { timeoutMs }, () => "no subscription");
    await connection.listen(["n"], qos, news.listener, deadline);
    return { connection, news };
  }

  it.each([
    [5, [0, 1, 2, 3]],
    [4, [0, 3]],
  ] as const)("has what came while the connection was lost, version %i: %j", async (protocolVersion, heard) => {
    await using mosquitto = await start(false);
    const proxy = await tcpProxy(mosquitto.port);
    const { connection, news } = await listening(`mqtt://127.0.0.1:${proxy.port}`, "device", protocolVersion);
    await using anybody = await rawClient(mosquitto.url);
    await anybody.publish("n", "0");
    await news.until(({ seen }) => seen.has(0), "0", timeoutMs);
    const mend = proxy.cut();
    await mosquitto.broker.untilLogged("Client device closed its connection");
    for (const text of ["1", "2"]) await anybody.publish("n", text);
    mend();
    await news.until(({ gaps }) => gaps.includes("resumed"), "that it goes on", timeoutMs);
    await anybody.publish("n", "3");
    await news.until(({ seen }) => seen.has(3), "3", timeoutMs);
    expect([...news.seen]).toEqual(heard);
    await connection.close();
    await proxy.close();
  });

  it("has each message of QoS 2 arrive exactly once, both ways, however often the connections are lost", async () => {
    await using mosquitto = await start(false);
    const proxy = await tcpProxy(mosquitto.port);
    const url = `mqtt://127.0.0.1:${proxy.port}`;
    const { connection, news } = await listening(url, "device", 5, 2);
    const sender = new BrokerConnection(connectionOptions(url, { ...more, clientId: "sender" }));
    using deadline = new Deadline(systemClock, { timeoutMs }, () => "late");
    await sender.open(deadline);
    const sent = numbers(500).map((value) =>
      sender.publish({ topic: "n", payload: Buffer.from(`${value}`), qos: 2, retain: false }, deadline),
    );
    for (const size of [50, 200, 350]) {
      await news.until(({ seen }) => seen.size >= size, `${size} messages`, timeoutMs);
      proxy.cut()();
    }
    await Promise.all(sent);
    await news.until(({ seen }) => seen.size === 500, "all messages", timeoutMs);
    expect(news.heard).toEqual(numbers(500));
    expect(news.gaps.length).toBeGreaterThanOrEqual(2);
    await Promise.all([connection.close(), sender.close()]);
    await proxy.close();
  });

  it("is left to nobody but its owner: two with one client id go on under others, and do not fight", async () => {
    await using mosquitto = await start(false);
    const first = await listening(mosquitto.url, "the-same-client", 5);
    const second = await listening(mosquitto.url, "the-same-client", 5);
    await first.news.until(({ gaps }) => gaps.includes("resumed"), "that the first goes on", timeoutMs);
    await using anybody = await rawClient(mosquitto.url);
    await anybody.publish("n", "0");
    for (const { news } of [first, second]) await news.until(({ seen }) => seen.has(0), "0", timeoutMs);
    expect(first.connection.clientId).not.toBe(second.connection.clientId);
    expect(mosquitto.broker.log.match(/New client connected from \S+ as the-sam/g)).toHaveLength(4);
    await Promise.all([first, second].map(({ connection }) => connection.close()));
  });
});
