import { recordingSink } from "@thingwright/contract-tests";
import type { ClientBinding, FormRequest, PreparedForm } from "@thingwright/contracts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type EmbeddedBroker, embeddedBroker, mqttClient } from "../../../src/index.js";
import { formRequest } from "../../form-request.js";
import { type RawClient, rawClient } from "../../raw-client.js";
import { tcpProxy } from "../../tcp-proxy.js";

const timeoutMs = 3000;

let broker: EmbeddedBroker;
let client: ClientBinding;
let device: RawClient;

beforeEach(async () => {
  broker = await embeddedBroker({ port: 0 });
  client = mqttClient({ limits: { minReconnectDelayMs: 5, maxBodyBytes: 1000 } });
  device = await rawClient(broker.url);
});

afterEach(async () => {
  await device[Symbol.asyncDispose]();
  await client.stop();
  await broker.close();
});

function prepare(request: FormRequest): PreparedForm {
  const prepared = client.prepare(request);
  if ("refused" in prepared) throw new TypeError(prepared.refused);
  return prepared;
}

const json = (value: unknown) => ({ contentType: "application/json", body: Buffer.from(JSON.stringify(value)) });
const text = (content: { body: Uint8Array }) => Buffer.from(content.body).toString();

describe("An MQTT client that reads a property", () => {
  it("takes the retained value of a filter", async () => {
    await device.publish("d/temperature", "21.5", { retain: true });
    const form = prepare(formRequest("readproperty", { href: broker.url, "mqv:filter": "d/temperature" }));
    expect(text(await form.request({ timeoutMs }))).toBe("21.5");
    expect(text(await form.request({ timeoutMs }))).toBe("21.5");
  });

  it("finds the topic in the path of older descriptions", async () => {
    await device.publish("my thing/properties/x", "1", { retain: true });
    const form = prepare(formRequest("readproperty", { href: `${broker.url}/my%20thing/properties/x` }));
    expect(text(await form.request({ timeoutMs }))).toBe("1");
  });

  it("says what is missing when there is no value", async () => {
    const form = prepare(formRequest("readproperty", { href: broker.url, "mqv:filter": "d/none" }));
    await expect(form.request({ timeoutMs: 50 })).rejects.toMatchObject({
      family: "TimeoutError",
      message: "no retained value on d/none",
    });
  });

  it("refuses a value over its limit with a clear word, and keeps its connection", async () => {
    await device.publish("d/big", "x".repeat(300_000), { retain: true });
    await device.publish("d/medium", "x".repeat(1001), { retain: true });
    await device.publish("d/small", "1", { retain: true });
    for (const topic of ["d/big", "d/medium"]) {
      const form = prepare(formRequest("readproperty", { href: broker.url, "mqv:filter": topic }));
      await expect(form.request({ timeoutMs })).rejects.toMatchObject({
        family: "ProtocolError",
        message: expect.stringContaining("maxBodyBytes"),
      });
    }
    const form = prepare(formRequest("readproperty", { href: broker.url, "mqv:filter": "d/small" }));
    expect(text(await form.request({ timeoutMs }))).toBe("1");
  });

  it("has the value at once while somebody observes it", async () => {
    await device.publish("d/x", "1", { retain: true });
    const sink = recordingSink();
    const form = { href: broker.url, "mqv:filter": "d/x" };
    await prepare(formRequest("observeproperty", form)).subscribe({ timeoutMs }, sink);
    await device.publish("d/x", "2");
    await sink.until(({ values }) => values.includes(2), "2", timeoutMs);
    expect(text(await prepare(formRequest("readproperty", form)).request({ timeoutMs }))).toBe("2");
    expect(sink.values).toEqual([1, 2]);
  });
});

describe("An MQTT client that writes and invokes", () => {
  it("publishes to the topic, retained when the Form says so", async () => {
    await device.listen("d/#");
    const write = { href: broker.url, "mqv:topic": "d/x", "mqv:retain": true };
    await prepare(formRequest("writeproperty", write)).request({ timeoutMs, content: json(7) });
    await prepare(formRequest("invokeaction", { href: `${broker.url}/d/reset` })).request({ timeoutMs });
    expect((await device.first("d/x")).text).toBe("7");
    expect((await device.first("d/reset")).text).toBe("");
    await using late = await rawClient(broker.url);
    await late.listen("d/#");
    await late.until("d/x", "7");
    expect(late.on("d/reset")).toEqual([]);
  });

  it("fills the variables of a topic", async () => {
    await device.listen("d/#");
    const form = prepare(formRequest("writeproperty", { href: `${broker.url}/{?room}`, "mqv:topic": "d/{room}/x" }));
    await form.request({ timeoutMs, content: json(1), variables: { room: "hall" } });
    await device.first("d/hall/x");
    const intrusion = form.request({ timeoutMs, content: json(1), variables: { room: "../#" } });
    await expect(intrusion).rejects.toMatchObject({ family: "DataSchemaError" });
  });
});

