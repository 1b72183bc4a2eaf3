import { FakeClock, recordingSink, within } from "@thingwright/contract-tests";
import type { ClientBinding, FormRequest, PreparedForm } from "@thingwright/contracts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mqttClient } from "../../../src/index.js";
import { formRequest, thingRequest } from "../../form-request.js";
import { ScriptedBroker } from "../../scripted-broker.js";

const clock = new FakeClock();
const timeoutMs = 60_000;

let broker: ScriptedBroker;
let client: ClientBinding;

beforeEach(async () => {
  broker = await ScriptedBroker.start();
  client = mqttClient({ clock, protocolVersion: 5 });
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

const text = (content: { body: Uint8Array }) => Buffer.from(content.body).toString();

/** The outcome of `request` once its subscription is acknowledged and `ms` have passed. */
async function after<T>(ms: number, request: Promise<T>, subscription = 0): Promise<T> {
  request.catch(() => {});
  await broker.nth("subscribe", subscription);
  // The timer is set when the acknowledgement has arrived, which no test hears of.
  const done = request.finally(() => clearInterval(moving));
  const moving = setInterval(() => void clock.advance(ms), 5);
  return within(done, "an outcome", 3000);
}

describe("Reading a topic with nothing retained", () => {
  it("fails two seconds after the acknowledgement, and names the topic", async () => {
    const form = prepare(formRequest("readproperty", { href: broker.url, "mqv:filter": "d/none" }));
    await expect(after(2000, form.request({ timeoutMs }))).rejects.toMatchObject({
      code: "WOT_REMOTE",
      status: "nothing retained",
      message: expect.stringContaining("nothing is retained on d/none"),
    });
    await broker.nth("unsubscribe", 0);
  });

  it("takes a value that is published in the meantime", async () => {
    const form = prepare(formRequest("readproperty", { href: broker.url, "mqv:filter": "d/x" }));
    const reading = form.request({ timeoutMs });
    await broker.nth("subscribe", 0);
    broker.link.publish("d/x", "7");
    expect(text(await reading)).toBe("7");
  });

  it("waits for the next value as long as the exchange may take, where the Form says that none is retained", async () => {
    const request = formRequest("readproperty", { href: broker.url, "mqv:filter": "d/x", "mqv:retain": false });
    const reading = prepare(request).request({ timeoutMs });
    await broker.nth("subscribe", 0);
    await clock.advance(30_000);
    broker.link.publish("d/x", "7");
    expect(text(await reading)).toBe("7");
  });

  it("passes over a message without a payload, which takes a value back", async () => {
    const form = prepare(formRequest("readproperty", { href: broker.url, "mqv:filter": "d/x" }));
    const reading = form.request({ timeoutMs });
    await broker.nth("subscribe", 0);
    broker.link.publish("d/x", "");
    broker.link.publish("d/x", "8");
    expect(text(await reading)).toBe("8");
  });
});

describe("Reading all properties by a wildcard", () => {
  const form = () => ({ href: broker.url, "mqv:filter": "d/+" });

  it("resolves as soon as all that can be read have come", async () => {
    const reading = prepare(thingRequest("readallproperties", form())).request({ timeoutMs });
    await broker.nth("subscribe", 0);
    broker.link.publish("d/b", "2", { retain: true });
    broker.link.publish("d/unknown", "3", { retain: true });
    broker.link.publish("d/a", "1", { retain: true });
    expect(JSON.parse(text(await reading))).toEqual({ a: 1, b: 2 });
  });

  it("has those that have come after a while", async () => {
    broker.script = (packet, link) => {
      if (packet.cmd === "subscribe") link.publish("d/b", "2", { retain: true });
      return false;
    };
    const reading = prepare(thingRequest("readallproperties", form())).request({ timeoutMs });
    expect(JSON.parse(text(await after(2000, reading)))).toEqual({ b: 2 });
  });

  it("fails when nothing has come, and when a value is no JSON", async () => {
    const read = () => prepare(thingRequest("readallproperties", form())).request({ timeoutMs });
    await expect(after(2000, read())).rejects.toMatchObject({ status: "nothing retained" });
    const reading = read();
    await broker.nth("subscribe", 1);
    broker.link.publish("d/a", "{oops", { retain: true });
    await expect(reading).rejects.toMatchObject({
      code: "WOT_DATA_SYNTAX",
      message: "the payload on d/a is no JSON",
    });
  });

  it("asks for those that are named, where several are read", async () => {
    const request = thingRequest("readmultipleproperties", { ...form(), href: `${broker.url}/{?names*}` });
    const reading = prepare(request).request({ timeoutMs, variables: { names: ["b"] } });
    await broker.nth("subscribe", 0);
    broker.link.publish("d/a", "1", { retain: true });
    broker.link.publish("d/b", "2", { retain: true });
    expect(JSON.parse(text(await reading))).toEqual({ b: 2 });
  });

  it("takes one message for all, on a filter without wildcards", async () => {
    const reading = prepare(thingRequest("readallproperties", { ...form(), "mqv:filter": "d/all" }));
    const reply = reading.request({ timeoutMs });
    await broker.nth("subscribe", 0);
    broker.link.publish("d/all", '{"a":1,"b":2}', { retain: true });
    expect(JSON.parse(text(await reply))).toEqual({ a: 1, b: 2 });
  });
});

describe("Observers of a wildcard", () => {
  it("are not told again what the broker repeats for another one", async () => {
    broker.script = (packet, link) => {
      if (packet.cmd !== "subscribe") return false;
      const { subscriptionIdentifier } = packet.properties as { subscriptionIdentifier: number };
      for (const topic of ["d/a", "d/b"]) {
        link.publish(topic, "1", { retain: true, properties: { subscriptionIdentifier } });
      }
      return false;
    };
    const form = { href: broker.url, "mqv:filter": "d/+" };
    const [early, late] = [recordingSink(), recordingSink()];
    await prepare(formRequest("observeproperty", form)).subscribe({ timeoutMs }, early);
    await early.until(({ values }) => values.length === 2, "both", 3000);
    await prepare(formRequest("observeproperty", form)).subscribe({ timeoutMs }, late);
    await late.until(({ values }) => values.length === 2, "both", 3000);
    expect(early.values).toEqual([1, 1]);
  });
});
