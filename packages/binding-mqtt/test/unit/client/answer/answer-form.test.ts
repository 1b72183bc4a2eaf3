import type { ClientBinding, FormRequest, PreparedForm } from "@thingwright/contracts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type EmbeddedBroker, embeddedBroker, mqttClient } from "../../../../src/index.js";
import { formRequest } from "../../../form-request.js";
import { type RawClient, rawClient } from "../../../raw-client.js";

const timeoutMs = 3000;

let broker: EmbeddedBroker;
let client: ClientBinding;
let device: RawClient;

beforeEach(async () => {
  broker = await embeddedBroker({ port: 0 });
  client = mqttClient();
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

/** A device that publishes what `answer` makes of each message on `filter`. */
async function serve(
  filter: string,
  answer: (payload: string) => readonly (readonly [string, unknown])[],
): Promise<void> {
  await device.listen(filter);
  device.onMessage((_, payload) => {
    for (const [topic, value] of answer(payload)) {
      void device.publish(topic, typeof value === "string" ? value : JSON.stringify(value), { qos: 0 });
    }
  });
}

describe("A Form with tw:answerFilter", () => {
  const tasmota = (more: object = {}) => ({
    href: broker.url,
    contentType: "text/plain",
    "mqv:topic": "cmnd/plug/POWER",
    "tw:answerFilter": "stat/plug/POWER",
    ...more,
  });

  it("reads by asking, and does not take a retained message for the answer", async () => {
    await device.publish("stat/plug/POWER", "OLD", { retain: true });
    await serve("cmnd/plug/POWER", (payload) => [["stat/plug/POWER", payload === "" ? "ON" : payload]]);
    const form = prepare(formRequest("readproperty", tasmota()));
    expect(text(await form.request({ timeoutMs }))).toBe("ON");
  });

  it("confirms a write by the answer, without a value", async () => {
    await serve("cmnd/plug/POWER", (payload) => [["stat/plug/POWER", payload]]);
    const form = prepare(formRequest("writeproperty", tasmota()));
    const reply = await form.request({ timeoutMs, content: { contentType: "text/plain", body: Buffer.from("OFF") } });
    expect(reply.body).toHaveLength(0);
  });

  it("says where no answer came", async () => {
    const form = prepare(formRequest("readproperty", tasmota()));
    await expect(form.request({ timeoutMs: 30 })).rejects.toMatchObject({
      family: "TimeoutError",
      message: "no answer on stat/plug/POWER",
    });
  });

  it("takes the message that has the value, of all that come on a topic for everything", async () => {
    await serve("cmnd/plug/Dimmer", () => [
      ["stat/plug/RESULT", { POWER: "ON" }],
      ["stat/plug/RESULT", { Dimmer: 40 }],
    ]);
    const form = prepare(
      formRequest("readproperty", {
        href: broker.url,
        "mqv:topic": "cmnd/plug/Dimmer",
        "tw:answerFilter": "stat/plug/RESULT",
        "tw:answerValue": "/Dimmer",
      }),
    );
    expect(text(await form.request({ timeoutMs }))).toBe("40");
  });

  it("gives a payload that is no JSON as a DataSchemaError to who asked", async () => {
    await serve("cmnd/plug/Dimmer", () => [["stat/plug/RESULT", "{oops"]]);
    const terms = { "tw:answerFilter": "stat/plug/RESULT", "tw:answerValue": "/Dimmer" };
    const form = prepare(formRequest("readproperty", { href: broker.url, "mqv:topic": "cmnd/plug/Dimmer", ...terms }));
    await expect(form.request({ timeoutMs })).rejects.toMatchObject({ code: "WOT_DATA_SYNTAX" });
  });

  it("has requests take turns whose answers look the same", async () => {
    const served: string[] = [];
    await serve("cmnd/plug/POWER", (payload) => {
      served.push(payload);
      return [["stat/plug/POWER", payload]];
    });
    const form = prepare(formRequest("invokeaction", tasmota()));
    const content = (word: string) => ({ contentType: "text/plain", body: Buffer.from(word) });
    const words = ["ON", "OFF", "TOGGLE"];
    const replies = await Promise.all(words.map((word) => form.request({ timeoutMs, content: content(word) })));
    expect(replies.map(text)).toEqual(words);
    expect(served).toEqual(words);
  });
});

describe("A Form with members in request and answer", () => {
  const shelly = () => ({
    href: broker.url,
    "mqv:topic": "shelly/rpc",
    "tw:answerFilter": "{tw.client}/rpc",
    "tw:requestPayload": { method: "Switch.Set", params: { id: 0 } },
    "tw:requestMembers": { "/id": "{tw.request}", "/src": "{tw.client}", "/params/on": "{tw.input}" },
    "tw:answerMatch": { "/id": "{tw.request}" },
    "tw:answerValue": "/result",
    "tw:refusalMatch": "/error",
    "tw:refusalReason": "/error/message",
  });

  it("puts input, number and client into the payload, and takes the value out of the answer", async () => {
    const requests: unknown[] = [];
    await serve("shelly/rpc", (payload) => {
      const { id, src, ...request } = JSON.parse(payload);
      requests.push(request);
      const answer = { id, src: "shelly", dst: src };
      return [
        [`${src}/rpc`, { ...answer, id: -id, result: "somebody else's" }],
        [`${src}/rpc`, "no JSON"],
        [`${src}/rpc`, { ...answer, result: { was_on: false } }],
      ];
    });
    const form = prepare(formRequest("invokeaction", shelly()));
    const replies = await Promise.all([1, 2].map(() => form.request({ timeoutMs, content: json(true) })));
    expect(replies.map((reply) => JSON.parse(text(reply)))).toEqual([{ was_on: false }, { was_on: false }]);
    expect(requests[0]).toEqual({ method: "Switch.Set", params: { id: 0, on: true } });
  });

  it("leaves the place of a missing input out", async () => {
    await serve("shelly/rpc", (payload) => {
      const { id, src, params } = JSON.parse(payload);
      return [[`${src}/rpc`, { id, result: params }]];
    });
    const form = prepare(formRequest("readproperty", shelly()));
    expect(JSON.parse(text(await form.request({ timeoutMs })))).toEqual({ id: 0 });
  });

  it("fails with what the device says when it refuses", async () => {
    await serve("shelly/rpc", (payload) => {
      const { id, src } = JSON.parse(payload);
      return [[`${src}/rpc`, { id, error: { code: -103, message: "no such switch" } }]];
    });
    const form = prepare(formRequest("invokeaction", shelly()));
    await expect(form.request({ timeoutMs, content: json(true) })).rejects.toMatchObject({
      code: "WOT_REMOTE",
      message: "the device refused: no such switch",
      data: { error: { code: -103 } },
    });
  });

  it("adds members to an input that is an object", async () => {
    await serve("bridge/request/rename", (payload) => {
      const { transaction, ...data } = JSON.parse(payload);
      return [["bridge/response/rename", { status: "ok", transaction: String(transaction), data }]];
    });
    const form = prepare(
      formRequest("invokeaction", {
        href: broker.url,
        "mqv:topic": "bridge/request/rename",
        "tw:answerFilter": "bridge/response/rename",
        "tw:requestMembers": { "/transaction": "{tw.request}" },
        "tw:answerMatch": { "/transaction": "{tw.request}" },
        "tw:answerValue": "/data",
        "tw:refusalMatch": { "/status": "error" },
      }),
    );
    const reply = await form.request({ timeoutMs, content: json({ from: "a", to: "b" }) });
    expect(JSON.parse(text(reply))).toEqual({ from: "a", to: "b" });
    await expect(form.request({ timeoutMs, content: json(7) })).rejects.toMatchObject({ family: "DataSchemaError" });
  });

  it.each([
    [{ "tw:answerFilter": "a/#/b" }, "tw:answerFilter"],
    [{ "tw:answerFilter": [] }, "tw:answerFilter"],
    [{ "tw:answerMatch": "/id" }, "tw:answerMatch"],
    [{ "tw:answerValue": "result" }, "tw:answerValue"],
    [{ "tw:requestMembers": { "/__proto__/x": 1 } }, "tw:requestMembers"],
    [{ contentType: "text/plain" }, "tw:requestMembers"],
  ])("is refused with %j", (more, term) => {
    const prepared = client.prepare(formRequest("invokeaction", { ...shelly(), ...more }));
    expect(prepared).toEqual({ refused: expect.stringContaining(term) });
  });
});
