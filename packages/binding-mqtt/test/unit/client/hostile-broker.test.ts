import { recordingSink } from "@thingwright/contract-tests";
import type { ClientBinding, FormRequest, PreparedForm } from "@thingwright/contracts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mqttClient } from "../../../src/index.js";
import { formRequest, thingRequest } from "../../form-request.js";
import { ScriptedBroker } from "../../scripted-broker.js";

const timeoutMs = 3000;

let broker: ScriptedBroker;
let client: ClientBinding;

beforeEach(async () => {
  broker = await ScriptedBroker.start();
  client = mqttClient({
    protocolVersion: 5,
    limits: { minReconnectDelayMs: 1, maxReconnectDelayMs: 2, maxBodyBytes: 5000 },
  });
});

afterEach(async () => {
  await client.stop();
  await broker[Symbol.asyncDispose]();
});

function prepare(request: FormRequest): PreparedForm {
  const prepared = client.prepare(request);
  if ("refused" in prepared) throw new TypeError(prepared.refused);
  return prepared;
}

const json = (value: unknown) => ({ contentType: "application/json", body: Buffer.from(JSON.stringify(value)) });

/** Another Thing on the same connection: what a test does to the connection must not matter to it. */
async function bystander() {
  const sink = recordingSink();
  const form = formRequest("observeproperty", { href: broker.url, "mqv:filter": "bystander/x" });
  await prepare(form).subscribe({ timeoutMs }, sink);
  return {
    sink,
    /** Resolves when the connection was lost and is there again. */
    resumes: () => sink.until((heard) => heard.heard("resumed"), "a new connection", timeoutMs),
    async hears(text: string): Promise<void> {
      broker.link.publish("bystander/x", JSON.stringify(text));
      await sink.until(({ values }) => values.includes(text), text, timeoutMs);
    },
  };
}

const write = (topic = "d/x") =>
  prepare(formRequest("writeproperty", { href: broker.url, "mqv:topic": topic })).request({
    timeoutMs,
    content: json(1),
  });

/** A PUBLISH with QoS 0 and these bytes for a topic, as MQTT 5. */
function publishBytes(topic: Uint8Array, properties: Uint8Array, payload: Uint8Array): Uint8Array {
  const rest = Buffer.concat([Buffer.of(topic.length >> 8, topic.length & 0xff), topic, properties, payload]);
  if (rest.length > 127) throw new RangeError("longer packets have no length here");
  return Buffer.concat([Buffer.of(0x30, rest.length), rest]);
}

