import { CredentialsError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { CallbackPeer } from "../../../support/callback-peer.js";
import { ManualClock } from "../../../support/manual-clock.js";
import { type Answer, type ServedThing, serveThing } from "../../../support/served-thing.js";

const serve = (peer: CallbackPeer, options = {}) => serveThing({ callbacks: { allow: [peer.origin] }, ...options });

const post = (served: ServedThing, path: string, body: unknown, headers = {}): Promise<Answer> =>
  served.ask(path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

const subscribe = (served: ServedThing, path: string, peer: CallbackPeer) =>
  post(served, path, { callbackURL: `${peer.origin}/hook?k=v` });

describe("a webhook", () => {
  it("is offered only where callbacks are allowed", async () => {
    await using peer = await CallbackPeer.listen();
    await using off = await serveThing();
    await using on = await serve(peer);
    const offers = ({ forms }: ServedThing) =>
      [...(forms.events.get("tick") ?? []), ...(forms.properties.get("count") ?? []), ...forms.thing].filter(
        ({ subprotocol }) => subprotocol === "webhook",
      );
    expect(offers(off)).toEqual([]);
    expect(offers(on).map(({ op, href, contentType }) => [op, href, contentType])).toEqual([
      [["subscribeevent", "unsubscribeevent"], `${on.base}/test-thing/events/tick`, "application/json"],
      [["observeproperty", "unobserveproperty"], `${on.base}/test-thing/properties/count`, "application/json"],
      [["observeallproperties", "unobserveallproperties"], `${on.base}/test-thing/properties`, "application/json"],
      [["subscribeallevents", "unsubscribeallevents"], `${on.base}/test-thing/events`, "application/json"],
    ]);
    expect((await subscribe(off, "/test-thing/events/tick", peer)).status).toBe(405);
  });

  it("is answered with 201 and a Location that nobody can guess (Profile observeproperty-5)", async () => {
    await using peer = await CallbackPeer.listen();
    await using served = await serve(peer);
    const answers = [
      await subscribe(served, "/test-thing/properties/count", peer),
      await subscribe(served, "/test-thing/properties/count", peer),
    ];
    const locations = answers.map(({ headers }) => String(headers.location));
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    for (const location of locations) expect(location).toMatch(/^\/test-thing\/subscriptions\/[\w-]{24}$/);
    expect(new Set(locations).size).toBe(2);
  });

  it("notifies of a property with type, link and date (Profile observeproperty-6)", async () => {
    await using peer = await CallbackPeer.listen();
    await using served = await serve(peer);
    await subscribe(served, "/test-thing/properties/count", peer);
    served.thing.property("count").set(7);
    const [call] = await peer.until(1);
    expect([call?.method, call?.url.pathname, call?.url.search, call?.body]).toEqual(["POST", "/hook", "?k=v", "7"]);
    expect(call?.headers).toMatchObject({
      "content-type": "application/json",
      link: `<${served.base}/test-thing/properties/count>; rel="self"`,
      date: "Tue, 14 Nov 2023 22:13:20 GMT",
    });
  });

  it.each([
    ["/test-thing/properties", "/test-thing/properties/count"],
    ["/test-thing/events", "/test-thing/events/tick"],
  ])("of everything at %s links to the affordance and sends its bare data", async (path, affordance) => {
    await using peer = await CallbackPeer.listen();
    await using served = await serve(peer);
    await subscribe(served, path, peer);
    served.thing.property("count").set(3);
    served.thing.event("tick").emit(3);
    const [call] = await peer.until(1);
    expect([call?.body, call?.headers.link]).toEqual(["3", `<${served.base}${affordance}>; rel="self"`]);
  });

  it.each(["/test-thing/events/tick", "/test-thing/events"])(
    "at %s has neither body nor type when the event has no data (Profile subscribeevent-6.5)",
    async (path) => {
      await using peer = await CallbackPeer.listen();
      await using served = await serve(peer);
      await subscribe(served, path, peer);
      served.thing.event("tick").emit(null, { contentType: "", body: new Uint8Array() });
      const [call] = await peer.until(1);
      expect([call?.body, call?.headers["content-type"]]).toEqual(["", undefined]);
    },
  );

  it("keeps the order, and ends with DELETE and 204 (Profile unsubscribeevent-2)", async () => {
    await using peer = await CallbackPeer.listen();
    await using served = await serve(peer);
    const { headers } = await subscribe(served, "/test-thing/events/tick", peer);
    const location = String(headers.location);
    for (let value = 1; value <= 30; value++) served.thing.event("tick").emit(value);
    const calls = await peer.until(30);
    expect(calls.map(({ body }) => Number(body))).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    expect((await served.ask(location, { method: "DELETE" })).status).toBe(204);
    expect(served.thing.event("tick").emitter.active).toBe(0);
    expect((await served.ask(location, { method: "DELETE" })).status).toBe(404);
  });

  it("is ended only by who may subscribe to the same, and only under its own Thing", async () => {
    await using peer = await CallbackPeer.listen();
    await using served = await serve(peer);
    const { headers } = await subscribe(served, "/test-thing/events/tick", peer);
    const location = String(headers.location);
    served.thing.event("tick").failure = new CredentialsError("WOT_CREDENTIALS_MISSING", "who?");
    expect((await served.ask(location, { method: "DELETE" })).status).toBe(401);
    expect(served.thing.event("tick").emitter.active).toBe(1);
    served.thing.event("tick").failure = undefined;
    for (const other of [
      "/test-thing/subscriptions/x",
      "/none/subscriptions/x",
      "/test-thing/subscriptions",
      `${location}/x`,
    ]) {
      expect((await served.ask(other, { method: "DELETE" })).status).toBe(404);
    }
    expect((await served.ask(location)).status).toBe(405);
  });

  it.each([
    ["{", 400],
    ["[]", 400],
    ["null", 400],
    ["{}", 400],
    ['{"callbackURL":7}', 400],
    ['{"callbackURL":"x"}', 400],
    ['{"callbackURL":"https://u:p@a.example/"}', 400],
    ['{"__proto__":{"callbackURL":"https://a.example/"}}', 400],
    ['{"callbackURL":"https://evil.example/"}', 403],
    ['{"callbackURL":"http://127.0.0.1:1/"}', 403],
    ['{"callbackURL":"http://169.254.169.254/latest/meta-data"}', 403],
  ])("refuses %s with %i", async (body, status) => {
    await using peer = await CallbackPeer.listen();
    await using served = await serve(peer);
    const answer = await post(served, "/test-thing/events/tick", body);
    expect([answer.status, answer.headers["content-type"]]).toEqual([status, "application/problem+json"]);
    expect(served.thing.event("tick").emitter.active).toBe(0);
  });

  it("hands over what an event asks of its subscribers, and nothing when it asks nothing", async () => {
    await using peer = await CallbackPeer.listen();
    await using served = await serve(peer);
    const callbackURL = peer.origin;
    await post(served, "/test-thing/events/tick", { callbackURL });
    await post(served, "/test-thing/events/tick", { every: 5, callbackURL });
    const contents = served.thing.calls.of("subscribeevent", "tick").map(({ request }) => request.content);
    expect(contents.map((content) => Buffer.from(content?.body ?? []).toString())).toEqual(["", '{"every":5}']);
  });

  it("refuses another content type with 415, and what the Thing refuses as it does", async () => {
    await using peer = await CallbackPeer.listen();
    await using served = await serve(peer);
    const typed = await post(served, "/test-thing/events/tick", "x=y", { "content-type": "text/plain" });
    expect(typed.status).toBe(415);
    served.thing.event("tick").failure = new CredentialsError("WOT_CREDENTIALS_REFUSED", "not you");
    expect((await subscribe(served, "/test-thing/events/tick", peer)).status).toBe(403);
    expect((await subscribe(served, "/test-thing/properties/sealed", peer)).status).toBe(405);
  });

  it("counts against maxSubscriptionsPerClient, and ends when its time is over", async () => {
    await using peer = await CallbackPeer.listen();
    const clock = new ManualClock();
    const limits = { maxSubscriptionsPerClient: 1, maxCallbackLifetimeMs: 60_000 };
    await using served = await serve(peer, { clock, limits });
    const { headers } = await subscribe(served, "/test-thing/events/tick", peer);
    expect((await subscribe(served, "/test-thing/events/alarm", peer)).status).toBe(429);
    clock.advance(60_000);
    expect(served.thing.event("tick").emitter.active).toBe(0);
    expect((await served.ask(String(headers.location), { method: "DELETE" })).status).toBe(404);
    expect((await subscribe(served, "/test-thing/events/alarm", peer)).status).toBe(201);
  });

  it("ends when nobody takes the notifications, and goes on when somebody does again", async () => {
    await using peer = await CallbackPeer.listen();
    const clock = new ManualClock();
    await using served = await serve(peer, { clock, limits: { maxCallbackFailures: 2 } });
    await subscribe(served, "/test-thing/events/tick", peer);
    peer.answer = (_called, response) => {
      response.statusCode = 503;
      response.end();
    };
    served.thing.event("tick").emit(1);
    await peer.until(1);
    const { emitter } = served.thing.event("tick");
    while (emitter.active > 0) {
      await new Promise((resolve) => setImmediate(resolve));
      clock.advance(1_000);
    }
    expect(peer.calls.map(({ body }) => body)).toEqual(["1", "1"]);
    expect(served.host.log).toHaveLength(1);
  });

  it("ends with its Thing and with the server, and leaves no timer", async () => {
    await using peer = await CallbackPeer.listen();
    const clock = new ManualClock();
    const served = await serve(peer, { clock });
    await subscribe(served, "/test-thing/events/tick", peer);
    await served.server.withdraw(served.thing.id);
    expect(served.thing.event("tick").emitter.active).toBe(0);
    await served.server.expose(served.thing);
    await subscribe(served, "/test-thing/events/tick", peer);
    peer.answer = () => {};
    served.thing.event("tick").emit(1);
    await peer.until(1);
    await served.server.stop();
    expect([served.thing.event("tick").emitter.active, clock.pending]).toEqual([0, 0]);
  });
});
