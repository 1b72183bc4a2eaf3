import { jsonContent, jsonOf, recordingSink, textOf } from "@thingwright/contract-tests";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MqttVersion } from "../../src/index.js";
import { patienceMs, Scene } from "../suite/scene.js";
import { findMosquitto, type Mosquitto, startMosquitto } from "./mosquitto.js";

const executable = findMosquitto();
const timeoutMs = patienceMs;
/** Ends a client that has waited in vain. */
const patience = ["-W", String(patienceMs / 1000)];

describe.runIf(executable === undefined)("mosquitto's clients", () => {
  it.skip("skipped: needs mosquitto and its clients", () => {});
});

describe.runIf(executable !== undefined).each([5, 4] as const)(
  "mosquitto's clients, our side with version %i",
  (version) => {
    let mosquitto: Mosquitto;
    beforeAll(async () => {
      mosquitto = await startMosquitto(executable!);
    });
    afterAll(() => mosquitto[Symbol.asyncDispose]());
    const open = () => Scene.open(setupOf(version, mosquitto), { ...mosquitto, crash: () => mosquitto.broker.kill() });

    it("share the broker with itself: what it says on $SYS is read like a property", async () => {
      await using scene = await open();
      const read = scene.prepare("readproperty", { "mqv:filter": "$SYS/broker/version" });
      expect(textOf(await read.request({ timeoutMs }))).toMatch(/^mosquitto version /);
    });

    describe("use an exposed Thing, where they", () => {
      it.each(["0", "1", "2"])("write a property at QoS %s and read it", async (qos) => {
        await using scene = await open();
        const { base } = await scene.exposed();
        const topic = `${base}/properties/count`;
        const observer = await scene.device();
        await observer.listen(topic);
        await mosquitto.pub("-t", `${topic}/set`, "-m", `4${qos}`, "-q", qos);
        await observer.until(topic, `4${qos}`);
        expect(await mosquitto.sub("-t", topic, "-F", "%p %r", "-C", "1", ...patience)).toBe(`4${qos} 1\n`);
      });

      it("observe a property and hear an event", async () => {
        await using scene = await open();
        const { thing, base } = await scene.exposed();
        const topics = ["-t", `${base}/properties/count`, "-t", `${base}/events/#`];
        const { lines } = await mosquitto.subscribed(...topics, "-R", "-v", "-C", "2", ...patience);
        thing.property("count").set(7);
        thing.event("tick").emit({ at: 1 });
        expect(await lines).toEqual([`${base}/properties/count 7`, `${base}/events/tick {"at":1}`]);
      });

      it("invoke an action, and see the error of one", async () => {
        await using scene = await open();
        const { thing, base } = await scene.exposed();
        await mosquitto.pub("-t", `${base}/actions/echo`, "-m", '{"to":1}', "-q", "1");
        await thing.calls.until("invokeaction", "echo", 1, patienceMs);
        const { lines } = await mosquitto.subscribed("-t", `${base}/errors`, "-C", "1", ...patience);
        await mosquitto.pub("-t", `${base}/actions/fail`, "-n", "-q", "1");
        const [problem] = await lines;
        expect(JSON.parse(problem!)).toMatchObject({ status: 409, topic: `${base}/actions/fail` });
      });

      it("ask for an output by the topics in the Form, in MQTT 3.1.1", async () => {
        await using scene = await open();
        const { base } = await scene.exposed();
        const request = `${base}/requests/me/1/actions/echo/invoke`;
        const result = ["-e", `${base}/replies/me/1/result`];
        const versions = ["-V", "311"];
        const answer = await mosquitto.rr(...versions, "-t", request, ...result, "-m", '"ü"', ...patience);
        expect(answer).toBe('"ü"\n');
      });

      it("see in its status whether it is there", async () => {
        await using scene = await open();
        const { thing, server, base } = await scene.exposed();
        expect(await mosquitto.sub("-t", `${base}/status`, "-C", "1", ...patience)).toBe("online\n");
        await server.withdraw(thing.id);
        expect(await mosquitto.sub("-t", `${base}/status`, "-C", "1", ...patience)).toBe("offline\n");
      });
    });

    describe("play a device, whose", () => {
      it("retained value is read", async () => {
        await using scene = await open();
        const topic = `${scene.prefix}/stat/t`;
        await mosquitto.pub("-t", topic, "-m", "21.5", "-r", "-q", "1");
        const read = scene.prepare("readproperty", { "mqv:filter": `${scene.prefix}/stat/+` });
        expect(jsonOf(await read.request({ timeoutMs }))).toBe(21.5);
      });

      it.each(["0", "1", "2"])("messages of QoS %s are observed", async (qos) => {
        await using scene = await open();
        const sink = recordingSink();
        const filters = [`${scene.prefix}/+/a`, `${scene.prefix}/b`];
        const form = scene.prepare("observeproperty", { "mqv:filter": filters, "mqv:qos": qos });
        await form.subscribe({ timeoutMs }, sink);
        await mosquitto.pub("-t", `${scene.prefix}/x/a`, "-m", "1", "-q", qos);
        await mosquitto.pub("-t", `${scene.prefix}/b`, "-m", "2", "-q", qos);
        await sink.until(({ values }) => values.includes(2), "2", patienceMs);
        expect(sink.values).toEqual([1, 2]);
      });

      it.each(["0", "1", "2"])("commands come at QoS %s", async (qos) => {
        await using scene = await open();
        const topic = `${scene.prefix}/cmnd/power`;
        const format = ["-F", "%t %q %r %p"];
        const { lines } = await mosquitto.subscribed("-t", topic, "-q", "2", ...format, "-C", "1", ...patience);
        const write = scene.prepare("writeproperty", { "mqv:topic": topic, "mqv:qos": qos });
        await write.request({ content: jsonContent("ON"), timeoutMs });
        expect(await lines).toEqual([`${topic} ${qos} 0 "ON"`]);
      });
    });
  },
);

