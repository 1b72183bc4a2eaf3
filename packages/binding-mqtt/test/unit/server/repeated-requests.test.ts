import { fakeHost, type TestThing, testThing } from "@thingwright/contract-tests";
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
  server = mqttServer({ broker, limits: { maxRememberedRequests: 2 } });
  thing = testThing();
  await server.start(fakeHost(thing));
  await server.expose(thing);
  anybody = await rawClient(broker.url);
  await anybody.listen(`${base}/replies/me/+/+`);
});

afterEach(async () => {
  thing.property("slow").gate?.open();
  await anybody[Symbol.asyncDispose]();
  await server.stop();
  await broker.close();
});

const request = (id: string, path: string, payload: string) =>
  anybody.publish(`${base}/requests/me/${id}/${path}`, payload);
const echoes = () => thing.calls.of("invokeaction", "echo").length;

describe("A request that comes again", () => {
  it("is answered again and not carried out again", async () => {
    for (let time = 0; time < 3; time++) await request("1", "actions/echo/invoke", "7");
    await anybody.untilCount(`${base}/replies/me/1/result`, 3);
    expect(anybody.on(`${base}/replies/me/1/result`).map(({ text }) => text)).toEqual(["7", "7", "7"]);
    expect(echoes()).toBe(1);
  });

  it("fails again as it failed", async () => {
    await request("1", "properties/count/set", '"many"');
    await request("1", "properties/count/set", '"many"');
    await anybody.untilCount(`${base}/replies/me/1/error`, 2);
    const [first, second] = anybody.on(`${base}/replies/me/1/error`);
    expect(first?.text).toContain("WOT_DATA_INVALID");
    expect(second?.text).toBe(first?.text);
    expect(thing.calls.of("writeproperty", "count")).toHaveLength(1);
  });

  it("gets the one answer of that which is being carried out", async () => {
    await request("1", "properties/slow/get", "");
    await request("1", "properties/slow/get", "");
    await request("2", "actions/echo/invoke", "1");
    await anybody.first(`${base}/replies/me/2/result`);
    thing.property("slow").gate?.open();
    await anybody.first(`${base}/replies/me/1/result`);
    await request("3", "actions/echo/invoke", "1");
    await anybody.first(`${base}/replies/me/3/result`);
    expect(anybody.on(`${base}/replies/me/1/result`)).toHaveLength(1);
  });

  it("reads anew, as its answer is the state by then", async () => {
    await request("1", "properties/name/get", "");
    await anybody.first(`${base}/replies/me/1/result`);
    thing.property("name").value = "bulb";
    await request("1", "properties/name/get", "");
    await anybody.until(`${base}/replies/me/1/result`, '"bulb"');
  });

  it("is another one with another payload, id, client or affordance", async () => {
    await request("1", "actions/echo/invoke", "1");
    await request("1", "actions/echo/invoke", "2");
    await request("2", "actions/echo/invoke", "1");
    await anybody.publish(`${base}/requests/you/1/actions/echo/invoke`, "1");
    await request("1", "actions/void/invoke", "1");
    await thing.calls.until("invokeaction", "void", 1, patienceMs);
    expect(echoes()).toBe(4);
  });

  it("is carried out again when more than maxRememberedRequests came in between", async () => {
    for (const id of ["1", "2", "3", "1"]) await request(id, "actions/echo/invoke", "7");
    await thing.calls.until("invokeaction", "echo", 4, patienceMs);
  });

  it("cannot be told of a plain command, which is carried out each time", async () => {
    for (let time = 0; time < 2; time++) await anybody.publish(`${base}/actions/echo`, "7");
    await thing.calls.until("invokeaction", "echo", 2, patienceMs);
  });
});
