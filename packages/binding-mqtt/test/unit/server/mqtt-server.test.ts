import { fakeHost, type TestThing, testThing } from "@thingwright/contract-tests";
import { RequestError } from "@thingwright/errors";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type EmbeddedBroker, embeddedBroker, mqttServer } from "../../../src/index.js";
import { type RawClient, rawClient } from "../../raw-client.js";

const base = "things/test-thing";
const patienceMs = 3000;

let broker: EmbeddedBroker;
let server: ReturnType<typeof mqttServer>;
let thing: TestThing;
let anybody: RawClient;

beforeEach(async () => {
  broker = await embeddedBroker({ port: 0 });
  server = mqttServer({ broker, limits: { maxBodyBytes: 10_000 } });
  thing = testThing();
  await server.start(fakeHost(thing));
  await server.expose(thing);
  anybody = await rawClient(broker.url);
});

afterEach(async () => {
  thing.property("slow").gate?.open();
  await anybody[Symbol.asyncDispose]();
  await server.stop();
  await broker.close();
});

const errorOf = (text: string) => JSON.parse(text) as Record<string, unknown>;

describe("An MQTT server", () => {
  it("retains the value of every property that can be read", async () => {
    await anybody.listen(`${base}/properties/+`);
    await anybody.until(`${base}/properties/count`, "0");
    await anybody.until(`${base}/properties/name`, '"lamp"');
    expect(anybody.on(`${base}/properties/count`)[0]?.packet.retain).toBe(true);
    expect(anybody.on(`${base}/properties/secretInput`)).toEqual([]);
    expect(anybody.on(`${base}/properties/scaled`)).toEqual([]);
  });

  it("says that server and Thing are there, and that they have gone", async () => {
    await anybody.listen("things/status", `${base}/status`);
    await anybody.until("things/status", "online");
    await anybody.until(`${base}/status`, "online");
    await server.stop();
    await anybody.until("things/status", "offline");
    await anybody.until(`${base}/status`, "offline");
  });

  it("takes a plain message for the value of a property, and publishes the change", async () => {
    await anybody.listen(`${base}/properties/count`, `${base}/errors`);
    await anybody.publish(`${base}/properties/count/set`, "42");
    await anybody.until(`${base}/properties/count`, "42");
    expect(thing.property("count").value).toBe(42);
    expect(anybody.on(`${base}/errors`)).toEqual([]);
  });

  it("publishes a property that cannot be observed after it was written", async () => {
    await anybody.listen(`${base}/properties/name`);
    await anybody.publish(`${base}/properties/name/set`, '"bulb"');
    await anybody.until(`${base}/properties/name`, '"bulb"');
  });

  it("reads a property anew when it is asked to", async () => {
    await anybody.listen(`${base}/properties/name`);
    await anybody.until(`${base}/properties/name`, '"lamp"');
    thing.property("name").value = "changed in silence";
    await anybody.publish(`${base}/properties/name/get`, "");
    await anybody.until(`${base}/properties/name`, '"changed in silence"');
  });

  it("invokes an action at a plain message", async () => {
    await anybody.publish(`${base}/actions/echo`, '{"level":5}');
    await thing.calls.until("invokeaction", "echo", 1, patienceMs);
    const { content } = thing.calls.of("invokeaction", "echo")[0]!.request;
    expect(Buffer.from(content!.body).toString()).toBe('{"level":5}');
  });

  it("answers a request on its reply topic", async () => {
    await anybody.listen(`${base}/replies/me/+/+`);
    await anybody.publish(`${base}/requests/me/1/actions/echo/invoke`, "7");
    expect((await anybody.first(`${base}/replies/me/1/result`)).text).toBe("7");
    await anybody.publish(`${base}/requests/me/2/actions/fail/invoke`, "7");
    const { text } = await anybody.first(`${base}/replies/me/2/error`);
    expect(errorOf(text)).toMatchObject({ code: "WOT_CONFLICT", status: 409, detail: "the oven door is open" });
  });

  it.each([
    ["properties/count/set", "{", "WOT_DATA_SYNTAX"],
    ["properties/count/set", "", "WOT_DATA_SYNTAX"],
    ["properties/count/set", '"many"', "WOT_DATA_INVALID"],
    ["properties/sealed/set", '"x"', "WOT_OPERATION"],
    ["properties/secretInput/get", "", "WOT_OPERATION"],
    ["properties/absent/set", "1", "WOT_NOT_FOUND"],
    ["properties/__proto__/set", "1", "WOT_NOT_FOUND"],
    ["actions/constructor", "1", "WOT_NOT_FOUND"],
    ["actions/~ZZ", "1", "WOT_NOT_FOUND"],
    ["actions/fail", "1", "WOT_CONFLICT"],
    ["requests/x", "1", "WOT_NOT_FOUND"],
    ["properties/count/set", "x".repeat(10_001), "WOT_TOO_LARGE"],
    ["properties/count/set", "x".repeat(500_000), "WOT_TOO_LARGE"],
  ])("tells the Thing's topic for errors what is wrong with %s, and serves on", async (path, payload, code) => {
    await anybody.listen(`${base}/errors`, `${base}/properties/count`);
    await anybody.publish(`${base}/${path}`, payload);
    const { text, packet } = await anybody.first(`${base}/errors`);
    expect(errorOf(text)).toMatchObject({ code, topic: `${base}/${path}` });
    expect(packet.retain).toBe(false);
    await anybody.publish(`${base}/properties/count/set`, "1");
    await anybody.until(`${base}/properties/count`, "1");
  });

  it("is not moved by what others publish on its topics for values", async () => {
    for (const topic of ["properties/count", "events/tick", "status", "errors", "replies/a/b/result"]) {
      await anybody.publish(`${base}/${topic}`, "garbage", { retain: true });
    }
    await anybody.listen(`${base}/properties/count`);
    await anybody.publish(`${base}/properties/count/set`, "5");
    await anybody.until(`${base}/properties/count`, "5");
  });

  it.each(["server", "thing"] as const)(
    "does not carry out commands that a broker has retained, with subscriptions of the %s",
    async (subscriptions) => {
      await anybody.publish("late/test-thing/actions/echo", "1", { retain: true });
      await anybody.publish("late/test-thing/properties/count/set", "9", { retain: true });
      await using late = mqttServer({ broker, prefix: "late", subscriptions });
      const own = testThing();
      await late.start(fakeHost(own));
      await late.expose(own);
      await anybody.publish("late/test-thing/actions/void", "");
      await own.calls.until("invokeaction", "void", 1, patienceMs);
      expect(own.calls.of("invokeaction", "echo")).toEqual([]);
      expect(own.property("count").value).toBe(0);
    },
  );

  it("takes its retained values back when a Thing is withdrawn", async () => {
    await server.withdraw(thing.id);
    await anybody.listen(`${base}/#`, "marker");
    await anybody.publish("marker", "x");
    await anybody.until("marker", "x");
    expect(anybody.heard.map(({ topic }) => topic)).toEqual([`${base}/status`, "marker"]);
  });

  it("refuses commands beyond its limit, and answers the others", async () => {
    const narrow = mqttServer({ broker, prefix: "narrow", limits: { maxPendingRequests: 1 } });
    const busy = testThing();
    await narrow.start(fakeHost(busy));
    await narrow.expose(busy);
    await anybody.listen("narrow/test-thing/replies/me/+/+");
    await anybody.publish("narrow/test-thing/requests/me/1/properties/slow/get", "");
    await busy.calls.until("readproperty", "slow", 2, patienceMs);
    await anybody.publish("narrow/test-thing/requests/me/2/properties/name/get", "");
    const { text } = await anybody.first("narrow/test-thing/replies/me/2/error");
    expect(errorOf(text).code).toBe("WOT_TOO_MANY");
    busy.property("slow").gate?.open();
    expect((await anybody.first("narrow/test-thing/replies/me/1/result")).text).toBe('"at last"');
    await narrow.stop();
  });

  it("carries out a flood of commands in order, with one answer each", async () => {
    await anybody.listen(`${base}/replies/me/+/+`, "marker");
    const numbers = Array.from({ length: 300 }, (_, index) => index);
    await Promise.all(numbers.map((n) => anybody.publish(`${base}/requests/me/${n}/actions/echo/invoke`, String(n))));
    await anybody.first(`${base}/replies/me/299/result`);
    const answers = anybody.heard.filter(({ topic }) => topic.endsWith("/result")).map(({ text }) => Number(text));
    expect(answers).toEqual(numbers);
  });

  it("publishes events, and does not retain them", async () => {
    await anybody.listen(`${base}/events/tick`);
    thing.event("tick").emit("tock");
    const { text, packet } = await anybody.first(`${base}/events/tick`);
    expect([text, packet.retain]).toEqual(['"tock"', false]);
  });

  it("tells nobody of its own faults", async () => {
    thing.action("fail").failure = new TypeError("password hunter2");
    await anybody.listen(`${base}/errors`);
    await anybody.publish(`${base}/actions/fail`, "");
    const { text } = await anybody.first(`${base}/errors`);
    expect(text).not.toContain("hunter2");
    thing.action("fail").failure = new RequestError("WOT_CONFLICT", "x");
  });
});

describe("The options of an MQTT server", () => {
  it.each([
    { prefix: "" },
    { prefix: "a/" },
    { prefix: "a/+/b" },
    { prefix: "$SYS" },
    { broker: "http://x" },
    { broker: "mqtt://h/topic" },
    { limits: { maxBodyBytes: 0 } },
    { limits: { handlerTimeoutMs: Number.NaN } },
    { port: 65_536 },
  ])("are refused at once when they are unusable: %j", (options) => {
    expect(() => mqttServer(options)).toThrow(/must be|is no address/);
  });

  it("say whether others can reach it", () => {
    expect(mqttServer().isPublic).toBe(false);
    expect(mqttServer({ address: "0.0.0.0", advertise: "all" }).isPublic).toBe(true);
    expect(mqttServer({ broker: "mqtt://broker.example" }).isPublic).toBe(true);
  });
});