describe.runIf(executable !== undefined)("mosquitto's clients with the properties of MQTT 5", () => {
  let mosquitto: Mosquitto;
  beforeAll(async () => {
    mosquitto = await startMosquitto(executable!);
  });
  afterAll(() => mosquitto[Symbol.asyncDispose]());
  const open = () => Scene.open(setupOf(5, mosquitto), { ...mosquitto, crash: () => mosquitto.broker.kill() });
  const v5 = ["-V", "mqttv5"];
  const publishing = (name: string, ...values: string[]) => ["-D", "publish", name, ...values];

  it("are answered on their Response Topic, with their Correlation Data, by an action", async () => {
    await using scene = await open();
    const { base } = await scene.exposed();
    const asks = ["-t", `${base}/actions/echo`, "-e", `${scene.prefix}-answers`, "-m", '{"a":1}'];
    const format = ["-F", "%D|%C|%P|%p"];
    const answer = await mosquitto.rr(...v5, ...asks, ...publishing("correlation-data", "17"), ...format, ...patience);
    expect(answer).toBe('17|application/json|outcome:result|{"a":1}\n');
  });

  it("are told as problem details why a write was refused", async () => {
    await using scene = await open();
    const { thing, base } = await scene.exposed();
    const asks = ["-t", `${base}/properties/count/set`, "-e", `${scene.prefix}-answers`, "-m", '"x"'];
    const [contentType, userProperties, problem] = (
      await mosquitto.rr(...v5, ...asks, "-F", "%C|%P|%p", ...patience)
    ).split("|");
    expect([contentType, userProperties]).toEqual(["application/problem+json", "outcome:error"]);
    expect(JSON.parse(problem!)).toMatchObject({ status: 400, code: "WOT_DATA_INVALID" });
    expect(thing.property("count").value).toBe(0);
  });

  it("may say the media type of what they write, and any user property", async () => {
    await using scene = await open();
    const { thing, base } = await scene.exposed();
    const properties = [...publishing("content-type", "text/plain"), ...publishing("user-property", "trace", "7")];
    await mosquitto.pub(...v5, "-t", `${base}/properties/note/set`, "-m", "as it is", "-q", "1", ...properties);
    await thing.calls.until("writeproperty", "note", 1, patienceMs);
    expect(thing.property("note").value).toBe("as it is");
  });

  it("must not have the server answer in the name of a Thing", async () => {
    await using scene = await open();
    const { base } = await scene.exposed();
    const { lines } = await mosquitto.subscribed("-t", `${base}/errors`, "-C", "1", ...patience);
    const spoof = publishing("response-topic", `${base}/properties/count`);
    await mosquitto.pub(...v5, "-t", `${base}/actions/echo`, "-m", "666", "-q", "1", ...spoof);
    expect((await lines)[0]).toContain("WOT_BAD_REQUEST");
  });

  it("hear the media type of values and events", async () => {
    await using scene = await open();
    const { thing, base } = await scene.exposed();
    const topics = ["-t", `${base}/properties/bytes`, "-t", `${base}/events/tick`];
    const { lines } = await mosquitto.subscribed(...v5, ...topics, "-F", "%t %C", "-C", "2", ...patience);
    thing.event("tick").emit(1);
    expect(await lines).toEqual([
      `${base}/properties/bytes application/octet-stream`,
      `${base}/events/tick application/json`,
    ]);
  });

  it("play a device that answers an action", async () => {
    await using scene = await open();
    const topic = `${scene.prefix}/add`;
    const { lines } = await mosquitto.subscribed(...v5, "-t", topic, "-F", "%R|%D|%C|%p", "-C", "1", ...patience);
    const answering = lines.then(([asked]) => {
      const [responseTopic, correlationData, contentType, payload] = asked!.split("|") as [
        string,
        string,
        string,
        string,
      ];
      expect([contentType, payload]).toEqual(["application/json", "[2,3]"]);
      const properties = publishing("correlation-data", correlationData);
      return mosquitto.pub(...v5, "-t", responseTopic, "-m", "5", "-q", "1", ...properties);
    });
    const action = { output: { type: "integer" } };
    const invoke = scene.prepare("invokeaction", { "mqv:topic": topic }, { action });
    const output = await invoke.request({ content: jsonContent([2, 3]), timeoutMs });
    await answering;
    expect(textOf(output)).toBe("5");
  });
});

const setupOf = (version: MqttVersion, { url }: Mosquitto) => ({
  name: url,
  start: () => Promise.reject(new TypeError("it runs already")),
  version,
  tries: [5] as const,
  takesQos2: true,
  takesFullStops: true,
});
