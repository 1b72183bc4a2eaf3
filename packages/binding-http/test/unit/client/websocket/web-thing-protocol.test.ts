import { once } from "node:events";
import { httpClient } from "@thingwright/binding-http";
import { recordingSink } from "@thingwright/contract-tests";
import type { ClientAuthenticator } from "@thingwright/contracts";
import { describe, expect, it } from "vitest";
import { ManualClock } from "../../../support/manual-clock.js";
import { prepareForm, tryForm } from "../../../support/prepare-form.js";
import { freePort } from "../../../support/served-thing.js";
import { type Message, SocketPeer, type SocketVisit } from "../../../support/socket-peer.js";

const within = { timeoutMs: 2_000 };
/** For bodies that take their time on a busy machine. */
const patiently = { timeoutMs: 20_000 };
const subprotocol = "webthingprotocol";
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const form = ({ href }: SocketPeer) => ({ href, subprotocol });
const content = (value: unknown) => ({
  contentType: "application/json",
  body: new TextEncoder().encode(JSON.stringify(value)),
});
const valueIn = ({ body }: { readonly body: Uint8Array }): unknown => JSON.parse(new TextDecoder().decode(body));

/** A Thing that keeps what is written. */
const keeper = (): SocketPeer => {
  let kept: unknown = 1;
  return new SocketPeer((request, visit) => {
    if (request.operation === "writeproperty") kept = request.value;
    const value = request.operation === "readproperty" ? { value: kept } : {};
    visit.respond(request, value);
  });
};

