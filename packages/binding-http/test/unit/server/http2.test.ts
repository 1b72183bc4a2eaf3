import { once } from "node:events";
import { constants } from "node:http2";
import { connect } from "node:tls";
import { type HttpServerOptions, httpServer } from "@thingwright/binding-http";
import { Authority, fakeHost, testThing } from "@thingwright/contract-tests";
import { describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { Http2Peer, replyOf } from "../../support/http2-peer.js";

const authority = new Authority("the authority of these tests");
const tls = authority.issue();
const json = { "content-type": "application/json" };

async function serve(options: HttpServerOptions = {}) {
  const server = httpServer({ port: 0, tls, ...options });
  const thing = testThing();
  await server.start(fakeHost(thing));
  await server.expose(thing);
  const origin = server.addresses()[0]!;
  return {
    server,
    thing,
    origin,
    peer: () => new Http2Peer(origin, authority.cert),
    async [Symbol.asyncDispose]() {
      thing.property("slow").gate?.open();
      await server.stop();
    },
  };
}

const count = "/test-thing/properties/count";
const slow = "/test-thing/properties/slow";
const ticks = "/test-thing/events/tick";

describe("the HTTP server over HTTP/2", () => {
  it("reads, writes and invokes, over one connection", async () => {
    await using served = await serve();
    await using peer = served.peer();
    expect(await peer.ask(count)).toMatchObject({ status: 200, text: "0", code: 0 });
    expect(await peer.ask(count, { ":method": "PUT", ...json }, "7")).toMatchObject({ status: 204, text: "" });
    expect((await peer.ask(count)).text).toBe("7");
    expect(await peer.ask("/test-thing/actions/echo", { ":method": "POST", ...json }, '"hi"')).toMatchObject({
      status: 200,
      text: '"hi"',
    });
    expect((await peer.ask("/test-thing")).headers["content-type"]).toBe("application/td+json");
  });

  it("answers HEAD, OPTIONS and what is not there as over HTTP/1.1", async () => {
    await using served = await serve();
    await using peer = served.peer();
    expect(await peer.ask(count, { ":method": "HEAD" })).toMatchObject({ status: 200, text: "", code: 0 });
    expect((await peer.ask(count, { ":method": "OPTIONS" })).headers.allow).toContain("PUT");
    expect(await peer.ask("/none")).toMatchObject({
      status: 404,
      headers: { "content-type": "application/problem+json" },
    });
    expect((await peer.ask(count, { ":method": "DELETE" })).status).toBe(405);
    expect(
      (await peer.ask(count, { ":method": "CONNECT", ":authority": "x:1", ":path": undefined, ":scheme": undefined }))
        .status,
    ).toBe(405);
  });

  it("sends no header of a connection", async () => {
    await using served = await serve();
    await using peer = served.peer();
    const { status, headers } = await peer.ask(`/${"x".repeat(9_000)}`);
    expect(status).toBe(414);
    for (const name of ["connection", "keep-alive", "transfer-encoding"]) expect(headers).not.toHaveProperty(name);
  });

  it("refuses a request that is for two hosts, or a malformed one", async () => {
    await using served = await serve();
    await using peer = served.peer();
    expect((await peer.ask(count, { ":authority": "lamp", host: "door" })).status).toBe(400);
    expect((await peer.ask(count, { ":authority": "lamp", host: "lamp" })).status).toBe(200);
    expect((await peer.ask(count, { ":authority": "a/b" })).status).not.toBe(200);
  });

  it("serves as many requests at a time as maxStreamsPerConnection", async () => {
    await using served = await serve({ limits: { maxStreamsPerConnection: 3 } });
    await using peer = served.peer();
    const [settings] = await once(peer.session, "remoteSettings");
    expect(settings).toMatchObject({ maxConcurrentStreams: 3, maxHeaderListSize: 16_384 });
    const replies = await Promise.all(Array.from({ length: 20 }, () => peer.ask(count)));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it("refuses streams while a connection takes over maxConnectionMemoryMiB, and no other connection", async () => {
    await using served = await serve({ limits: { maxConnectionMemoryMiB: 1 } });
    served.thing.property("name").set("x".repeat(2 ** 21));
    await using peer = served.peer();
    await new Promise<void>((resolve) => peer.session.settings({ initialWindowSize: 0 }, () => resolve()));
    const unread = peer.open({ ":path": "/test-thing/properties/name" });
    await once(unread, "response");
    expect(await peer.ask(count)).toMatchObject({ status: 0, code: constants.NGHTTP2_ENHANCE_YOUR_CALM });
    await using other = served.peer();
    expect(await other.ask(count)).toMatchObject({ status: 200, text: "0" });
  });

  it("ends a connection whose peer has left over half of maxConnectionMemoryMiB of its answers, once others are given", async () => {
    await using served = await serve({ limits: { maxConnectionMemoryMiB: 1 } });
    served.thing.property("name").set("x".repeat(2 ** 19));
    await using peer = served.peer();
    await new Promise<void>((resolve) => peer.session.settings({ initialWindowSize: 0 }, () => resolve()));
    const waiting = peer.ask(slow, { ":method": "HEAD" });
    await served.thing.calls.until("readproperty", "slow", 1, 2_000);
    const unread = peer.open({ ":path": "/test-thing/properties/name" });
    await once(unread, "response");
    const told = once(peer.session, "goaway");
    unread.close(constants.NGHTTP2_CANCEL);
    expect((await told)[0]).toBe(constants.NGHTTP2_NO_ERROR);
    served.thing.property("slow").gate?.open();
    expect((await waiting).status).toBe(200);
    await peer.closed;
  });

  it("streams events, and cancels at the Thing when the stream is reset", async () => {
    await using served = await serve({ limits: { historyMs: 0 } });
    await using peer = served.peer();
    const stream = peer.open({ ":path": ticks, accept: "text/event-stream" });
    const { emitter } = served.thing.event("tick");
    await emitter.untilActive(1, 2_000);
    served.thing.event("tick").emit(42);
    const [chunk] = await once(stream, "data");
    expect(String(chunk)).toContain("data: 42");
    stream.close(constants.NGHTTP2_CANCEL);
    await emitter.untilActive(0, 2_000);
    expect((await peer.ask(count)).status).toBe(200);
  });

  it("cuts a reader of events that does not read, and not its connection", async () => {
    await using served = await serve({ limits: { maxQueuedBytesPerSubscriber: 1_000, historyMs: 0 } });
    await using peer = served.peer();
    const stream = peer.open({ ":path": ticks, accept: "text/event-stream" }).pause();
    const { emitter } = served.thing.event("tick");
    await emitter.untilActive(1, 2_000);
    const emit = (): number => {
      served.thing.event("tick").emit(1);
      return emitter.active;
    };
    await vi.waitUntil(() => Array.from({ length: 2_000 }, emit).at(-1) === 0, { timeout: 8_000 });
    expect((await peer.ask(count)).status).toBe(200);
    stream.destroy();
  });

  it("answers long polls", async () => {
    await using served = await serve();
    await using peer = served.peer();
    const poll = peer.ask(`${ticks}/poll`);
    await served.thing.event("tick").emitter.untilActive(1, 2_000);
    served.thing.event("tick").emit(5);
    expect(await poll).toMatchObject({ status: 200, text: "5", headers: { link: expect.stringContaining("next") } });
  });

  it("refuses a body over the limit and goes on serving the connection", async () => {
    await using served = await serve({ limits: { maxBodyBytes: 1_000 } });
    await using peer = served.peer();
    const put = { ":method": "PUT", ":path": count, ...json };
    expect((await replyOf(peer.open(put, false).end("1".repeat(1_500)))).status).toBe(413);
    const endless = peer.open(put, false);
    const reply = replyOf(endless);
    endless.write("1".repeat(1_500));
    await once(endless, "response");
    endless.write("1".repeat(5_000));
    expect((await reply).status).toBe(413);
    expect((await peer.ask(count)).status).toBe(200);
    expect(served.thing.calls.of("writeproperty", "count")).toEqual([]);
  });

  it("asks for a body with 100 Continue", async () => {
    await using served = await serve();
    await using peer = served.peer();
    const stream = peer.open({ ":method": "PUT", ":path": count, expect: "100-continue", ...json }, false);
    const reply = replyOf(stream);
    await once(stream, "continue");
    stream.end("3");
    expect((await reply).status).toBe(204);
  });

  it("ends a body that does not come with 408, alone", async () => {
    await using served = await serve({ limits: { requestTimeoutMs: 100, headersTimeoutMs: 100 } });
    await using peer = served.peer();
    const stream = peer.open({ ":method": "PUT", ":path": count, ...json }, false);
    stream.write("1");
    expect(await replyOf(stream)).toMatchObject({ status: 408, text: expect.stringContaining('"status":408') });
    expect((await peer.ask(count)).status).toBe(200);
    expect(served.thing.calls.of("writeproperty", "count")).toEqual([]);
  });

  it("does not take half a body for a whole one when the peer goes", async () => {
    await using served = await serve();
    await using peer = served.peer();
    const put = { ":method": "PUT", ":path": count, ...json };
    const begun = [constants.NGHTTP2_CANCEL, constants.NGHTTP2_NO_ERROR].map((code) => {
      // Node ends a body before it takes the request back: only its length tells that there should have been more.
      const stream = peer.open({ ...put, "content-length": 2 }, false);
      stream.write("1");
      return () => stream.close(code);
    });
    peer.open(put, false).write("1");
    expect((await peer.ask(count)).status).toBe(200);
    for (const takeBack of begun) takeBack();
    expect((await peer.ask(count)).status).toBe(200);
    peer.session.destroy();
    await using other = served.peer();
    expect((await other.ask(count)).text).toBe("0");
    expect(served.thing.calls.of("writeproperty", "count")).toEqual([]);
  });

  it("refuses headers over maxHeaderBytes", async () => {
    await using served = await serve({ limits: { maxHeaderBytes: 2_000 } });
    await using peer = served.peer();
    await once(peer.session, "remoteSettings");
    const reply = await peer.ask(count, { "x-flood": "y".repeat(4_000) });
    expect(reply.status === 431 || reply.code !== 0).toBe(true);
    await using other = served.peer();
    expect((await other.ask(count)).status).toBe(200);
  });

  it.each<[string, (peer: Http2Peer) => void]>([
    ["takes back what it asks for", (peer) => peer.open({ ":path": slow }).close(constants.NGHTTP2_CANCEL)],
    ["pings", (peer) => peer.session.ping(() => {})],
    ["changes its settings", (peer) => peer.session.settings({ initialWindowSize: 65_536 })],
  ])("closes the connection of a peer that %s without end", async (_, bother) => {
    await using served = await serve({ limits: { maxControlFramesPerMinute: 20 } });
    await using peer = served.peer();
    await once(peer.session, "remoteSettings");
    const bothering = setInterval(() => {
      if (!peer.session.destroyed && !peer.session.closed) bother(peer);
    }, 1);
    await peer.closed;
    clearInterval(bothering);
    expect(peer.goaway).toBe(constants.NGHTTP2_ENHANCE_YOUR_CALM);
    await using other = served.peer();
    expect((await other.ask(count)).status).toBe(200);
  });

  it("closes a connection whose peer piles up work and takes it back", async () => {
    await using served = await serve({ limits: { maxPipelinedRequests: 5, maxStreamsPerConnection: 5 } });
    await using peer = served.peer();
    await once(peer.session, "remoteSettings");
    const calls = () => served.thing.calls.of("readproperty", "slow").length;
    for (let i = 1; !peer.session.destroyed; i++) {
      const stream = peer.open({ ":path": slow });
      await vi.waitUntil(() => calls() === i || peer.session.destroyed);
      stream.close(constants.NGHTTP2_CANCEL);
    }
    expect(calls()).toBeLessThanOrEqual(11);
    await peer.closed;
    await using other = served.peer();
    expect((await other.ask(count)).status).toBe(200);
  });

  it("closes a connection that is idle, and not one that waits for an answer", async () => {
    await using served = await serve({ limits: { idleTimeoutMs: 400 } });
    await using busy = served.peer();
    const waiting = busy.ask(slow);
    await served.thing.calls.until("readproperty", "slow", 1, 2_000);
    await using idle = served.peer();
    await idle.closed;
    expect(busy.session.closed).toBe(false);
    served.thing.property("slow").gate?.open();
    expect((await waiting).status).toBe(200);
    await busy.closed;
  });

  it("counts its connections like any other", async () => {
    await using served = await serve({ limits: { maxConnections: 1 } });
    await using first = served.peer();
    expect((await first.ask(count)).status).toBe(200);
    await using second = served.peer();
    await second.closed;
    expect((await first.ask(count)).status).toBe(200);
  });

  it("lets requests in progress finish when it stops, and takes no new ones", async () => {
    const served = await serve();
    const peer = served.peer();
    const waiting = peer.ask(slow);
    await served.thing.calls.until("readproperty", "slow", 1, 2_000);
    const stopped = served.server.stop();
    served.thing.property("slow").gate?.open();
    expect((await waiting).status).toBe(200);
    await stopped;
    await peer.closed;
    expect(peer.goaway).toBe(constants.NGHTTP2_NO_ERROR);
  });

  it("stops within 2 s whoever is connected", async () => {
    const served = await serve();
    const peers = Array.from({ length: 3 }, () => served.peer());
    const streams = [
      peers[0]!.open({ ":path": ticks, accept: "text/event-stream" }),
      peers[1]!.open({ ":path": slow }),
      peers[2]!.open({ ":method": "PUT", ":path": count, ...json }, false),
    ];
    await served.thing.event("tick").emitter.untilActive(1, 2_000);
    await served.thing.calls.until("readproperty", "slow", 1, 2_000);
    const begun = Date.now();
    await served.server.stop();
    expect(Date.now() - begun).toBeLessThan(2_000);
    await Promise.all(peers.map((peer) => peer.closed));
    for (const stream of streams) expect(stream.destroyed).toBe(true);
  });

  it("upgrades a connection of HTTP/1.1 to WebSocket beside it", async () => {
    await using served = await serve({ webSocket: true });
    const url = `${served.origin.replace("https", "wss")}/test-thing`;
    const socket = new WebSocket(url, "webthingprotocol", { ca: authority.cert });
    await once(socket, "open");
    expect(socket.protocol).toBe("webthingprotocol");
    socket.terminate();
  });

  it.each([
    [{}, ["h2", "http/1.1"], "h2"],
    [{}, ["http/1.1"], "http/1.1"],
    [{ http2: false }, ["h2", "http/1.1"], "http/1.1"],
    [{}, [], false],
  ])("with %j, of %j chooses %s", async (options, ALPNProtocols, chosen) => {
    await using served = await serve(options);
    const port = Number(new URL(served.origin).port);
    const socket = connect({ port, host: "127.0.0.1", ca: authority.cert, ALPNProtocols });
    await once(socket, "secureConnect");
    expect(socket.alpnProtocol).toBe(chosen);
    socket.destroy();
  });
});
