import { once } from "node:events";
import { request } from "node:http";
import type { Socket } from "node:net";
import { weirdName } from "@thingwright/contract-tests";
import type { HostedAction } from "@thingwright/contracts";
import { CredentialsError, RequestError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { ManualClock } from "../../../support/manual-clock.js";
import { type ServedThing, serveThing } from "../../../support/served-thing.js";
import { WebThingPeer } from "../../../support/web-thing-peer.js";

const serve = (options: Parameters<typeof serveThing>[0] = {}) => serveThing({ webSocket: true, ...options });
const urlOf = ({ port }: ServedThing) => `ws://127.0.0.1:${port}/test-thing`;
const join = (served: ServedThing, options = {}) => new WebThingPeer(urlOf(served), options).opened();
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const handshake =
  "GET /test-thing HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n" +
  "Sec-WebSocket-Protocol: webthingprotocol\r\n\r\n";

/** The status with which a handshake is refused. */
async function refusalOf(url: string, options = {}, subprotocols = ["webthingprotocol"]) {
  const socket = new WebSocket(url, subprotocols, options);
  socket.on("error", () => {});
  return new Promise<{ status: number | undefined; type: string | undefined }>((resolve, reject) => {
    socket.once("open", () => reject(new TypeError("the handshake succeeded")));
    socket.once("unexpected-response", (_request, { statusCode, headers }) => {
      resolve({ status: statusCode, type: headers["content-type"] });
      socket.terminate();
    });
  });
}

describe("the Web Thing Protocol", () => {
  it("is offered by one Form for each affordance and one for the Thing, when it is switched on", async () => {
    await using off = await serveThing();
    await using served = await serve();
    const formsOf = ({ forms }: ServedThing) =>
      [...forms.properties.values(), ...forms.actions.values(), ...forms.events.values(), forms.thing]
        .flat()
        .filter(({ subprotocol }) => subprotocol === "webthingprotocol");
    expect(formsOf(off)).toEqual([]);
    expect(new Set(formsOf(served).map(({ href }) => href))).toEqual(new Set([urlOf(served)]));
    const at = (name: string) => served.forms.properties.get(name)?.find(({ href }) => href.startsWith("ws"))?.op;
    expect(at("count")).toEqual(["readproperty", "writeproperty", "observeproperty", "unobserveproperty"]);
    expect(at("sealed")).toEqual(["readproperty"]);
    expect(at("scaled")).toBeUndefined();
    expect(served.forms.thing.at(-1)?.op).toContain("subscribeallevents");
  });

  it("reads and writes properties, one and all", async () => {
    await using served = await serve();
    await using peer = await join(served);
    expect(await peer.ask({ operation: "readproperty", name: "count" })).toEqual({
      thingID: "urn:test:test-thing",
      messageID: expect.stringMatching(uuid),
      messageType: "response",
      operation: "readproperty",
      name: "count",
      value: 0,
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      correlationID: expect.stringMatching(uuid),
    });
    expect(await peer.ask({ operation: "writeproperty", name: "count", value: 7 })).toMatchObject({ value: 7 });
    expect(served.thing.property("count").value).toBe(7);
    const some = await peer.ask({ operation: "readmultipleproperties", names: ["count", "name"] });
    expect(Object.keys(some.values)).toEqual(["count", "name"]);
    expect((await peer.ask({ operation: "readallproperties" })).values.count).toBe(7);
    const written = await peer.ask({ operation: "writemultipleproperties", values: { count: 8 } });
    expect([written.values, served.thing.property("count").value]).toEqual([{ count: 8 }, 8]);
  });

  it("invokes actions and asks for the invocation by its id alone", async () => {
    await using served = await serve();
    await using peer = await join(served);
    const echoed = await peer.ask({ operation: "invokeaction", name: "echo", input: { a: [1] } });
    expect(echoed).toMatchObject({ name: "echo", output: { a: [1] } });
    const { status } = await peer.ask({ operation: "invokeaction", name: "job" });
    expect(status).toMatchObject({ actionID: expect.any(String), state: expect.any(String) });
    const { actionID } = status;
    expect(await peer.ask({ operation: "queryaction", actionID })).toMatchObject({ name: "job", status: { actionID } });
    expect((await peer.ask({ operation: "queryallactions" })).statuses.job[0].actionID).toBe(actionID);
    expect(await peer.ask({ operation: "cancelaction", actionID })).toMatchObject({ actionID });
    expect((await peer.ask({ operation: "queryaction", actionID: "none" })).error.status).toBe(404);
  });

  it("finds an invocation behind actions that the Consumer may not ask, and says so when there is none", async () => {
    await using served = await serve();
    const refuse = (): never => {
      throw new CredentialsError("WOT_CREDENTIALS_REFUSED", "not for you");
    };
    const sealed = {
      name: "sealed",
      contentTypes: ["application/json"],
      uriVariables: new Map(),
      synchronous: false,
      declared: () => undefined,
    };
    const actions = served.thing.actions as unknown as Map<string, HostedAction>;
    const known = [...actions];
    actions.clear();
    actions.set("sealed", { ...sealed, invoke: refuse, query: refuse, cancel: refuse });
    for (const [name, action] of known) actions.set(name, action);
    await using peer = await join(served);
    const { actionID } = (await peer.ask({ operation: "invokeaction", name: "job" })).status;
    expect(await peer.ask({ operation: "queryaction", actionID })).toMatchObject({ name: "job", status: { actionID } });
    expect(await peer.ask({ operation: "cancelaction", actionID })).toMatchObject({ actionID });
    expect((await peer.ask({ operation: "queryaction", actionID: "none" })).error.status).toBe(403);
  });

  it("notifies of changes after the response, with the id of the request that subscribed last", async () => {
    await using served = await serve();
    await using peer = await join(served);
    const first = await peer.ask({ operation: "observeproperty", name: "count" });
    expect(first).not.toHaveProperty("error");
    served.thing.property("count").set(1);
    const { correlationID } = await peer.ask({ operation: "observeallproperties" });
    served.thing.property("count").set(2);
    const second = await peer.until(({ value }) => value === 2);
    expect(second).toEqual({
      thingID: "urn:test:test-thing",
      messageID: expect.stringMatching(uuid),
      messageType: "notification",
      operation: "observeallproperties",
      name: "count",
      value: 2,
      timestamp: "2023-11-14T22:13:20.002Z",
      correlationID,
    });
    expect(peer.notifications.map(({ value }) => value)).toEqual([1, 2]);
    expect(served.thing.property("count").emitter.active).toBe(1);
    await peer.ask({ operation: "unobserveproperty", name: "count" });
    expect(served.thing.property("count").emitter.active).toBe(0);
    expect(await peer.ask({ operation: "unobserveproperty", name: "count" })).not.toHaveProperty("error");
    await peer.ask({ operation: "unobserveallproperties" });
    expect([...served.thing.properties.values()].every(({ emitter }) => emitter.active === 0)).toBe(true);
  });

  it("notifies of events, of one and of all", async () => {
    await using served = await serve();
    await using peer = await join(served);
    await peer.ask({ operation: "subscribeevent", name: "tick" });
    served.thing.event("tick").emit(1);
    expect(await peer.until(({ data }) => data === 1)).toMatchObject({ operation: "subscribeevent", name: "tick" });
    await peer.ask({ operation: "subscribeallevents" });
    served.thing.event("alarm").emit({ a: 1 });
    await peer.until(({ name, data }) => name === "alarm" && data.a === 1);
    await peer.ask({ operation: "unsubscribeallevents" });
    expect(served.thing.event("tick").emitter.active).toBe(0);
  });

  it("catches up from lastNotificationID on another connection", async () => {
    await using served = await serve();
    const first = await join(served);
    await first.ask({ operation: "subscribeevent", name: "tick" });
    served.thing.event("tick").emit(1);
    const { messageID } = await first.until(({ data }) => data === 1);
    await first[Symbol.asyncDispose]();
    await using second = await join(served);
    for (const value of [2, 3]) served.thing.event("tick").emit(value);
    await second.ask({ operation: "subscribeevent", name: "tick", lastNotificationID: messageID });
    await second.until(({ data }) => data === 3);
    expect(second.notifications.map(({ data }) => data)).toEqual([2, 3]);
    expect(served.thing.event("tick").emitter.active).toBe(1);
  });

  it("says when an observation ends by failure", async () => {
    await using served = await serve();
    await using peer = await join(served);
    const { correlationID } = await peer.ask({ operation: "observeproperty", name: "count" });
    served.thing.property("count").emitter.fail(new RequestError("WOT_UNAVAILABLE", "the sensor has come loose"));
    const told = await peer.until(({ error }) => error !== undefined);
    expect(told).toMatchObject({ correlationID, name: "count", error: { status: 503, code: "WOT_UNAVAILABLE" } });
  });

  it.each([
    [{ operation: "readproperty", name: "none" }, 404],
    [{ operation: "readproperty", name: "__proto__" }, 404],
    [{ operation: "readproperty", name: "constructor" }, 404],
    [{ operation: "readproperty", name: "count", thingID: "urn:other" }, 404],
    [{ operation: "writeproperty", name: "count", value: "x" }, 400],
    [{ operation: "writeproperty", name: "count" }, 400],
    [{ operation: "readmultipleproperties", names: ["count", "none"] }, 400],
    [{ operation: "readmultipleproperties", names: [] }, 400],
    [{ operation: "writemultipleproperties", values: {} }, 400],
    [{ operation: "observeproperty", name: "sealed" }, 400],
    [{ operation: "invokeaction", name: "none" }, 404],
    [{ operation: "subscribeevent", name: "none" }, 404],
    [{ operation: "queryaction" }, 400],
    [{ operation: "fly" }, 400],
    [{ operation: "readproperty", name: "failing" }, 409],
  ])("answers %j with an error response of %i", async (members, status) => {
    await using served = await serve();
    await using peer = await join(served);
    const { error } = await peer.ask(members);
    expect(error).toMatchObject({ status, title: expect.any(String), type: expect.any(String) });
    expect((await peer.ask({ operation: "readproperty", name: "count" })).value).toBe(0);
  });

  it.each([
    "",
    "{",
    "[]",
    "null",
    '"x"',
    "7",
    "{}",
    `{"a":${"[".repeat(100_000)}`,
    '{"__proto__":{"operation":"readproperty"}}',
  ])("answers the text %.30j with an error response and goes on", async (text) => {
    await using served = await serve();
    await using peer = await join(served);
    peer.socket.send(text);
    expect(await peer.until(({ error }) => error !== undefined)).toMatchObject({
      thingID: "urn:test:test-thing",
      messageType: "response",
      error: { status: 400 },
    });
    expect((await peer.ask({ operation: "readproperty", name: "count" })).value).toBe(0);
  });

  it("closes with 1003 on binary messages and with 1009 on ones over maxBodyBytes", async () => {
    await using served = await serve({ limits: { maxBodyBytes: 10_000 } });
    await using binary = await join(served);
    binary.socket.send(Buffer.from("{}"));
    expect(await binary.closed()).toBe(1003);
    await using large = await join(served);
    large.socket.send(" ".repeat(10_001));
    expect(await large.closed()).toBe(1009);
  });

  it("closes on frames that are none, on text that is no UTF-8 and on a message in too many pieces", async () => {
    await using served = await serve();
    for (const bytes of [
      [0xf1, 0x80, 0, 0, 0, 0],
      [0x83, 0x80, 0, 0, 0, 0],
      [0x81, 0x01, 0x41],
      [0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28],
      [0x01, 0x81, 0, 0, 0, 0, 0x7b, ...Array(2_000).fill([0x00, 0x81, 0, 0, 0, 0, 0x20]).flat()],
    ]) {
      await using raw = served.raw();
      raw.send(handshake);
      expect(await raw.until("\r\n\r\n")).toMatch(/^HTTP\/1\.1 101 [\s\S]*webthingprotocol/);
      raw.send(Uint8Array.from(bytes));
      await raw.end();
    }
    expect((await served.ask("/test-thing/properties/count")).status).toBe(200);
  });

  it("refuses a handshake with problem details", async () => {
    await using served = await serve({ cors: ["https://a.example"] });
    const type = "application/problem+json";
    const base = `ws://127.0.0.1:${served.port}`;
    expect(await refusalOf(urlOf(served), {}, ["other"])).toEqual({ status: 400, type });
    expect(await refusalOf(urlOf(served), {}, [])).toEqual({ status: 400, type });
    expect(await refusalOf(`${base}/test-thing/properties/count`)).toEqual({ status: 404, type });
    expect(await refusalOf(`${base}/none`)).toEqual({ status: 404, type });
    await using raw = served.raw().send(handshake.replace("Version: 13", "Version: 7"));
    expect(await raw.end()).toMatch(/^HTTP\/1\.1 400 [\s\S]*sec-websocket-version: 13[\s\S]*"status":400/i);
    await using keyless = served.raw().send(handshake.replace(/Sec-WebSocket-Key: .*\r\n/, ""));
    expect(await keyless.end()).toMatch(/^HTTP\/1\.1 400 /);
  });

  it.each(["https://evil.example", "null", "http://127.0.0.1"])(
    "refuses pages of %s, whose browser would send the user's cookies along",
    async (origin) => {
      await using served = await serve({ cors: ["https://a.example"] });
      expect((await refusalOf(urlOf(served), { headers: { origin } })).status).toBe(403);
      await using own = await join(served, { headers: { origin: served.base } });
      await using allowed = await join(served, { headers: { origin: "https://a.example" } });
      for (const peer of [own, allowed]) {
        expect((await peer.ask({ operation: "readproperty", name: "count" })).value).toBe(0);
      }
    },
  );

  it("presents the credentials of the handshake with every operation", async () => {
    await using served = await serve();
    const headers = { authorization: "Bearer t", cookie: "key=k" };
    const peer = new WebThingPeer(`${urlOf(served)}?apikey=q`, { headers });
    await using opened = await peer.opened();
    await opened.ask({ operation: "readproperty", name: "count" });
    await opened.ask({ operation: "subscribeevent", name: "tick" });
    for (const [operation, name] of [
      ["readproperty", "count"],
      ["subscribeevent", "tick"],
    ] as const) {
      const { presented } = served.thing.calls.of(operation, name)[0]!.request;
      expect([presented?.header("authorization"), presented?.cookie("key"), presented?.query("apikey")]).toEqual([
        "Bearer t",
        "k",
        "q",
      ]);
    }
  });

  it("answers a request to upgrade to something else as if it had not asked", async () => {
    await using served = await serve();
    const headers = {
      connection: "Upgrade, HTTP2-Settings",
      upgrade: "h2c",
      "http2-settings": "AAMAAABkAAQAoAAAAAIAAAAA",
    };
    const status = await new Promise((resolve) => {
      request(`${served.base}/test-thing/properties/count`, { headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).end();
    });
    expect(status).toBe(200);
  });

  it("reads no further while a peer waits for maxPipelinedRequests answers, and then goes on", async () => {
    await using served = await serve({ limits: { maxPipelinedRequests: 4 } });
    await using peer = await join(served);
    const slow = Array.from({ length: 10 }, () => peer.ask({ operation: "readproperty", name: "slow" }));
    await served.thing.calls.until("readproperty", "slow", 4, 2_000);
    await new Promise((resolve) => setImmediate(resolve));
    expect(served.thing.calls.of("readproperty", "slow")).toHaveLength(4);
    served.thing.property("slow").gate?.open();
    expect(await Promise.all(slow)).toHaveLength(10);
  });

  it("answers what a handler takes too long for with an error response, once", async () => {
    await using served = await serve({ limits: { handlerTimeoutMs: 20 } });
    await using peer = await join(served);
    expect((await peer.ask({ operation: "readproperty", name: "slow" })).error).toMatchObject({ code: "WOT_TIMEOUT" });
    served.thing.property("slow").gate?.open();
    await peer.ask({ operation: "readproperty", name: "count" });
    expect(peer.messages).toHaveLength(2);
  });

  it("gives a slow reader of a property the newest value, and closes a slow reader of events with 1013", async () => {
    await using served = await serve({ limits: { maxQueuedBytesPerSubscriber: 1_000 } });
    await using observer = await join(served);
    await observer.ask({ operation: "observeproperty", name: weirdName });
    observer.socket.pause();
    const filler = "x".repeat(20_000);
    for (let value = 1; value <= 1_000; value++) served.thing.property(weirdName).set(filler + value);
    observer.socket.resume();
    await observer.until(({ value }) => value === `${filler}1000`);
    expect(observer.notifications.length).toBeLessThan(900);
    await using subscriber = await join(served);
    await subscriber.ask({ operation: "subscribeevent", name: "tick" });
    subscriber.socket.pause();
    for (let value = 1; value <= 1_000; value++) served.thing.event("tick").emit(filler);
    subscriber.socket.resume();
    expect(await subscriber.closed()).toBe(1013);
  });

  it("counts each subscription against maxSubscriptionsPerClient, and frees them with the connection", async () => {
    await using served = await serve({ limits: { maxSubscriptionsPerClient: 2, historyMs: 0 } });
    const peer = await join(served);
    expect((await peer.ask({ operation: "subscribeevent", name: "tick" })).error).toBeUndefined();
    expect((await peer.ask({ operation: "subscribeevent", name: "tick" })).error).toBeUndefined();
    expect((await peer.ask({ operation: "subscribeevent", name: "alarm" })).error).toBeUndefined();
    expect((await peer.ask({ operation: "observeallproperties" })).error.code).toBe("WOT_TOO_MANY");
    expect((await peer.ask({ operation: "observeproperty", name: "count" })).error.code).toBe("WOT_TOO_MANY");
    expect([...served.thing.properties.values()].every(({ emitter }) => emitter.active === 0)).toBe(true);
    await peer[Symbol.asyncDispose]();
    await served.thing.event("tick").emitter.untilActive(0, 2_000);
  });

  it("cuts a peer that has not answered a ping for webSocketPingMs, and leaves no timer behind", async () => {
    const clock = new ManualClock();
    await using served = await serve({ clock, limits: { historyMs: 0, webSocketPingMs: 7 } });
    await using dead = await new WebThingPeer(urlOf(served), { autoPong: false }).opened();
    await using alive = await join(served);
    clock.advance(7);
    await new Promise((resolve) => alive.socket.once("ping", resolve));
    await alive.ask({ operation: "readproperty", name: "count" });
    clock.advance(6);
    expect(dead.closedWith).toBeUndefined();
    clock.advance(1);
    expect(await dead.closed()).toBe(1006);
    expect((await alive.ask({ operation: "readproperty", name: "count" })).value).toBe(0);
    await alive[Symbol.asyncDispose]();
    await served.ask("/test-thing/properties/count");
    clock.advance(7);
    expect(clock.pending).toBe(0);
  });

  it("does not cut a peer whose pong it has not read because maxPipelinedRequests wait for answers", async () => {
    const clock = new ManualClock();
    await using served = await serve({ clock, limits: { maxPipelinedRequests: 1, webSocketPingMs: 7 } });
    await using peer = await join(served);
    const { _socket: connection } = peer.socket as unknown as { _socket: Socket };
    connection.cork();
    const slow = [1, 2].map(() => peer.ask({ operation: "readproperty", name: "slow" }));
    connection.uncork();
    await served.thing.calls.until("readproperty", "slow", 1, 2_000);
    await new Promise((resolve) => setImmediate(resolve));
    for (let turn = 0; turn < 3; turn++) clock.advance(7);
    served.thing.property("slow").gate?.open();
    expect(await Promise.all(slow)).toHaveLength(2);
    const pinged = once(peer.socket, "ping");
    clock.advance(7);
    await pinged;
  });

  it("closes with 1001 when its Thing is withdrawn or the server stops, and cancels at the Thing", async () => {
    const served = await serve();
    await using first = await join(served);
    await first.ask({ operation: "observeproperty", name: "count" });
    await served.server.withdraw(served.thing.id);
    expect(await first.closed()).toBe(1001);
    expect(served.thing.property("count").emitter.active).toBe(0);
    await served.server.expose(served.thing);
    await using second = await join(served);
    await second.ask({ operation: "subscribeevent", name: "tick" });
    second.socket.pause();
    const begun = Date.now();
    await served.server.stop();
    expect(Date.now() - begun).toBeLessThan(2_000);
    second.socket.resume();
    expect(await second.closed()).toBe(1001);
    expect(served.thing.event("tick").emitter.active).toBe(0);
  });
});