describe("A client at a broker that sends what nobody expects", () => {
  it.each([
    ["PUBACK", { cmd: "puback", messageId: 999 }],
    ["PUBREC", { cmd: "pubrec", messageId: 999 }],
    ["PUBREL", { cmd: "pubrel", messageId: 999 }],
    ["PUBCOMP", { cmd: "pubcomp", messageId: 999 }],
    ["SUBACK", { cmd: "suback", messageId: 999, granted: [0] }],
    ["UNSUBACK", { cmd: "unsuback", messageId: 999, granted: [0] }],
    ["PINGRESP", { cmd: "pingresp" }],
  ] as const)("is not moved by a %s for nothing", async (_, packet) => {
    const other = await bystander();
    broker.link.send(packet as never);
    await write();
    await other.hears("still here");
    expect(other.sink.heard("interrupted")).toBe(false);
  });

  it("fails a message that has an acknowledgement of another kind, and connects again", async () => {
    const other = await bystander();
    broker.script = (packet, link) => {
      if (packet.cmd !== "publish" || packet.topic !== "d/bad") return false;
      link.send({ cmd: "suback", messageId: packet.messageId!, granted: [0] });
      return true;
    };
    await expect(write("d/bad")).rejects.toMatchObject({ code: "WOT_NETWORK" });
    await other.resumes();
    await write("d/good");
    await other.hears("still here");
  });

  it.each([[[]], [[0, 0, 0]]])(
    "fails a subscription whose SUBACK has the codes %j, and connects again",
    async (granted) => {
      const other = await bystander();
      broker.script = (packet, link) => {
        if (packet.cmd !== "subscribe" || packet.subscriptions[0]?.topic !== "d/bad") return false;
        const id = packet.messageId!;
        link.sendBytes(Buffer.of(0x90, 3 + granted.length, id >> 8, id & 0xff, 0, ...granted));
        return true;
      };
      const observing = prepare(formRequest("observeproperty", { href: broker.url, "mqv:filter": "d/bad" }));
      await expect(observing.subscribe({ timeoutMs }, recordingSink())).rejects.toMatchObject({ code: "WOT_NETWORK" });
      await other.resumes();
      await other.hears("back");
    },
  );

  it.each([
    ["a packet of a reserved type", Buffer.of(0xf5, 0x00)],
    ["a remaining length without end", Buffer.of(0x30, 0xff, 0xff, 0xff, 0xff, 0xff)],
    ["a PUBLISH with QoS 3", Buffer.of(0x36, 0x05, 0x00, 0x01, 0x61, 0x00, 0x01)],
    ["a topic longer than its packet", Buffer.of(0x30, 0x04, 0x00, 0xff, 0x61, 0x00)],
    ["a Topic Alias of 0", publishBytes(Buffer.from(""), Buffer.of(3, 0x23, 0, 0), Buffer.from("1"))],
    [
      "a Topic Alias that was not agreed on",
      publishBytes(Buffer.from("a"), Buffer.of(3, 0x23, 0, 99), Buffer.from("1")),
    ],
    ["an unknown property", publishBytes(Buffer.from("a"), Buffer.of(2, 0x7f, 0), Buffer.from("1"))],
    ["a PUBREL without identifier", Buffer.of(0x62, 0x00)],
    ["a PUBREL with half an identifier", Buffer.of(0x62, 0x01, 0x01)],
    ["a PUBLISH with QoS 1 and no identifier", Buffer.of(0x32, 0x03, 0x00, 0x01, 0x61)],
    ["a PUBLISH with QoS 2 and half an identifier", Buffer.of(0x34, 0x04, 0x00, 0x01, 0x61, 0xff)],
    ["a second CONNACK", Buffer.of(0x20, 0x03, 0x00, 0x87, 0x00)],
    ["a packet over the limit that is no PUBLISH", Buffer.of(0x90, 0xff, 0xff, 0xff, 0x7f, 0, 1)],
    ["DISCONNECT", Buffer.of(0xe0, 0x02, 0x8b, 0x00)],
  ])("goes on with a new connection after %s", async (_, bytes) => {
    const other = await bystander();
    broker.link.sendBytes(bytes);
    await other.resumes();
    await write();
    await other.hears("still here");
    expect(other.sink.ended).toBe(false);
  });

  it("says why the broker has disconnected", async () => {
    const other = await bystander();
    broker.link.send({ cmd: "disconnect", reasonCode: 0x8b, properties: { reasonString: "back at noon" } });
    await other.resumes();
    expect(other.sink.calls.find(({ kind }) => kind === "interrupted")).toMatchObject({
      error: { message: expect.stringContaining("reason 0x8b: back at noon") },
    });
  });

  it("gives up at once on a broker whose first word is no CONNACK", async () => {
    broker.script = (packet, link) => {
      if (packet.cmd === "connect") link.sendBytes(Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n"));
      return packet.cmd === "connect";
    };
    await expect(write()).rejects.toMatchObject({ code: "WOT_NETWORK" });
  });
});

describe("A client that is sent hostile messages", () => {
  const everything = async () => {
    const sink = recordingSink();
    const form = formRequest("subscribeevent", { href: broker.url, "mqv:filter": "#" });
    await prepare(form).subscribe({ timeoutMs }, sink);
    return sink;
  };

  it.each([
    ["no UTF-8 for a topic", Buffer.of(0xc3, 0x28, 0xff), Buffer.from("1")],
    ["a NUL in the topic", Buffer.from("a\0b"), Buffer.from("1")],
    ["half a surrogate pair in the topic", Buffer.of(0xed, 0xa0, 0x80), Buffer.from("1")],
    ["an empty topic", Buffer.from(""), Buffer.from("1")],
    ["wildcards in the topic", Buffer.from("+/#"), Buffer.from("1")],
    ["no UTF-8 for a payload", Buffer.from("e/x"), Buffer.of(0xff, 0xfe)],
    ["a payload that says to be UTF-8 and is not", Buffer.from("e/x"), Buffer.of(0xc3)],
  ])("hands on or leaves out %s, and hears the next one", async (_, topic, payload) => {
    const other = await bystander();
    const sink = await everything();
    broker.link.sendBytes(publishBytes(topic, Buffer.of(2, 0x01, 0x01), payload));
    broker.link.publish("e/next", '"next"');
    await sink.until(({ contents }) => contents.some(({ body }) => String(body) === '"next"'), "next", timeoutMs);
    await other.hears("still here");
    expect(other.sink.heard("interrupted")).toBe(false);
  });

  it("finds listeners of topics as long and as deep as they can be", async () => {
    const sink = await everything();
    broker.link.publish("x".repeat(65_535), "1");
    broker.link.publish("/".repeat(65_535), "2");
    await sink.until(({ values }) => values.length === 2, "both", timeoutMs);
    expect(sink.values).toEqual([1, 2]);
  });

  it("keeps $ topics from wildcards at the first level, and hears them where they are asked for", async () => {
    const sink = await everything();
    const system = recordingSink();
    const form = formRequest("observeproperty", { href: broker.url, "mqv:filter": "$SYS/#" });
    await prepare(form).subscribe({ timeoutMs }, system);
    broker.link.publish("$SYS/broker/uptime", "7");
    broker.link.publish("e", "1");
    await system.until(({ values }) => values.length === 1, "the system's value", timeoutMs);
    await sink.until(({ values }) => values.includes(1), "the event", timeoutMs);
    expect([sink.values, system.values]).toEqual([[1], [7]]);
  });

  it("tells the reader of a payload over the limit, and nobody else", async () => {
    const other = await bystander();
    const reading = prepare(formRequest("readproperty", { href: broker.url, "mqv:filter": "d/x" })).request({
      timeoutMs,
    });
    await broker.nth("subscribe", 1);
    broker.link.publish("d/x", "x".repeat(1_000_000), { retain: true, qos: 1, messageId: 5 });
    await expect(reading).rejects.toMatchObject({ family: "ProtocolError" });
    // It must not stay in flight at the broker.
    expect((await broker.nth("puback", 0)).messageId).toBe(5);
    await other.hears("still here");
    expect(other.sink.heard("interrupted")).toBe(false);
  });

  it("tells observers of a gap where a payload over the limit was left out, those that come later as well", async () => {
    const observe = async () => {
      const sink = recordingSink();
      const form = formRequest("observeproperty", { href: broker.url, "mqv:filter": "d/x" });
      await prepare(form).subscribe({ timeoutMs }, sink);
      return sink;
    };
    const early = await observe();
    broker.link.publish("d/x", "x".repeat(5001), { retain: true });
    await early.until((sink) => sink.heard("resumed"), "the gap", timeoutMs);
    const late = await observe();
    const reading = prepare(formRequest("readproperty", { href: broker.url, "mqv:filter": "d/x" }));
    await expect(reading.request({ timeoutMs })).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
    broker.link.publish("d/x", "2");
    for (const sink of [early, late]) {
      await sink.until(({ values }) => values.includes(2), "the next value", timeoutMs);
      expect(sink.calls.map(({ kind }) => kind)).toEqual(["interrupted", "resumed", "next"]);
      expect(sink.calls[0]).toMatchObject({ error: { message: expect.stringContaining("5001 bytes on d/x") } });
    }
  });

  it("misses none of all properties for a message over the limit that is none of them", async () => {
    broker.script = (packet, link) => {
      if (packet.cmd !== "subscribe") return false;
      link.publish("d/log", "x".repeat(5001), { retain: true });
      for (const name of ["a", "b"]) link.publish(`d/${name}`, "1", { retain: true });
      return false;
    };
    const all = prepare(thingRequest("readallproperties", { href: broker.url, "mqv:filter": "d/+" }));
    expect(JSON.parse(String((await all.request({ timeoutMs })).body))).toEqual({ a: 1, b: 1 });
  });

  it("hands what a device has retained to whoever reads and observes, garbage or not, for them to judge", async () => {
    broker.script = (packet, link) => {
      if (packet.cmd === "subscribe") link.publish("d/x", "{oops", { retain: true });
      return false;
    };
    const sink = recordingSink();
    const form = { href: broker.url, "mqv:filter": "d/x" };
    await prepare(formRequest("observeproperty", form)).subscribe({ timeoutMs }, sink);
    await sink.until(({ contents }) => contents.length === 1, "the garbage", timeoutMs);
    const reply = await prepare(formRequest("readproperty", form)).request({ timeoutMs });
    expect(Buffer.from(reply.body).toString()).toBe("{oops");
    broker.link.publish("d/x", "2");
    await sink.until(({ contents }) => String(contents.at(-1)?.body) === "2", "the next value", timeoutMs);
    expect(sink.ended).toBe(false);
  });
});

describe("An action with an output, answered with garbage", () => {
  const invoke = async (payload: string | Buffer, properties: object) => {
    const action = { output: { type: "integer" } };
    const request = formRequest("invokeaction", { href: broker.url, "mqv:topic": "d/act" }, { action });
    const invoking = prepare(request).request({ timeoutMs });
    invoking.catch(() => {});
    const asked = (await broker.nth("publish", 0)).properties as { responseTopic: string; correlationData: Buffer };
    broker.link.publish(asked.responseTopic, "stray", { properties: { correlationData: Buffer.from("stray") } });
    broker.link.publish(`${asked.responseTopic}0`, "stray");
    broker.link.publish(asked.responseTopic, payload, {
      properties: { correlationData: asked.correlationData, ...properties },
    });
    return invoking;
  };

  it.each(["", "{oops", "[1]", "null", '{"status":"x","title":7,"detail":[]}', '{"status":99999}', '{"status":-1}'])(
    "rejects with a refusal for problem details %j",
    async (payload) => {
      await expect(invoke(payload, { contentType: "application/problem+json" })).rejects.toMatchObject({
        family: "RemoteError",
      });
    },
  );

  it("hands on what is no problem details, and passes over answers to somebody else", async () => {
    expect(String((await invoke("{oops", {})).body)).toBe("{oops");
  });
});

describe("An action with an output, answered without the correlation", () => {
  it("has its answer by the topic, which is for this request alone", async () => {
    const request = formRequest(
      "invokeaction",
      { href: broker.url, "mqv:topic": "d/act" },
      { action: { output: { type: "integer" } } },
    );
    const invoking = [1, 2].map(() => prepare(request).request({ timeoutMs }));
    for (const [index, text] of ["second", "first"].entries()) {
      const { properties } = await broker.nth("publish", 1 - index);
      broker.link.publish(properties!.responseTopic!, text);
    }
    expect((await Promise.all(invoking)).map(({ body }) => String(body))).toEqual(["first", "second"]);
  });
});

describe("A client that is told to publish where it must not", () => {
  it.each([
    ["$SYS/x", "$SYS"],
    ["$share/g/x", "$share"],
    ["a\0b", "NUL"],
    ["\ud800", "well-formed"],
    ["x".repeat(65_536), "65535"],
    ["/".repeat(100), "levels"],
    ["a/+", "wildcards"],
  ])("refuses the topic %j before anything is sent", (topic, reason) => {
    const request = formRequest("writeproperty", { href: "mqtt://broker.example", "mqv:topic": topic });
    expect(client.prepare(request)).toEqual({ refused: expect.stringContaining(reason) });
  });
});
