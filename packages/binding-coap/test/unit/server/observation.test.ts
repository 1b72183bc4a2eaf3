import { type CoapClient, Code, codeText } from "@thingwright/coap";
import { jsonContent } from "@thingwright/contract-tests";
import { RequestError } from "@thingwright/errors";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { base, Lab } from "../../lab/lab.js";

/** What an observer has heard: code and payload of each notification. */
async function observer(probe: CoapClient, path: string) {
  const heard: string[] = [];
  const observation = await probe.observe({
    url: base + path,
    onNotification: ({ code, payload }) => heard.push(`${codeText(code)} ${Buffer.from(payload).toString()}`.trim()),
  });
  return { heard, observation };
}

describe("An observation", () => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await Lab.open({ limits: { maxObserversPerPeer: 300 } });
  });
  afterEach(() => lab[Symbol.asyncDispose]());

  const observers = (): number => lab.thing.property("count").emitter.active;

  it("of a description or of the links to it begins by nobody's asking (sec-tdd-intro-no-observe)", async () => {
    for (const path of ["/lamp", "/.well-known/wot", "/.well-known/core"]) {
      const { observation } = await observer(lab.probe, path);
      expect(observation.established, path).toBe(false);
    }
  });

  it("of a property begins with its value", async () => {
    const { heard } = await observer(lab.probe, "/lamp/properties/count");
    lab.thing.property("count").set(1);
    await lab.time.settle();
    expect(heard).toEqual(["2.05 0", "2.05 1"]);
  });

  it("of a property skips to the newest value while the round trip to its client is measured", async () => {
    const { heard } = await observer(lab.probe, "/lamp/properties/count");
    for (let value = 1; value <= 20; value++) lab.thing.property("count").set(value);
    await lab.time.settle();
    expect(heard).toEqual(["2.05 0", ...[1, 2, 20].map((value) => `2.05 ${value}`)]);
  });

  it("of an event begins empty and skips nothing", async () => {
    const { heard } = await observer(lab.probe, "/lamp/events/tick");
    for (let value = 1; value <= 20; value++) lab.thing.event("tick").emit(value);
    await lab.time.settle();
    expect(heard).toEqual(["2.05", ...Array.from({ length: 20 }, (_, index) => `2.05 ${index + 1}`)]);
  });

  it("of an event brings every one in order over a network that loses, repeats and reorders", async () => {
    await using lossy = await Lab.open({}, {}, { loss: 0.2, duplicate: 0.2, reorder: 0.5, delayMs: 30 });
    const observing = observer(lossy.probe, "/lamp/events/tick");
    await lossy.time.advance(60_000);
    const { heard } = await observing;
    for (let value = 1; value <= 40; value++) lossy.thing.event("tick").emit(value);
    await lossy.time.advance(400_000);
    const events = heard.filter((notification) => notification !== "2.05");
    expect(events).toEqual(Array.from({ length: 40 }, (_, index) => `2.05 ${index + 1}`));
  });

  it("of an event drops the oldest beyond maxQueuedNotifications", async () => {
    await using small = await Lab.open({ limits: { maxQueuedNotifications: 3 } });
    const { heard } = await observer(small.probe, "/lamp/events/tick");
    for (let value = 1; value <= 20; value++) small.thing.event("tick").emit(value);
    await small.time.settle();
    expect(heard).toEqual(["2.05", ...[1, 18, 19, 20].map((value) => `2.05 ${value}`)]);
  });

  it("of all properties begins with all and brings each change", async () => {
    const { heard } = await observer(lab.probe, "/lamp/properties");
    // The first notification takes many blocks.
    await lab.time.settle();
    lab.thing.property("count").set(1);
    await lab.time.settle();
    expect(JSON.parse(heard[0]!.slice(5))).toMatchObject({ count: 0, name: "lamp" });
    expect(heard.slice(1)).toEqual(['2.05 {"count":1}']);
  });

  it("comes in the content type that was asked for", async () => {
    const { observation } = await observer(lab.probe, "/lamp/properties/count");
    expect(observation.registration.contentFormat).toBe(50);
    const refused = await lab.probe.observe({ url: `${base}/lamp/properties/count`, accept: 0 });
    expect([codeText(refused.registration.code), refused.established]).toEqual(["4.06", false]);
    expect(observers()).toBe(1);
  });

  it("is not established on what cannot be observed, which answers as ever", async () => {
    for (const path of [
      "/lamp/properties/name",
      "/lamp",
      "/things",
      "/.well-known/core",
      "/lamp/properties?names=count",
    ]) {
      const { observation } = await observer(lab.probe, path);
      expect([codeText(observation.registration.code), observation.established], path).toEqual(["2.05", false]);
    }
    const { observation } = await observer(lab.probe, "/lamp/actions/job");
    expect([codeText(observation.registration.code), observation.established]).toEqual(["4.04", false]);
  });

  it("is not established by anything but GET", async () => {
    const options = [{ number: 6, value: new Uint8Array(0) }];
    const put = { url: `${base}/lamp/properties/count`, method: Code.PUT, payload: "5", contentFormat: 50, options };
    expect(codeText((await lab.probe.request(put)).code)).toBe("2.04");
    expect(observers()).toBe(0);
  });

  it("is not established when the Thing refuses", async () => {
    const { observation } = await observer(lab.probe, "/lamp/properties/failing");
    expect([codeText(observation.registration.code), observation.established]).toEqual(["4.09", false]);
  });

  it("leaves no subscription at the Thing when the first value cannot be read", async () => {
    const count = lab.thing.property("count");
    count.read = () => {
      throw new RequestError("WOT_UNAVAILABLE", "not now");
    };
    const { observation } = await observer(lab.probe, "/lamp/properties/count");
    expect(codeText(observation.registration.code)).toBe("5.03");
    expect(observers()).toBe(0);
  });

  it("leaves no subscription at the Thing when the server stops before the first value is there", async () => {
    const count = lab.thing.property("count");
    count.read = () => new Promise(() => {});
    const observing = observer(lab.probe, "/lamp/properties/count");
    await lab.time.settle();
    expect(observers()).toBe(1);
    const stopping = lab.server.stop();
    await lab.time.advance(1000);
    await stopping;
    expect(codeText((await observing).observation.registration.code)).toBe("5.03");
    expect(observers()).toBe(0);
  });

  it("of an event without Observe is refused, and over the limit as well", async () => {
    expect(codeText((await lab.get("/lamp/events/tick")).code)).toBe("4.00");
    await using small = await Lab.open({ limits: { maxObservers: 1 } });
    await observer(small.probe, "/lamp/events/tick");
    const { observation } = await observer(small.newProbe(), "/lamp/events/tick");
    expect(codeText(observation.registration.code)).toBe("5.03");
    expect(small.thing.event("tick").emitter.active).toBe(1);
  });

  it("ends at the Thing when the client cancels", async () => {
    for (const path of ["/lamp/properties/count", "/lamp/events/tick"]) {
      const { observation } = await observer(lab.probe, path);
      await observation.cancel();
    }
    expect([observers(), lab.thing.event("tick").emitter.active]).toEqual([0, 0]);
  });

  it("takes the place of the one that the client had, at the Thing too", async () => {
    await observer(lab.probe, "/lamp/properties/count");
    // Past Max-Age and its grace the client registers anew.
    await lab.time.advance(80_000);
    expect(lab.thing.calls.of("observeproperty", "count")).toHaveLength(2);
    expect(observers()).toBe(1);
  });

  it("ends with the error when the source fails, with 4.04 when the Thing goes, with 5.03 when the server stops", async () => {
    const failed = await observer(lab.probe, "/lamp/properties/count");
    lab.thing.property("count").emitter.fail(new RequestError("WOT_UNAVAILABLE", "come loose"));
    const gone = await observer(lab.probe, "/lamp/events/tick");
    await lab.server.withdraw(lab.thing.id);
    await lab.server.expose(lab.thing);
    const stopped = await observer(lab.probe, "/lamp/events/tick");
    const stopping = lab.server.stop();
    await lab.time.advance(1000);
    await stopping;
    expect([failed, gone, stopped].map(({ heard }) => heard.at(-1))).toEqual([
      "5.03 come loose",
      "4.04 the Thing has been withdrawn",
      "5.03 the server stops",
    ]);
    expect(lab.thing.event("tick").emitter.active).toBe(0);
  });

  it("tells its end also to who has yet to acknowledge", async () => {
    const { heard } = await observer(lab.probe, "/lamp/properties/count");
    for (let value = 1; value <= 8; value++) lab.thing.property("count").set(value);
    const stopping = lab.server.stop();
    await lab.time.advance(1000);
    await stopping;
    expect(heard.slice(-2)).toEqual(["2.05 2", "5.03 the server stops"]);
  });

  it("of 300 clients that vanish is forgotten", async () => {
    const clients = Array.from({ length: 300 }, () => lab.newProbe());
    for (const client of clients.slice(0, 150)) await observer(client, "/lamp/properties/count");
    for (const client of clients.slice(150)) await observer(client, "/lamp/events/tick");
    expect([observers(), lab.thing.event("tick").emitter.active]).toEqual([150, 150]);
    await Promise.all(clients.map((client) => client.close()));
    await lab.time.advance(31_000);
    for (let value = 0; value < 8; value++) lab.thing.property("count").set(value);
    lab.thing.event("tick").emitter.emit(jsonContent("anybody?"));
    await lab.time.advance(100_000);
    expect([observers(), lab.thing.event("tick").emitter.active]).toEqual([0, 0]);
  });
});
