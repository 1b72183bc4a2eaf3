import { type CoapOption, Code, codeText, OptionNumber } from "@thingwright/coap";
import { weirdName } from "@thingwright/contract-tests";
import type { PreparedForm } from "@thingwright/contracts";
import { RequestError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { decodeProblem } from "../../../src/problem-details/concise-problem.js";
import { base, Lab } from "../../lab/lab.js";

const limits = { maxDetailLength: 500, maxProblemBytes: 4096 };
const cborBody = { contentFormat: 60, payload: Uint8Array.of(0xf6) };

describe("Errors of a CoAP server", () => {
  it("are problem details for who speaks CBOR, and text for the others", async () => {
    await using lab = await Lab.open();
    const put = { url: `${base}/lamp/properties/failing`, method: Code.PUT };
    const concise = await lab.probe.request({ ...put, ...cborBody });
    expect([codeText(concise.code), concise.contentFormat]).toEqual(["4.09", 257]);
    expect(decodeProblem(concise.payload, limits)).toMatchObject({
      detail: "the oven door is open",
      status: 409,
      code: "WOT_CONFLICT",
    });
    const text = await lab.probe.request({ ...put, payload: "1", contentFormat: 50 });
    expect([text.contentFormat, Buffer.from(text.payload).toString()]).toEqual([undefined, "the oven door is open"]);
  });

  it("are problem details also where nothing is, and where the wanted type cannot be had", async () => {
    await using lab = await Lab.open();
    const nothing = await lab.get("/nothing", { accept: 257 });
    expect([codeText(nothing.code), nothing.contentFormat]).toEqual(["4.04", 257]);
    expect(decodeProblem(nothing.payload, limits)).toEqual({ detail: "there is nothing here" });
    const other = await lab.get("/lamp/properties/count", { accept: 60 });
    expect([codeText(other.code), other.contentFormat]).toEqual(["4.06", 257]);
    const noMethod = await lab.probe.request({ url: `${base}/lamp/properties/sealed`, method: Code.PUT, ...cborBody });
    expect([codeText(noMethod.code), decodeProblem(noMethod.payload, limits)]).toEqual(["4.05", {}]);
  });

  it("say nothing of our own faults", async () => {
    await using lab = await Lab.open({ problemDetails: "always" });
    lab.thing.property("failing").failure = new TypeError("secret");
    const broken = await lab.get("/lamp/properties/failing");
    expect(codeText(broken.code)).toBe("5.00");
    expect(decodeProblem(broken.payload, limits)).toMatchObject({ title: "Internal error", status: 500 });
    expect(Buffer.from(broken.payload).toString("latin1")).not.toContain("secret");
  });

  it("reach a client of ours with all that they say", async () => {
    await using lab = await Lab.open({ problemDetails: "always" });
    await expect(lab.remote.request("readproperty", "failing")).rejects.toMatchObject({
      status: "4.09",
      problem: { detail: "the oven door is open", status: 409, code: "WOT_CONFLICT", title: "Conflict" },
    });
  });

  it("are never problem details where the server was told so", async () => {
    await using lab = await Lab.open({ problemDetails: "never" });
    expect((await lab.get("/nothing", { accept: 60 })).contentFormat).toBeUndefined();
  });

  it("end an observation in the same words", async () => {
    await using lab = await Lab.open({ problemDetails: "always" });
    const observation = await lab.probe.observe({ url: `${base}/lamp/properties/count` });
    lab.thing.property("count").emitter.fail(new RequestError("WOT_CONFLICT", "taken apart"));
    await lab.time.settle();
    const states = [];
    for await (const state of observation) states.push(state);
    expect(decodeProblem(states.at(-1)!.payload, limits)).toMatchObject({ detail: "taken apart" });
    const withdrawn = await lab.probe.observe({ url: `${base}/lamp/events/tick` });
    await lab.server.withdraw(lab.thing.id);
    await lab.time.settle();
    const last = [];
    for await (const state of withdrawn) last.push(state);
    expect([codeText(last.at(-1)!.code), last.at(-1)!.contentFormat]).toEqual(["4.04", 257]);
  });
});

describe("Conditions of a request", () => {
  const ifMatch = (value: Uint8Array) => ({ number: OptionNumber.IfMatch, value });
  const ifNoneMatch = { number: OptionNumber.IfNoneMatch, value: new Uint8Array() };
  const url = `${base}/lamp/properties/name`;
  const put = { url, method: Code.PUT, payload: '"new"', contentFormat: 50 };

  it("let a write through that finds the value as the client knows it", async () => {
    await using lab = await Lab.open({ tagsValues: true });
    const { etag } = await lab.probe.request({ url });
    const options = [ifMatch(etag!)];
    expect(codeText((await lab.probe.request({ ...put, options })).code)).toBe("2.04");
    const late = await lab.probe.request({ ...put, options });
    expect(codeText(late.code)).toBe("4.12");
    expect(lab.thing.calls.of("writeproperty", "name")).toHaveLength(1);
  });

  it("are met by 2.03 when a read finds what the client has", async () => {
    await using lab = await Lab.open({ tagsValues: true });
    const { etag } = await lab.probe.request({ url });
    const again = await lab.probe.request({ url, options: [{ number: OptionNumber.ETag, value: etag! }] });
    expect(codeText(again.code)).toBe("2.03");
  });

  it("of existence hold for what is there and for nothing else", async () => {
    await using lab = await Lab.open();
    const any = [ifMatch(new Uint8Array())];
    const codeOf = async (path: string, options: CoapOption[]) =>
      codeText((await lab.probe.request({ ...put, url: base + path, options })).code);
    expect(await codeOf("/lamp/properties/name", any)).toBe("2.04");
    expect(await codeOf("/lamp/properties/name", [ifNoneMatch])).toBe("4.12");
    expect(await codeOf("/lamp/properties/name", [ifMatch(Uint8Array.of(1))])).toBe("4.12");
    expect(await codeOf("/nothing", any)).toBe("4.12");
    expect(await codeOf("/nothing", [ifNoneMatch])).toBe("4.04");
    expect(lab.thing.calls.of("writeproperty", "name")).toHaveLength(1);
  });

  it("hold for reads and for Thing Descriptions too", async () => {
    await using lab = await Lab.open();
    const { etag } = await lab.get("/lamp");
    const get = async (value: Uint8Array) =>
      codeText((await lab.probe.request({ url: `${base}/lamp`, options: [ifMatch(value)] })).code);
    expect([await get(etag!), await get(Uint8Array.of(1))]).toEqual(["2.05", "4.12"]);
  });
});

describe("Several properties", () => {
  const url = `${base}/lamp/properties`;
  const fetch = (lab: Lab, payload: string, contentFormat: number | undefined = 50) =>
    lab.probe.request({ url, method: Code.FETCH, payload, contentFormat });

  it("are read by FETCH with a list of their names", async () => {
    await using lab = await Lab.open();
    const answer = await fetch(lab, '["count","name"]');
    expect(codeText(answer.code)).toBe("2.05");
    expect(JSON.parse(Buffer.from(answer.payload).toString())).toEqual({ count: 0, name: "lamp" });
  });

  it("are observed by FETCH with a list of their names: first all of these, then what changes of them", async () => {
    await using lab = await Lab.open();
    const heard: unknown[] = [];
    const observation = await lab.probe.observe({
      url,
      method: Code.FETCH,
      payload: '["count"]',
      contentFormat: 50,
      onNotification: ({ payload }) => heard.push(JSON.parse(Buffer.from(payload).toString())),
    });
    expect(observation.established).toBe(true);
    lab.thing.property(weirdName).set("odder");
    lab.thing.property("count").set(1);
    await lab.time.settle();
    expect(heard).toEqual([{ count: 0 }, { count: 1 }]);
    await observation.cancel();
    expect(lab.thing.allProperties.active).toBe(0);
  });

  it("are only read where one of them cannot be observed, and none where the list is none", async () => {
    await using lab = await Lab.open();
    const observe = async (payload: string) => {
      const asked = lab.probe.observe({ url, method: Code.FETCH, payload, contentFormat: 50 });
      const { established, registration } = await asked;
      return [codeText(registration.code), established];
    };
    expect(await observe('["count","name"]')).toEqual(["2.05", false]);
    expect(await observe("{}")).toEqual(["4.00", false]);
    expect(lab.thing.allProperties.active).toBe(0);
  });

  it.each([
    ['["nothing"]', 50, "4.00"],
    ["[1]", 50, "4.00"],
    ["[", 50, "4.00"],
    ["[]", 60, "4.15"],
  ] as const)("are not read by FETCH of %s in format %i: %s", async (payload, format, code) => {
    await using lab = await Lab.open();
    expect(codeText((await fetch(lab, payload, format)).code)).toBe(code);
  });

  it.each([Code.PATCH, Code.iPATCH])("are written in part by method %i", async (method) => {
    await using lab = await Lab.open();
    const answer = await lab.probe.request({ url, method, payload: '{"name":"x"}', contentFormat: 50 });
    expect(codeText(answer.code)).toBe("2.04");
    expect(lab.thing.calls.of("writemultipleproperties")).toHaveLength(1);
  });
});

it("A prepared Form may name FETCH and iPATCH", async () => {
  await using lab = await Lab.open();
  const [form] = lab.remote.forms("writemultipleproperties");
  const patching = { ...form!, form: { ...form!.form, "cov:method": "iPATCH" } };
  const prepared = lab.remote.prepareForm(patching, "writemultipleproperties") as PreparedForm;
  await prepared.request({
    content: { contentType: "application/json", body: Buffer.from('{"name":"y"}') },
    timeoutMs: 1000,
  });
  expect(lab.thing.calls.of("writemultipleproperties")).toHaveLength(1);
});
