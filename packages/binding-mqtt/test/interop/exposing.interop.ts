import { fakeHost, testThing } from "@thingwright/contract-tests";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mqttVocabulary } from "../../src/form/mqtt-vocabulary.js";
import { mqttServer } from "../../src/index.js";
import { hostileNames, playThing } from "../play-thing.js";
import { rawClient } from "../raw-client.js";
import { tcpProxy } from "../tcp-proxy.js";
import { findMosquitto, type Mosquitto, startMosquitto } from "./mosquitto.js";

const executable = findMosquitto();
const patienceMs = 5000;
const base = "things/test-thing";

if (executable === undefined) {
  describe("Exposing through mosquitto", () => {
    it.skip("skipped: needs mosquitto", () => {});
  });
}

describe.runIf(executable !== undefined).each([5, 4] as const)(
  "Exposing through mosquitto, version %i",
  (protocolVersion) => {
    let mosquitto: Mosquitto;
    beforeAll(async () => {
      mosquitto = await startMosquitto(executable!);
    });
    afterAll(() => mosquitto[Symbol.asyncDispose]());

    it.each(hostileNames)("works for any name of the Thing: %s", async (_, slug) => {
      await using server = mqttServer({ broker: mosquitto.url, protocolVersion });
      await using anybody = await rawClient(mosquitto.url);
      await playThing(server, anybody, testThing({ slug }), patienceMs);
    });

    it("delivers events with the QoS that their document declares", async () => {
      const thing = testThing();
      thing.event("tick").terms.set(`${mqttVocabulary}qos`, "2");
      await using server = mqttServer({ broker: mosquitto.url, protocolVersion });
      await server.start(fakeHost(thing));
      await server.expose(thing);
      await using anybody = await rawClient(mosquitto.url);
      await anybody.listenAt(2, `${base}/events/+`);
      thing.event("tick").emit(1);
      thing.event("alarm").emit(2);
      expect((await anybody.first(`${base}/events/tick`)).packet.qos).toBe(2);
      expect((await anybody.first(`${base}/events/alarm`)).packet.qos).toBe(0);
    });

    it("is taken over by the next process before the will of the last one is out", async () => {
      const proxy = await tcpProxy(mosquitto.port);
      const limits = { minReconnectDelayMs: 20, willDelaySeconds: 1 };
      const lost = mqttServer({ broker: `mqtt://127.0.0.1:${proxy.port}`, protocolVersion, limits });
      await lost.start(fakeHost());
      proxy.cut();
      await using next = mqttServer({ broker: mosquitto.url, protocolVersion });
      await next.start(fakeHost());
      await using anybody = await rawClient(mosquitto.url);
      await anybody.listen("things/status");
      await anybody.publish("things/status", "offline", { retain: true });
      await anybody.until("things/status", "offline");
      const corrected = () => anybody.on("things/status").at(-1)?.text === "online";
      await expect.poll(corrected, { timeout: patienceMs }).toBe(true);
      await lost.stop();
      await proxy.close();
    });
  },
);

describe.runIf(executable !== undefined)("Exposing through mosquitto with MQTT 5", () => {
  let mosquitto: Mosquitto;
  beforeAll(async () => {
    mosquitto = await startMosquitto(executable!);
  });
  afterAll(() => mosquitto[Symbol.asyncDispose]());

  it("is not said to be offline over a hiccup, and is over a longer one", async () => {
    const proxy = await tcpProxy(mosquitto.port);
    const limits = { minReconnectDelayMs: 20, maxReconnectDelayMs: 50, willDelaySeconds: 1 };
    await using server = mqttServer({ broker: `mqtt://127.0.0.1:${proxy.port}`, protocolVersion: 5, limits });
    await server.start(fakeHost());
    await using anybody = await rawClient(mosquitto.url);
    await anybody.listen("things/status");
    await anybody.until("things/status", "online");
    proxy.cut()();
    await anybody.untilCount("things/status", 2);
    const mend = proxy.cut();
    await anybody.until("things/status", "offline");
    mend();
    await anybody.untilCount("things/status", 4);
    expect(anybody.on("things/status").map(({ text }) => text)).toEqual(["online", "online", "offline", "online"]);
    await server.stop();
    await anybody.untilCount("things/status", 5);
    expect(anybody.on("things/status").at(-1)?.text).toBe("offline");
    await proxy.close();
  });

  it("answers a command again that comes again with its Response Topic and Correlation Data", async () => {
    const thing = testThing();
    await using server = mqttServer({ broker: mosquitto.url });
    await server.start(fakeHost(thing));
    await server.expose(thing);
    await using anybody = await rawClient(mosquitto.url, 5);
    await anybody.listen("my/answers");
    const ask = (id: string) => {
      const properties = { responseTopic: "my/answers", correlationData: Buffer.from(id) };
      return anybody.publish(`${base}/actions/echo`, "7", { properties });
    };
    for (const id of ["1", "1", "2"]) await ask(id);
    await anybody.untilCount("my/answers", 3);
    const ids = anybody.on("my/answers").map(({ packet }) => packet.properties?.correlationData?.toString());
    expect(ids).toEqual(["1", "1", "2"]);
    expect(thing.calls.of("invokeaction", "echo")).toHaveLength(2);
  });
});

describe.runIf(executable !== undefined)("Exposing through a mosquitto with access control", () => {
  const acl = [
    "user server",
    "topic readwrite things/#",
    "user clerk",
    "topic read things/#",
    "topic write things/+/properties/+/set",
    "topic write things/+/actions/+",
    "topic write things/+/requests/#",
  ];
  let mosquitto: Mosquitto;
  beforeAll(async () => {
    mosquitto = await startMosquitto(executable!, { users: { server: "s", clerk: "c" }, acl });
  });
  afterAll(() => mosquitto[Symbol.asyncDispose]());

  it.each([{ subscriptions: "server" }, { subscriptions: "thing" }, { sharedGroup: "g" }] as const)(
    "takes what clients may write, and nobody speaks for a Thing: %j",
    async (options) => {
      const thing = testThing();
      const user = { name: "server", password: "s" };
      await using server = mqttServer({ broker: mosquitto.url, user, ...options });
      await server.start(fakeHost(thing));
      await server.expose(thing);
      await using clerk = await rawClient(mosquitto.url.replace("//", "//clerk:c@"));
      await clerk.listen(`${base}/properties/count`, `${base}/replies/clerk/+/+`, `${base}/status`);
      await clerk.until(`${base}/status`, "online");
      await clerk.publish(`${base}/properties/count`, "666", { retain: true });
      await clerk.publish(`${base}/status`, "offline", { retain: true });
      await clerk.publish(`${base}/properties/count/set`, "42");
      await clerk.until(`${base}/properties/count`, "42");
      await clerk.publish(`${base}/requests/clerk/1/actions/echo/invoke`, "7");
      expect((await clerk.first(`${base}/replies/clerk/1/result`)).text).toBe("7");
      expect(clerk.heard.map(({ text }) => text)).not.toContain("666");
      expect(clerk.heard.map(({ text }) => text)).not.toContain("offline");
    },
  );

  it("does not start a group that may not have its topics", async () => {
    const user = { name: "clerk", password: "c" };
    const limits = { connectTimeoutMs: 1000 };
    const server = mqttServer({ broker: mosquitto.url, user, sharedGroup: "g", prefix: "elsewhere", limits });
    await expect(server.start(fakeHost(testThing()))).rejects.toMatchObject({
      code: "WOT_ARGUMENT",
      message: expect.stringContaining("or not those to elsewhere/probe-"),
    });
  });
});
