import { connect, type Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { CallbackPeer } from "./support/callback-peer.js";
import { ManualClock } from "./support/manual-clock.js";
import { serveThing } from "./support/served-thing.js";
import { WebThingPeer } from "./support/web-thing-peer.js";

const observers = 1_000;

const open = async (port: number, request: string): Promise<Socket> => {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  socket.write(request.replace("\r\n", "\r\nHost: x\r\n"));
  await new Promise((resolve) => socket.once("connect", resolve));
  return socket;
};

/** Resolves when the peer has closed. Whoever does not read would not learn of it. */
const closed = (socket: Socket): Promise<unknown> =>
  socket.closed ? Promise.resolve() : new Promise((resolve) => socket.resume().once("close", resolve));

describe("a server that stops with 1,000 observers", () => {
  it("is done within 2 s, and leaves no subscription, no connection and no timer behind", async () => {
    const clock = new ManualClock();
    await using peer = await CallbackPeer.listen();
    peer.answer = () => {};
    const limits = { maxSubscriptionsPerClient: 2_000 };
    const served = await serveThing({ clock, limits, webSocket: true, callbacks: { allow: [peer.origin] } });
    const { port, thing } = served;
    const { emitter } = thing.event("tick");
    const sockets: Socket[] = [];
    const requests = [
      "GET /test-thing/events/tick HTTP/1.1\r\nAccept: text/event-stream\r\n\r\n",
      "GET /test-thing/events/tick/poll HTTP/1.1\r\n\r\n",
    ];
    for (let i = 0; i < 800; i++) sockets.push(await open(port, requests[i % 2]!));
    const webSockets: WebThingPeer[] = [];
    for (let i = 0; i < 100; i++) {
      const webSocket = await new WebThingPeer(`ws://127.0.0.1:${port}/test-thing`).opened();
      await webSocket.ask({ operation: "subscribeevent", name: "tick" });
      webSockets.push(webSocket);
    }
    for (let i = 0; i < 100; i++) {
      const body = JSON.stringify({ callbackURL: `${peer.origin}/${i}` });
      const headers = { "content-type": "application/json" };
      expect((await served.ask("/test-thing/events/tick", { method: "POST", headers, body })).status).toBe(201);
    }
    await emitter.untilActive(observers, 10_000);
    // Some do not read, and callbacks do not answer.
    for (const socket of sockets.slice(0, 100)) socket.pause();
    thing.event("tick").emit("x".repeat(1_000));
    await peer.until(4);
    const begun = Date.now();
    await served.server.stop();
    expect(Date.now() - begun).toBeLessThan(2_000);
    expect([emitter.active, clock.pending]).toEqual([0, 0]);
    await Promise.all([...sockets.map(closed), ...webSockets.map((webSocket) => webSocket.closed())]);
    await expect(served.ask("/")).rejects.toThrow();
  }, 30_000);
});
