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
  client = mqttClient({ protocolVersion: 5 });
});

afterEach(async () => {
  await client.stop();
  await broker[Symbol.asyncDispose]();
});

function prepare(request: FormRequest, by: ClientBinding = client): PreparedForm {
  const prepared = by.prepare(request);
  if ("refused" in prepared) throw new TypeError(prepared.refused);
  return prepared;
}

const content = (text: string, contentType = "application/json") => ({ contentType, body: Buffer.from(text) });

describe("A message of MQTT 5", () => {
  const form = (more: object = {}) => ({ href: broker.url, "mqv:topic": "d/x", ...more });

  it.each([
    ["application/json", true],
    ["application/td+json", true],
    ["text/plain", true],
    ["text/plain; charset=iso-8859-1", undefined],
    ["application/octet-stream", undefined],
  ])("of the type %s has it, and the indicator of UTF-8 as %j", async (contentType, payloadFormatIndicator) => {
    await prepare(formRequest("writeproperty", form())).request({ timeoutMs, content: content("1", contentType) });
    const { properties } = await broker.nth("publish", 0);
    expect([properties?.contentType, properties?.payloadFormatIndicator]).toEqual([
      contentType,
      payloadFormatIndicator,
    ]);
  });

  it("expires when the Form says so, and else not, when nobody waits for an answer", async () => {
    const write = (more: object) =>
      prepare(formRequest("writeproperty", form(more))).request({ timeoutMs, content: content("1") });
    await write({ "tw:messageExpirySeconds": 20 });
    await write({});
    const expiries = broker.all("publish").map(({ properties }) => properties?.messageExpiryInterval);
    expect(expiries).toEqual([20, undefined]);
  });

  it("expires with the patience of whoever waits for its answer", async () => {
    const request = formRequest("invokeaction", form(), { action: { output: { type: "integer" } } });
    const invoking = prepare(request).request({ timeoutMs: 2500, content: content("1") });
    const { properties } = await broker.nth("publish", 0);
    expect(properties?.messageExpiryInterval).toBe(3);
    const { responseTopic, correlationData } = properties as { responseTopic: string; correlationData: Buffer };
    broker.link.publish(responseTopic, "42", { properties: { correlationData } });
    expect(Buffer.from((await invoking).body).toString()).toBe("42");
  });

  it("has the user properties of the Form, with variables", async () => {
    const properties = { "tw:userProperties": { tenant: "acme", room: "{room}", tags: ["a", "b"] } };
    const write = prepare(formRequest("writeproperty", { ...form(properties), href: `${broker.url}/{?room}` }));
    await write.request({ timeoutMs, content: content("1"), variables: { room: "hall" } });
    const { userProperties } = (await broker.nth("publish", 0)).properties as { userProperties: object };
    expect({ ...userProperties }).toEqual({ tenant: "acme", room: "hall", tags: ["a", "b"] });
  });

  it("tells the content type of a value, which goes before that of the Form", async () => {
    const sink = recordingSink();
    const observe = prepare(formRequest("observeproperty", { href: broker.url, "mqv:filter": "d/x" }));
    await observe.subscribe({ timeoutMs }, sink);
    broker.link.publish("d/x", "1", { properties: { contentType: "application/cbor" } });
    await sink.until(({ contents }) => contents.length === 1, "a value", timeoutMs);
    expect(sink.contents[0]?.contentType).toBe("application/cbor");
  });

  it.each([
    [0x10, undefined],
    [0x87, "CredentialsError"],
    [0x90, "RemoteError"],
    [0x97, "RemoteError"],
  ])("that the broker acknowledges with 0x%s rejects with %s", async (reasonCode, family) => {
    broker.script = (packet, link) => {
      if (packet.cmd !== "publish") return false;
      link.send({ cmd: "puback", messageId: packet.messageId!, reasonCode });
      return true;
    };
    const writing = prepare(formRequest("writeproperty", form())).request({ timeoutMs, content: content("1") });
    if (family === undefined) await writing;
    else await expect(writing).rejects.toMatchObject({ family });
  });

  it.each([
    [{ "tw:messageExpirySeconds": -1 }, "tw:messageExpirySeconds"],
    [{ "tw:messageExpirySeconds": "soon" }, "tw:messageExpirySeconds"],
    [{ "tw:userProperties": { a: 1 } }, "tw:userProperties"],
    [{ "tw:userProperties": ["a"] }, "tw:userProperties"],
  ])("is not published by a Form with %j", (terms, name) => {
    const prepared = client.prepare(formRequest("writeproperty", form(terms)));
    expect(prepared).toEqual({ refused: expect.stringContaining(name) });
  });
});

describe("A group of clients", () => {
  it("shares events and not properties, and leaves filters that are shared already", async () => {
    await using worker = mqttClient({ protocolVersion: 5, sharedGroup: "workers" });
    const event = (filter: string) => formRequest("subscribeevent", { href: broker.url, "mqv:filter": filter });
    const sink = recordingSink();
    await prepare(event("e/x"), worker).subscribe({ timeoutMs }, sink);
    await prepare(event("$share/others/e/y"), worker).subscribe({ timeoutMs }, sink);
    await prepare(thingRequest("subscribeallevents", { href: broker.url, "mqv:filter": "all/+" }), worker).subscribe(
      { timeoutMs },
      sink,
    );
    const property = formRequest("observeproperty", { href: broker.url, "mqv:filter": "d/x" });
    await prepare(property, worker).subscribe({ timeoutMs }, sink);
    const filters = broker.all("subscribe").flatMap(({ subscriptions }) => subscriptions.map(({ topic }) => topic));
    expect(filters).toEqual(["$share/workers/e/x", "$share/others/e/y", "$share/workers/all/+", "d/x"]);
    broker.link.publish("e/x", '"first"');
    broker.link.publish("all/e", '"second"');
    await sink.until(({ values }) => values.length === 2, "two events", timeoutMs);
    expect(sink.values).toEqual(["first", { e: "second" }]);
  });

  it.each(["", "a/b", "+", "#"])("is not named %j", (sharedGroup) => {
    expect(() => mqttClient({ sharedGroup })).toThrow(expect.objectContaining({ code: "WOT_ARGUMENT" }));
  });
});
