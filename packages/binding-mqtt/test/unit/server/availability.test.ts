import {
  describeTestThing,
  fakeHost,
  RemoteThing,
  recordingSink,
  type TestThing,
  testThing,
} from "@thingwright/contract-tests";
import type { ClientBinding, ServerBinding, ThingForms } from "@thingwright/contracts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type EmbeddedBroker, embeddedBroker, mqttClient, mqttServer } from "../../../src/index.js";
import { type RawClient, rawClient } from "../../raw-client.js";
import { type TcpProxy, tcpProxy } from "../../tcp-proxy.js";

const base = "things/test-thing";
const patienceMs = 3000;
const namespace = "https://thingwright.org/ns/mqtt#";

let broker: EmbeddedBroker;
let proxy: TcpProxy;
let server: ServerBinding;
let thing: TestThing;
let forms: ThingForms;
let client: ClientBinding;
let anybody: RawClient;

beforeEach(async () => {
  broker = await embeddedBroker({ port: 0 });
  proxy = await tcpProxy(broker.port);
  const limits = { minReconnectDelayMs: 5 };
  server = mqttServer({ broker: `mqtt://127.0.0.1:${proxy.port}`, baseUrl: broker.url, limits });
  client = mqttClient({ limits });
  thing = testThing();
  await server.start(fakeHost(thing));
  forms = await server.expose(thing);
  anybody = await rawClient(broker.url);
});

afterEach(async () => {
  await anybody[Symbol.asyncDispose]();
  await client.stop();
  await server.stop();
  await proxy.close();
  await broker.close();
});

const remote = () => new RemoteThing(describeTestThing(thing, forms), client, patienceMs);
const texts = (topic: string) => anybody.on(topic).map(({ text }) => text);
const changes = (topic: string) => texts(topic).filter((text, index, all) => text !== all[index - 1]);

describe("The availability of a Thing", () => {
  it("is where the links of its description say", () => {
    expect(forms.links).toEqual([
      { rel: `${namespace}thing-status`, href: `${broker.url}/${base}/status`, type: "text/plain" },
      { rel: `${namespace}server-status`, href: `${broker.url}/things/status`, type: "text/plain" },
    ]);
  });

  it("is told by the last will when the server is lost, and again when it is back", async () => {
    await anybody.listen("things/status", `${base}/status`);
    await anybody.until("things/status", "online");
    const mend = proxy.cut();
    await anybody.until("things/status", "offline");
    mend();
    await anybody.untilCount("things/status", 3);
    expect(texts("things/status")).toEqual(["online", "offline", "online"]);
    expect(texts(`${base}/status`)).not.toContain("offline");
  });

  it("is put right when a will comes late", async () => {
    await anybody.listen("things/status");
    await anybody.until("things/status", "online");
    await anybody.publish("things/status", "offline", { retain: true });
    await anybody.untilCount("things/status", 3);
    expect(texts("things/status").at(-1)).toBe("online");
  });

  it("ends with the Thing alone when that is withdrawn, and with both when the server stops", async () => {
    await anybody.listen("things/status", `${base}/status`);
    await anybody.until(`${base}/status`, "online");
    await server.withdraw(thing.id);
    await anybody.until(`${base}/status`, "offline");
    await server.expose(thing);
    expect(texts("things/status")).not.toContain("offline");
    await server.stop();
    await anybody.until("things/status", "offline");
    await expect.poll(() => changes(`${base}/status`)).toEqual(["online", "offline", "online", "offline"]);
  });
});

describe("A client of a Thing whose server is lost", () => {
  it.each(["observeproperty", "subscribeevent"] as const)("hears of the gap: %s", async (operation) => {
    const sink = recordingSink();
    await remote().subscribe(operation, operation === "subscribeevent" ? "tick" : "count", sink);
    const mend = proxy.cut();
    await sink.until(() => sink.heard("interrupted"), "interrupted", patienceMs);
    mend();
    await sink.until(() => sink.heard("resumed"), "resumed", patienceMs);
    thing.event("tick").emit(9);
    thing.property("count").set(9);
    await sink.until(({ values }) => values.includes(9), "9", patienceMs);
    expect(sink.calls.map(({ kind }) => kind).filter((kind) => kind !== "next")).toEqual(["interrupted", "resumed"]);
  });

  it("hears that it is lost already", async () => {
    proxy.cut();
    await anybody.listen("things/status");
    await anybody.until("things/status", "offline");
    const sink = recordingSink();
    await remote().subscribe("subscribeevent", "tick", sink);
    await sink.until(() => sink.heard("interrupted"), "interrupted", patienceMs);
  });

  it("finds the Thing's own status by the link where a Form does not say", async () => {
    const description = describeTestThing(thing, forms);
    const bare = JSON.parse(JSON.stringify(description).replaceAll('"tw:statusTopic"', '"tw:other"'));
    const sink = recordingSink();
    await new RemoteThing(bare, client, patienceMs).subscribe("subscribeevent", "tick", sink);
    await server.withdraw(thing.id);
    await sink.until(() => sink.heard("complete"), "the end", patienceMs);
  });
});