describe("webThingProtocol", () => {
  it("carries reads and writes as messages over one connection", async () => {
    await using peer = await keeper().listen();
    await using client = httpClient();
    await prepareForm(client, form(peer), "writeproperty", undefined, "level").request({
      ...within,
      content: content({ a: [1, null] }),
    });
    const reply = await prepareForm(client, form(peer), "readproperty", undefined, "level").request(within);
    expect([reply.contentType, valueIn(reply)]).toEqual(["application/json", { a: [1, null] }]);
    expect(peer.requests[0]).toEqual({
      thingID: peer.href,
      messageID: expect.stringMatching(uuid),
      messageType: "request",
      operation: "writeproperty",
      name: "level",
      value: { a: [1, null] },
      correlationID: expect.stringMatching(uuid),
    });
    expect(peer.visits).toHaveLength(1);
    expect(peer.visits[0]?.handshake.headers["sec-websocket-protocol"]).toBe(subprotocol);
  });

  it.each([
    ["readallproperties", undefined, {}, { values: { a: 1 } }, { a: 1 }],
    ["readmultipleproperties", undefined, { names: ["a"] }, { values: { a: 1 } }, { a: 1 }],
    ["writeallproperties", { a: 2 }, { values: { a: 2 } }, {}, undefined],
    ["writemultipleproperties", { a: 2 }, { values: { a: 2 } }, {}, undefined],
    ["invokeaction", 5, { input: 5 }, { output: true }, true],
    ["queryallactions", undefined, {}, { statuses: { p: [{ actionID: "1", status: "running" }] } }, expect.anything()],
  ] as const)("carries %s", async (operation, input, sent, answered, value) => {
    await using peer = await new SocketPeer((request, visit) => visit.respond(request, answered)).listen();
    await using client = httpClient();
    const prepared = prepareForm(client, form(peer), operation, undefined, "p");
    const variables = "names" in sent ? { names: sent.names } : {};
    const reply = await prepared.request({
      ...within,
      variables,
      ...(input === undefined ? {} : { content: content(input) }),
    });
    expect(peer.requests).toEqual([expect.objectContaining({ operation, ...sent })]);
    expect(reply.body.length === 0 ? undefined : valueIn(reply)).toEqual(value);
  });

  it("takes the status of an action that goes on, and asks and cancels with its id", async () => {
    const status = { actionID: "a1", state: "pending", timeRequested: "2025-01-01T00:00:00Z" };
    await using peer = await new SocketPeer((request, visit) => visit.respond(request, { status })).listen();
    await using client = httpClient();
    const invoke = prepareForm(client, form(peer), "invokeaction", undefined, "fade");
    const started = await invoke.request(within);
    expect(started.location).toBe("a1");
    expect(valueIn(started)).toMatchObject({ id: "a1", status: "pending" });
    const query = prepareForm(client, form(peer), "queryaction", undefined, "fade");
    expect(valueIn(await query.request({ ...within, location: "a1" }))).toMatchObject({ status: "pending" });
    await prepareForm(client, form(peer), "cancelaction", undefined, "fade").request({ ...within, location: "a1" });
    expect(peer.requests.slice(1)).toMatchObject([
      { operation: "queryaction", actionID: "a1" },
      { operation: "cancelaction", actionID: "a1" },
    ]);
  });

  it("finds the latest invocation in the list of all", async () => {
    await using peer = await new SocketPeer((request, visit) =>
      visit.respond(
        request,
        request.operation === "queryallactions"
          ? {
              statuses: {
                fade: [
                  { actionID: "new", state: "running" },
                  { actionID: "old", state: "completed" },
                ],
              },
            }
          : {},
      ),
    ).listen();
    await using client = httpClient();
    const latest = await prepareForm(client, form(peer), "queryaction", undefined, "fade").request(within);
    expect(valueIn(latest)).toMatchObject({ id: "new", status: "running" });
    await prepareForm(client, form(peer), "cancelaction", undefined, "fade").request(within);
    expect(peer.requests.at(-1)).toMatchObject({ operation: "cancelaction", actionID: "new" });
    const none = prepareForm(client, form(peer), "queryaction", undefined, "constructor").request(within);
    await expect(none).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
  });

  it.each([
    [
      { status: 404, title: "Not Found", detail: "no such property" },
      { code: "WOT_REMOTE", status: "404" },
    ],
    [
      { status: "503", title: "Later" },
      { code: "WOT_REMOTE", status: "503" },
    ],
    [{ status: 401, title: "Who?" }, { code: "WOT_CREDENTIALS_MISSING" }],
    [{ title: "no status" }, { code: "WOT_PROTOCOL" }],
  ])("takes the error %j for what it is", async (error, expected) => {
    await using peer = await new SocketPeer((request, visit) => visit.respond(request, { error })).listen();
    await using client = httpClient();
    const failed = prepareForm(client, form(peer), "readproperty", undefined, "p").request(within);
    await expect(failed).rejects.toMatchObject(expected);
  });

  it("shares no connection between different credentials, and reads them anew for each request", async () => {
    await using peer = await keeper().listen();
    await using client = httpClient();
    let token = "one";
    const authenticator: ClientAuthenticator = {
      carriers: ["headers"],
      authenticate: () => ({ headers: { authorization: token } }),
    };
    const read = prepareForm(client, form(peer), "readproperty", authenticator, "p");
    await read.request(within);
    await read.request(within);
    token = "two";
    await read.request(within);
    await prepareForm(client, form(peer), "readproperty", undefined, "p").request(within);
    expect(peer.visits.map(({ handshake }) => handshake.headers.authorization)).toEqual(["one", "two", undefined]);
  });

  it("tries a refused handshake once more with better credentials", async () => {
    await using peer = await keeper().listen();
    peer.refuseWith = ({ headers }) => (headers.authorization === "good" ? 0 : 401);
    await using client = httpClient();
    let token = "stale";
    const heard: unknown[] = [];
    const authenticator: ClientAuthenticator = {
      carriers: ["headers"],
      authenticate: () => ({ headers: { authorization: token } }),
      challenged: (challenges) => {
        heard.push(challenges);
        token = "good";
        return true;
      },
    };
    const read = prepareForm(client, form(peer), "readproperty", authenticator, "p");
    expect(valueIn(await read.request(within))).toBe(1);
    expect(heard).toEqual([["Stale"]]);
    const anonymous = prepareForm(client, form(peer), "readproperty", undefined, "p").request(within);
    await expect(anonymous).rejects.toMatchObject({ code: "WOT_CREDENTIALS_MISSING", challenges: ["Stale"] });
  });

  it("refuses a peer that does not take the subprotocol, and one that is not there", async () => {
    await using peer = await new SocketPeer(undefined, "other").listen();
    await using client = httpClient();
    const read = (href: string) =>
      prepareForm(client, { href, subprotocol }, "readproperty", undefined, "p").request(within);
    await expect(read(peer.href)).rejects.toMatchObject({ code: expect.stringMatching(/^WOT_(NETWORK|PROTOCOL)$/) });
    await expect(read(`ws://127.0.0.1:${await freePort()}/`)).rejects.toMatchObject({
      code: "WOT_NETWORK",
      sent: false,
    });
  });

  it("delivers notifications, and tells the Thing when nobody listens any more", async () => {
    await using peer = await new SocketPeer((request, visit) => {
      visit.respond(request);
      if (request.operation === "observeproperty") visit.notify(request, { value: 1 });
    }).listen();
    await using client = httpClient();
    const observe = prepareForm(client, form(peer), "observeproperty", undefined, "level");
    const [first, second] = [recordingSink(), recordingSink()];
    const one = await observe.subscribe(within, first);
    const two = await observe.subscribe(within, second);
    const [request] = peer.asked("observeproperty");
    peer.visits[0]?.notify(request as Message, { value: 2 });
    await second.until(({ values }) => values.length > 0, "a value", 2_000);
    await first.until(({ values }) => values.length > 1, "two values", 2_000);
    expect([first.values, second.values]).toEqual([[1, 2], [2]]);
    await one.stop();
    expect(peer.requests).toHaveLength(1);
    await two.stop();
    await two.stop();
    expect(peer.requests.map(({ operation }) => operation)).toEqual(["observeproperty", "unobserveproperty"]);
  });

  it.each([
    ["has gone", (visit: SocketVisit) => visit.socket.terminate()],
    ["does not answer", () => {}],
  ])("stops in silence when the Thing %s", async (_, misbehave) => {
    await using peer = await new SocketPeer((request, visit) => {
      if (request.operation === "observeproperty") visit.respond(request);
      else misbehave(visit);
    }).listen();
    await using client = httpClient();
    const sink = recordingSink();
    const observe = prepareForm(client, form(peer), "observeproperty", undefined, "level");
    const subscription = await observe.subscribe({ timeoutMs: 200 }, sink);
    await subscription.stop();
    expect(peer.requests.map(({ operation }) => operation)).toEqual(["observeproperty", "unobserveproperty"]);
    expect(sink.calls).toEqual([]);
  });

  it("rejects a stop that the Thing refuses, as it may go on there", async () => {
    await using peer = await new SocketPeer((request, visit) =>
      visit.respond(request, request.operation === "observeproperty" ? {} : { error: { status: 403 } }),
    ).listen();
    await using client = httpClient();
    const observe = prepareForm(client, form(peer), "observeproperty", undefined, "level");
    const subscription = await observe.subscribe(within, recordingSink());
    await expect(subscription.stop()).rejects.toMatchObject({ code: "WOT_CREDENTIALS_REFUSED" });
  });

  it("takes the data of an event, or its value, or nothing", async () => {
    await using peer = await new SocketPeer((request, visit) => {
      visit.respond(request);
      for (const members of [{ data: 1 }, { value: 2 }, {}]) visit.notify(request, members);
    }).listen();
    await using client = httpClient();
    const sink = recordingSink();
    await prepareForm(client, form(peer), "subscribeevent", undefined, "hot").subscribe(within, sink);
    await sink.until(({ contents }) => contents.length === 3, "three", 2_000);
    expect(sink.contents.map(({ body }) => new TextDecoder().decode(body))).toEqual(["1", "2", ""]);
  });

  it("lets one subscription to all carry the single ones, which go on by themselves when it ends", async () => {
    await using peer = await new SocketPeer((request, visit) => visit.respond(request)).listen();
    await using client = httpClient();
    const [single, all] = [recordingSink(), recordingSink()];
    await prepareForm(client, form(peer), "observeproperty", undefined, "a").subscribe(within, single);
    const whole = await prepareForm(client, form(peer), "observeallproperties").subscribe(within, all);
    const [replaced, ofAll] = peer.requests as [Message, Message];
    peer.visits[0]?.notify(replaced, { value: "of a subscription that was replaced" });
    peer.visits[0]?.notify(ofAll, { name: "a", value: 1 });
    peer.visits[0]?.notify(ofAll, { name: "b", value: 2 });
    await all.until(({ values }) => values.length === 2, "two", 2_000);
    expect(all.values).toEqual([{ a: 1 }, { b: 2 }]);
    expect(single.values).toEqual([1]);
    await whole.stop();
    expect(peer.requests.slice(2).map(({ operation }) => operation)).toEqual([
      "unobserveallproperties",
      "observeproperty",
    ]);
  });

  it("comes back with what it was subscribed to, and says what it has", async () => {
    await using peer = await new SocketPeer((request, visit) => {
      visit.respond(request);
      visit.notify(request, { value: peer.visits.length, messageID: `n${peer.visits.length}` });
      if (peer.visits.length === 1) visit.socket.close();
    }).listen();
    await using client = httpClient({ limits: { minReconnectDelayMs: 1 } });
    const sink = recordingSink();
    await prepareForm(client, form(peer), "observeproperty", undefined, "a").subscribe(within, sink);
    await sink.until(({ values }) => values.length === 2, "two", 2_000);
    expect(sink.calls.map(({ kind }) => kind)).toEqual(["next", "interrupted", "resumed", "next"]);
    expect(peer.requests.map(({ lastNotificationID }) => lastNotificationID)).toEqual([undefined, "n1"]);
  });

  it("ends a subscription that the Thing does not take back", async () => {
    await using peer = await new SocketPeer((request, visit) => {
      visit.respond(request, peer.visits.length === 1 ? {} : { error: { status: 404 } });
      if (peer.visits.length === 1) visit.socket.close();
    }).listen();
    await using client = httpClient({ limits: { minReconnectDelayMs: 1 } });
    const sink = recordingSink();
    await prepareForm(client, form(peer), "observeproperty", undefined, "a").subscribe(within, sink);
    await sink.until(({ ended }) => ended, "the end", 2_000);
    expect(sink.calls.map(({ kind }) => kind)).toEqual(["interrupted", "error"]);
  });

  it("ends a subscription that the Thing ends by an error response, and no other", async () => {
    await using peer = await new SocketPeer((request, visit) => visit.respond(request)).listen();
    await using client = httpClient();
    const [failing, other] = [recordingSink(), recordingSink()];
    await prepareForm(client, form(peer), "observeproperty", undefined, "a").subscribe(within, failing);
    await prepareForm(client, form(peer), "observeproperty", undefined, "b").subscribe(within, other);
    const [first, second] = peer.requests as [Message, Message];
    peer.visits[0]?.respond(first, { error: { status: 503, detail: "the sensor has come loose" } });
    peer.visits[0]?.notify(second, { value: 2 });
    await other.until(({ values }) => values.length === 1, "a value", 2_000);
    expect(failing.calls).toMatchObject([{ kind: "error", error: { code: "WOT_REMOTE", status: "503" } }]);
    expect(other.calls.map(({ kind }) => kind)).toEqual(["next"]);
  });

  it("lets single subscriptions go on by themselves when the Thing ends the one to all that carried them", async () => {
    await using peer = await new SocketPeer((request, visit) => visit.respond(request)).listen();
    await using client = httpClient();
    const [single, all] = [recordingSink(), recordingSink()];
    await prepareForm(client, form(peer), "observeproperty", undefined, "a").subscribe(within, single);
    await prepareForm(client, form(peer), "observeallproperties").subscribe(within, all);
    peer.visits[0]?.respond(peer.requests[1] as Message, { error: { status: 503 } });
    await peer.until(() => peer.asked("observeproperty").length === 2);
    peer.visits[0]?.notify(peer.requests[2] as Message, { value: 1 });
    await single.until(({ values }) => values.length === 1, "a value", 2_000);
    expect(all.calls.map(({ kind }) => kind)).toEqual(["error"]);
    expect(single.calls.map(({ kind }) => kind)).toEqual(["next"]);
  });

  it("fails what waits for an answer when the connection is lost", async () => {
    await using peer = await new SocketPeer((_, { socket }) => socket.terminate()).listen();
    await using client = httpClient();
    const failed = prepareForm(client, form(peer), "readproperty", undefined, "p").request(within);
    await expect(failed).rejects.toMatchObject({ code: "WOT_NETWORK", sent: true });
  });

  it.each([
    ["garbage", "{"],
    ["a request", JSON.stringify({ messageType: "request" })],
    ["a message that nests too deep", `${"[".repeat(10_000)}`],
    ["a message that is too long", JSON.stringify("x".repeat(5_000))],
    ["bytes", Buffer.from("{}")],
  ])("closes a connection that brings %s", async (_, message) => {
    await using peer = await new SocketPeer((_request, { socket }) => socket.send(message)).listen();
    await using client = httpClient({ limits: { maxMessageBytes: 4_096 } });
    const failed = prepareForm(client, form(peer), "readproperty", undefined, "p").request(within);
    await expect(failed).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
  });

  it("gives up a peer that has not answered a ping for socketPingMs, and no other", async () => {
    await using silent = await new SocketPeer((request, visit) => {
      visit.respond(request);
      (visit.socket as unknown as { _socket: { pause(): void } })._socket.pause();
    }).listen();
    await using alive = await new SocketPeer().listen();
    const clock = new ManualClock();
    await using client = httpClient({ clock, limits: { socketPingMs: 7 } });
    const [ofSilent, ofAlive] = [recordingSink(), recordingSink()];
    await prepareForm(client, form(silent), "observeproperty", undefined, "a").subscribe(within, ofSilent);
    await prepareForm(client, form(alive), "observeproperty", undefined, "a").subscribe(within, ofAlive);
    const pinged = once(alive.visits[0]!.socket, "ping");
    clock.advance(7);
    await pinged;
    // Over the same connection its answer follows the pong.
    const write = prepareForm(client, form(alive), "writeproperty", undefined, "a");
    await write.request({ ...within, content: content(1) });
    clock.advance(6);
    expect(ofSilent.calls).toEqual([]);
    clock.advance(1);
    expect(ofSilent.calls.map(({ kind }) => kind)).toEqual(["interrupted"]);
    expect(ofAlive.calls).toEqual([]);
  });

  it("sends nothing more, and says so, while over maxQueuedBytesPerSocket wait to go out", async () => {
    await using peer = await new SocketPeer().listen();
    await using client = httpClient({ limits: { maxQueuedBytesPerSocket: 1_000 } });
    const write = (value: string) =>
      prepareForm(client, form(peer), "writeproperty", undefined, "p").request({
        ...patiently,
        content: content(value),
      });
    await write("opens the connection");
    const [{ socket } = expect.fail()] = peer.visits;
    socket.pause();
    const large = write("x".repeat(32_000_000));
    await expect(write("one more")).rejects.toMatchObject({ code: "WOT_NETWORK", sent: false });
    socket.resume();
    await large;
    await write("the last");
    expect(peer.requests.map(({ value }) => String(value).slice(0, 10))).toEqual([
      "opens the ",
      "xxxxxxxxxx",
      "the last",
    ]);
  });

  it("goes on sending behind as much as a larger maxQueuedBytesPerSocket lets wait", async () => {
    await using peer = await new SocketPeer().listen();
    await using client = httpClient({ limits: { maxQueuedBytesPerSocket: 64_000_000 } });
    const write = (value: string) =>
      prepareForm(client, form(peer), "writeproperty", undefined, "p").request({
        ...patiently,
        content: content(value),
      });
    await write("opens the connection");
    const [{ socket } = expect.fail()] = peer.visits;
    socket.pause();
    const both = [write("x".repeat(32_000_000)), write("one more")];
    socket.resume();
    await expect(Promise.all(both)).resolves.toHaveLength(2);
  });

  it("honours deadlines, signals and the number of requests that may wait", async () => {
    await using peer = await new SocketPeer(() => {}).listen();
    await using client = httpClient({ limits: { maxRequestsPerSocket: 1 } });
    const read = prepareForm(client, form(peer), "readproperty", undefined, "p");
    const controller = new AbortController();
    const waiting = expect(read.request({ ...within, signal: controller.signal })).rejects.toMatchObject({
      code: "WOT_ABORTED",
    });
    await peer.until(() => peer.requests.length === 1);
    await expect(read.request(within)).rejects.toMatchObject({ code: "WOT_NETWORK", sent: false });
    controller.abort();
    await waiting;
    await expect(read.request({ timeoutMs: 20 })).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
    await expect(read.request({ ...within, signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "WOT_ABORTED",
    });
  });

  it("ends a subscription by its signal", async () => {
    await using peer = await new SocketPeer((request, visit) => visit.respond(request)).listen();
    await using client = httpClient();
    const controller = new AbortController();
    const sink = recordingSink();
    const observe = prepareForm(client, form(peer), "observeproperty", undefined, "a");
    await observe.subscribe({ ...within, signal: controller.signal }, sink);
    controller.abort();
    await peer.until(() => peer.asked("unobserveproperty").length === 1);
    expect(sink.calls).toEqual([]);
  });

  it("closes a connection that nobody uses, and everything when it is stopped", async () => {
    await using peer = await new SocketPeer((request, visit) => visit.respond(request, { value: 1 })).listen();
    const clock = new ManualClock();
    await using client = httpClient({ clock });
    const read = prepareForm(client, form(peer), "readproperty", undefined, "a");
    await read.request(within);
    clock.advance(4_000);
    await peer.until(() => peer.visits[0]?.socket.readyState === 3);
    const sink = recordingSink();
    await prepareForm(client, form(peer), "observeproperty", undefined, "a").subscribe(within, sink);
    await client.stop();
    await peer.until(() => peer.visits[1]?.socket.readyState === 3);
    await expect(read.request(within)).rejects.toMatchObject({ code: "WOT_ABORTED" });
    expect(sink.calls).toEqual([]);
  });

  it.each([
    [{ href: "http://h/", subprotocol }, "readproperty"],
    [{ href: "ws://h/" }, "readproperty"],
    [{ href: "ws://h/", subprotocol: "sse" }, "observeproperty"],
    [{ href: "ws://h/", subprotocol, contentType: "application/cbor" }, "readproperty"],
    [{ href: "ws://{host}/", subprotocol }, "readproperty"],
  ] as const)("refuses the Form %j", (refused, operation) => {
    expect(tryForm(httpClient(), refused, operation)).toEqual({ refused: expect.stringMatching(/\w+ \w+/) });
  });
});