describe("An MQTT client that subscribes", () => {
  it("hears several filters, and no retained event", async () => {
    await device.publish("e/1", '"old"', { retain: true });
    const sink = recordingSink();
    const form = prepare(formRequest("subscribeevent", { href: broker.url, "mqv:filter": ["e/+", "f/#"] }));
    const subscription = await form.subscribe({ timeoutMs }, sink);
    await device.publish("e/1", '"new"');
    await device.publish("f/a/b", '"deep"');
    await sink.until(({ values }) => values.length >= 2, "two events", timeoutMs);
    expect(sink.values).toEqual(["new", "deep"]);
    await subscription.stop();
  });

  it("goes on after the connection was lost, and hears what it has missed of a state", async () => {
    const proxy = await tcpProxy(broker.port);
    const sink = recordingSink();
    const href = `mqtt://127.0.0.1:${proxy.port}`;
    await prepare(formRequest("observeproperty", { href, "mqv:filter": "d/x" })).subscribe({ timeoutMs }, sink);
    const mend = proxy.cut();
    await sink.until(() => sink.heard("interrupted"), "interrupted", timeoutMs);
    await device.publish("d/x", "1", { retain: true });
    mend();
    await sink.until(() => sink.heard("resumed"), "resumed", timeoutMs);
    await sink.until(({ values }) => values.includes(1), "the missed value", timeoutMs);
    await client.stop();
    expect(sink.heard("error")).toBe(true);
    await proxy.close();
  });
});

describe("An MQTT client that prepares a Form", () => {
  const href = "mqtt://broker.example";

  it.each([
    ["readproperty", { href }, "topic filter"],
    ["writeproperty", { href, "mqv:topic": "a/+" }, "wildcards"],
    ["writeproperty", { href: "http://x/y" }, "no address of a broker"],
    ["observeproperty", { href, "mqv:filter": "a/#/b" }, "last level"],
    ["observeproperty", { href, "mqv:topic": "a", "mqv:controlPacket": "publish" }, "cannot be done by publish"],
    ["invokeaction", { href, "mqv:topic": "a", "mqv:controlPacket": "subscribe" }, "cannot be done by subscribe"],
    ["queryaction", { href, "mqv:topic": "a" }, "MQTT has no answer"],
    ["readproperty", { href, "mqv:topic": "a", "mqv:controlPacket": "publish" }, "MQTT has no answer"],
  ] as const)("refuses %s with %j", (operation, form, reason) => {
    expect(client.prepare(formRequest(operation, form))).toEqual({ refused: expect.stringContaining(reason) });
  });

  it("refuses credentials that MQTT cannot carry", () => {
    const authenticator = { carriers: ["headers"] as const, authenticate: () => ({}) };
    const request = formRequest("writeproperty", { href, "mqv:topic": "a" }, { authenticator });
    expect(client.prepare(request)).toEqual({ refused: expect.stringContaining("headers") });
  });
});

describe("The user of an MQTT connection", () => {
  const authenticator = (password: string) => ({
    carriers: ["user"] as const,
    authenticate: () => ({ user: { name: "ann", password } }),
  });

  it("is the one that the Form's credentials name, and a refusal is a CredentialsError", async () => {
    await using guarded = await embeddedBroker({ port: 0, authenticate: ({ user }) => user?.password === "secret" });
    const form = { href: guarded.url, "mqv:topic": "a" };
    const good = prepare(formRequest("writeproperty", form, { authenticator: authenticator("secret") }));
    await good.request({ timeoutMs, content: json(1) });
    const bad = prepare(formRequest("writeproperty", form, { authenticator: authenticator("guess") }));
    await expect(bad.request({ timeoutMs, content: json(1) })).rejects.toMatchObject({ family: "CredentialsError" });
    const none = prepare(formRequest("writeproperty", form));
    await expect(none.request({ timeoutMs, content: json(1) })).rejects.toMatchObject({ family: "CredentialsError" });
  });

  it("is asked for again when a subscription gets its connection back, and the new one is shared from then on", async () => {
    let password = "first";
    const connected: string[] = [];
    await using guarded = await embeddedBroker({
      port: 0,
      authenticate: ({ user }) => {
        connected.push(String(user?.password));
        return user?.password === password;
      },
    });
    const proxy = await tcpProxy(guarded.port);
    const sink = recordingSink();
    const rotating = {
      carriers: ["user"] as const,
      authenticate: () => ({ user: { name: "ann", password } }),
    };
    const form = { href: `mqtt://127.0.0.1:${proxy.port}`, "mqv:topic": "a" };
    const observe = prepare(formRequest("observeproperty", form, { authenticator: rotating }));
    await observe.subscribe({ timeoutMs }, sink);
    const mend = proxy.cut();
    await sink.until(() => sink.heard("interrupted"), "interrupted", timeoutMs);
    password = "second";
    mend();
    await sink.until(() => sink.heard("resumed"), "resumed", timeoutMs);
    const write = prepare(formRequest("writeproperty", form, { authenticator: rotating }));
    await write.request({ timeoutMs, content: json(1) });
    const outdated = prepare(formRequest("writeproperty", form, { authenticator: authenticator("first") }));
    await expect(outdated.request({ timeoutMs, content: json(1) })).rejects.toMatchObject({
      family: "CredentialsError",
    });
    expect(connected.slice(0, 2)).toEqual(["first", "second"]);
    expect(connected.filter((each) => each === "second")).toHaveLength(1);
    await client.stop();
    await proxy.close();
  });
});
