import { describeTestThing, fakeHost, RemoteThing, recordingSink, testThing } from "@thingwright/contract-tests";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type MqttVersion, mqttClient, mqttServer } from "../../src/index.js";
import { formRequest } from "../form-request.js";
import { rawClient } from "../raw-client.js";
import { findMosquitto, type Mosquitto, startMosquitto } from "./mosquitto.js";

const executable = findMosquitto();
const timeoutMs = 3000;
const base = "things/test-thing";
const json = (value: unknown) => ({ contentType: "application/json", body: Buffer.from(JSON.stringify(value)) });
const text = (content: { body: Uint8Array }) => Buffer.from(content.body).toString();

if (executable === undefined) {
  describe("MQTT over mosquitto", () => {
    it.skip("skipped: needs mosquitto", () => {});
  });
}

describe.runIf(executable !== undefined).each([5, 4] as const)("MQTT over mosquitto, version %i", (protocolVersion) => {
  let mosquitto: Mosquitto;
  beforeAll(async () => {
    mosquitto = await startMosquitto(executable!);
  });
  afterAll(() => mosquitto[Symbol.asyncDispose]());

  async function exposed(clientVersion: MqttVersion = protocolVersion) {
    const thing = testThing();
    const server = mqttServer({ broker: mosquitto.url, protocolVersion });
    const client = mqttClient({ protocolVersion: clientVersion });
    await server.start(fakeHost(thing));
    const forms = await server.expose(thing);
    const remote = new RemoteThing(describeTestThing(thing, forms), client, timeoutMs);
    const stop = async (): Promise<void> => {
      await client.stop();
      await server.stop();
    };
    return { thing, server, client, remote, stop };
  }

  it.each([4, 5] as const)("serves our client of version %i", async (clientVersion) => {
    const { thing, remote, stop } = await exposed(clientVersion);
    const sink = recordingSink();
    await remote.subscribe("observeproperty", "count", sink);
    await remote.request("writeproperty", "count", { content: json(3) });
    await sink.until(({ values }) => values.includes(3), "3", timeoutMs);
    expect(text(await remote.request("readproperty", "count"))).toBe("3");
    expect(text(await remote.request("invokeaction", "echo", { content: json("ü") }))).toBe('"ü"');
    await expect(remote.request("invokeaction", "fail")).rejects.toMatchObject({ status: "409" });
    expect(thing.calls.of("invokeaction", "echo")).toHaveLength(1);
    await stop();
  });

  it("is understood by mosquitto_pub and mosquitto_sub", async () => {
    const { thing, stop } = await exposed();
    await mosquitto.pub("-t", `${base}/properties/count/set`, "-m", "42", "-q", "1");
    await thing.calls.until("writeproperty", "count", 1, timeoutMs);
    const values = await mosquitto.sub("-t", `${base}/properties/count`, "-C", "1", "-W", "3");
    expect(values.trim()).toBe("42");
    const errors = mosquitto.sub("-t", `${base}/errors`, "-t", `${base}/status`, "-C", "2", "-W", "3");
    await mosquitto.pub(
      "-t",
      `${base}/properties/count/set`,
      "-m",
      "{",
      "-q",
      "1",
      "--repeat",
      "3",
      "--repeat-delay",
      "0.2",
    );
    expect(await errors).toContain("WOT_DATA_SYNTAX");
    await stop();
  });

  it("reads what mosquitto_pub has retained", async () => {
    await mosquitto.pub("-t", "foreign/x", "-m", "7", "-r", "-q", "1");
    await using client = mqttClient();
    const prepared = client.prepare(formRequest("readproperty", { href: mosquitto.url, "mqv:filter": "foreign/+" }));
    if ("refused" in prepared) throw new TypeError(prepared.refused);
    expect(text(await prepared.request({ timeoutMs }))).toBe("7");
  });

  it("ends observations when the Thing is withdrawn", async () => {
    const { thing, server, remote, stop } = await exposed();
    const sink = recordingSink();
    await remote.subscribe("observeproperty", "count", sink);
    await server.withdraw(thing.id);
    await sink.until(({ ended }) => ended, "the end", timeoutMs);
    await stop();
  });
});

describe.runIf(executable !== undefined)("MQTT 5 over mosquitto", () => {
  let mosquitto: Mosquitto;
  beforeAll(async () => {
    mosquitto = await startMosquitto(executable!);
  });
  afterAll(() => mosquitto[Symbol.asyncDispose]());

  it("answers anybody's request on its Response Topic, with its Correlation Data", async () => {
    const thing = testThing();
    await using server = mqttServer({ broker: mosquitto.url });
    await server.start(fakeHost(thing));
    await server.expose(thing);
    await using anybody = await rawClient(mosquitto.url, 5);
    await anybody.listen("my/answers");
    const properties = { responseTopic: "my/answers", correlationData: Buffer.from("17") };
    await anybody.publish(`${base}/actions/echo`, '{"a":1}', { properties });
    const ok = await anybody.first("my/answers");
    expect(ok.text).toBe('{"a":1}');
    expect(ok.packet.properties).toMatchObject({
      contentType: "application/json",
      userProperties: { outcome: "result" },
    });
    expect(ok.packet.properties?.correlationData?.toString()).toBe("17");
    await anybody.publish(`${base}/properties/count/set`, '"x"', { properties });
    await anybody.untilCount("my/answers", 2);
    await anybody.listen(`${base}/errors`);
    const spoof = { responseTopic: `${base}/properties/count`, correlationData: Buffer.from("1") };
    await anybody.publish(`${base}/actions/echo`, "666", { properties: spoof });
    expect((await anybody.first(`${base}/errors`)).text).toContain("WOT_BAD_REQUEST");
    const failed = anybody.on("my/answers").at(-1)!;
    expect(failed.packet.properties?.contentType).toBe("application/problem+json");
  });

  it("asks anybody's device for the output of an action", async () => {
    await using device = await rawClient(mosquitto.url, 5);
    await using client = mqttClient();
    await device.listen("device/add");
    const answering = device.first("device/add").then(({ packet }) => {
      const { responseTopic, correlationData } = packet.properties ?? {};
      return device.publish(responseTopic!, "3", { properties: { correlationData: correlationData! } });
    });
    const form = { href: mosquitto.url, "mqv:topic": "device/add" };
    const prepared = client.prepare(formRequest("invokeaction", form, { action: { output: { type: "integer" } } }));
    if ("refused" in prepared) throw new TypeError(prepared.refused);
    expect(text(await prepared.request({ timeoutMs, content: json([1, 2]) }))).toBe("3");
    await answering;
  });
});
