import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { CallbackPeer } from "../../../support/callback-peer.js";
import { ManualClock } from "../../../support/manual-clock.js";
import { type Answer, type ServedThing, serveThing } from "../../../support/served-thing.js";

const serve = (peer: CallbackPeer, options = {}) => serveThing({ callbacks: { allow: [peer.origin] }, ...options });

function ask(served: ServedThing, peer: CallbackPeer, parameters: Record<string, string>): Promise<Answer> {
  const defaults = {
    "hub.mode": "subscribe",
    "hub.callback": `${peer.origin}/sub?k=v`,
    "hub.topic": `${served.base}/test-thing/events/tick`,
  };
  const body = new URLSearchParams({ ...defaults, ...parameters }).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return served.ask("/test-thing/hub", { method: "POST", headers, body });
}

const settled = async () => {
  for (let i = 0; i < 10; i++) await new Promise((resolve) => setImmediate(resolve));
};

describe("WebSub", () => {
  it("tells of the hub where a topic is read, observed or only looked at (WebSub §4)", async () => {
    await using peer = await CallbackPeer.listen();
    await using served = await serve(peer);
    const link = (path: string) =>
      `<${served.base}/test-thing/hub>; rel="hub", <${served.base}/test-thing/${path}>; rel="self"`;
    const get = await served.ask("/test-thing/properties/count");
    const head = await served.ask("/test-thing/events/tick", { method: "HEAD" });
    const looked = await served.ask("/test-thing/events/tick");
    await using raw = served.raw();
    raw.send("GET /test-thing/events/tick HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n");
    expect([get.headers.link, head.headers.link]).toEqual([link("properties/count"), link("events/tick")]);
    expect([looked.status, looked.headers.link]).toEqual([204, link("events/tick")]);
    expect(await raw.until("\r\n\r\n")).toContain(`\r\nlink: ${link("events/tick")}\r\n`);
    expect(served.forms.events.get("tick")?.find(({ subprotocol }) => subprotocol === "websub")).toEqual({
      href: `${served.base}/test-thing/events/tick`,
      contentType: "application/json",
      op: ["subscribeevent", "unsubscribeevent"],
      subprotocol: "websub",
    });
    await using off = await serveThing();
    expect((await off.ask("/test-thing/properties/count")).headers.link).toBeUndefined();
    expect((await off.ask("/test-thing/hub", { method: "POST" })).status).toBe(404);
  });

  it("verifies the intent, then distributes content with links and a signature (WebSub §5.3, §7)", async () => {
    await using peer = (await CallbackPeer.listen()).confirming();
    await using served = await serve(peer);
    const answer = await ask(served, peer, { "hub.secret": "s3cret", "hub.lease_seconds": "3600" });
    expect(answer.status).toBe(202);
    const [verification] = await peer.until(1);
    expect([verification?.method, verification?.url.pathname]).toEqual(["GET", "/sub"]);
    expect(Object.fromEntries(verification!.url.searchParams)).toEqual({
      k: "v",
      "hub.mode": "subscribe",
      "hub.topic": `${served.base}/test-thing/events/tick`,
      "hub.lease_seconds": "3600",
      "hub.challenge": expect.stringMatching(/^[\w-]{32}$/),
    });
    await settled();
    served.thing.event("tick").emit({ a: 1 });
    const call = (await peer.until(2))[1];
    expect([call?.method, call?.body, call?.headers["content-type"]]).toEqual(["POST", '{"a":1}', "application/json"]);
    expect(call?.headers.link).toBe(
      `<${served.base}/test-thing/hub>; rel="hub", <${served.base}/test-thing/events/tick>; rel="self"`,
    );
    const signature = createHmac("sha256", "s3cret").update('{"a":1}').digest("hex");
    expect(call?.headers["x-hub-signature"]).toBe(`sha256=${signature}`);
  });

  it.each([
    [404, (challenge: string) => challenge],
    [200, () => "something else"],
    [200, (challenge: string) => `${challenge} `],
    [302, (challenge: string) => challenge],
  ])("sends nothing to a callback that answers the challenge with %i and another text", async (status, reply) => {
    await using peer = await CallbackPeer.listen();
    await using served = await serve(peer);
    peer.answer = ({ url }, response) => {
      response.statusCode = status;
      response.end(reply(url.searchParams.get("hub.challenge") ?? ""));
    };
    await ask(served, peer, {});
    await served.thing.event("tick").emitter.untilActive(0, 2_000);
    served.thing.event("tick").emit(1);
    await settled();
    expect(peer.calls.map(({ method }) => method)).toEqual(["GET"]);
  });

  it("keeps what happens while the intent is verified", async () => {
    await using peer = await CallbackPeer.listen();
    await using served = await serve(peer);
    peer.answer = ({ method, url }, response) => {
      if (method === "GET") served.thing.event("tick").emit(1);
      response.end(url.searchParams.get("hub.challenge") ?? "");
    };
    await ask(served, peer, {});
    expect((await peer.until(2))[1]?.body).toBe("1");
  });

  it("lets go of a topic that nobody confirms or refuses in time", async () => {
    await using peer = await CallbackPeer.listen();
    const clock = new ManualClock();
    await using served = await serve(peer, { clock, limits: { handlerTimeoutMs: 1_000, callbackTimeoutMs: 1_000 } });
    peer.answer = () => {};
    await ask(served, peer, {});
    await peer.until(1);
    clock.advance(2_000);
    expect(served.thing.event("tick").emitter.active).toBe(0);
  });

  it("ends with the lease, and is renewed by asking again, never twice at the same time", async () => {
    await using peer = (await CallbackPeer.listen()).confirming();
    const clock = new ManualClock();
    await using served = await serve(peer, { clock });
    const { emitter } = served.thing.event("tick");
    await ask(served, peer, { "hub.lease_seconds": "100" });
    await peer.until(1);
    await settled();
    clock.advance(99_000);
    await ask(served, peer, { "hub.lease_seconds": "100" });
    await peer.until(2);
    await emitter.untilActive(1, 2_000);
    clock.advance(99_000);
    expect(emitter.active).toBe(1);
    clock.advance(1_000);
    expect([emitter.active, clock.pending]).toEqual([0, 1]);
  });

  it("tells the callback when its topic has gone (WebSub §5.2)", async () => {
    await using peer = (await CallbackPeer.listen()).confirming();
    await using served = await serve(peer);
    await ask(served, peer, {});
    await peer.until(1);
    await settled();
    await served.server.withdraw(served.thing.id);
    const told = (await peer.until(2))[1];
    expect([told?.method, told?.url.searchParams.get("hub.mode")]).toEqual(["GET", "denied"]);
    expect(told?.url.searchParams.get("hub.topic")).toBe(`${served.base}/test-thing/events/tick`);
  });

  it("grants no longer lease than maxCallbackLifetimeMs", async () => {
    await using peer = (await CallbackPeer.listen()).confirming();
    await using served = await serve(peer, { limits: { maxCallbackLifetimeMs: 60_000 } });
    await ask(served, peer, { "hub.lease_seconds": "9999999999" });
    const [verification] = await peer.until(1);
    expect(verification?.url.searchParams.get("hub.lease_seconds")).toBe("60");
  });

  it("unsubscribes when the callback confirms it, and not before", async () => {
    await using peer = (await CallbackPeer.listen()).confirming();
    await using served = await serve(peer);
    const { emitter } = served.thing.event("tick");
    await ask(served, peer, {});
    await peer.until(1);
    await settled();
    peer.answer = (_called, response) => response.end("no");
    expect((await ask(served, peer, { "hub.mode": "unsubscribe" })).status).toBe(202);
    await peer.until(2);
    await settled();
    expect(emitter.active).toBe(1);
    await ask(served, peer.confirming(), { "hub.mode": "unsubscribe" });
    await emitter.untilActive(0, 2_000);
    expect(peer.calls[2]?.url.searchParams.get("hub.mode")).toBe("unsubscribe");
  });

  it.each([
    [{ "hub.mode": "publish" }, 400],
    [{ "hub.callback": "" }, 400],
    [{ "hub.callback": "https://evil.example/" }, 403],
    [{ "hub.topic": "" }, 404],
    [{ "hub.topic": "https://evil.example/test-thing/events/tick" }, 404],
    [{ "hub.lease_seconds": "-1" }, 400],
    [{ "hub.lease_seconds": "1e9" }, 400],
    [{ "hub.secret": "x".repeat(200) }, 400],
  ])("refuses %j with %i and calls nobody", async (parameters, status) => {
    await using peer = (await CallbackPeer.listen()).confirming();
    await using served = await serve(peer);
    expect((await ask(served, peer, parameters)).status).toBe(status);
    expect([peer.calls, served.thing.event("tick").emitter.active]).toEqual([[], 0]);
  });

  it.each(["\r\nx-evil: 1", ' >; rel="hub"', '"', "%4", "\u2028", "#part"])(
    "refuses a topic whose query has %j, which is no URI",
    async (text) => {
      await using peer = (await CallbackPeer.listen()).confirming();
      await using served = await serve(peer);
      const topic = `${served.base}/test-thing/events/tick`;
      expect((await ask(served, peer, { "hub.topic": `${topic}?x=${text}` })).status).toBe(404);
      expect((await ask(served, peer, { "hub.topic": `${topic}?x=%0A` })).status).toBe(202);
    },
  );

  it("asks a callback back once at a time, and not without end about what it never got", async () => {
    await using peer = await CallbackPeer.listen();
    await using served = await serve(peer);
    peer.answer = () => {};
    const leave = (path: string) =>
      ask(served, peer, { "hub.mode": "unsubscribe", "hub.callback": peer.origin + path });
    const same = await Promise.all(Array.from({ length: 40 }, () => leave("/same")));
    expect(same.map(({ status }) => status)).toEqual(new Array(40).fill(202));
    for (let i = 1; i < 32; i++) expect((await leave(`/${i}`)).status).toBe(202);
    expect((await leave("/more")).status).toBe(503);
  });

  it("refuses another content type with 415 and topics that cannot be observed with 404", async () => {
    await using peer = await CallbackPeer.listen();
    await using served = await serve(peer);
    const json = await served.ask("/test-thing/hub", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    expect(json.status).toBe(415);
    for (const path of [
      "properties",
      "events",
      "properties/sealed",
      "properties/none",
      "actions/echo",
      "",
      "events/tick#x",
    ]) {
      expect((await ask(served, peer, { "hub.topic": `${served.base}/test-thing/${path}` })).status).toBe(404);
    }
  });
});
