import { Code, type ObservationSink, coapServer as protocolServer } from "@thingwright/coap";
import { recordingSink } from "@thingwright/contract-tests";
import { noContent, type PreparedForm } from "@thingwright/contracts";
import { CredentialsError, RequestError } from "@thingwright/errors";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Lab, serverAddress } from "../../lab/lab.js";

describe("A subscription over Observe", () => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await Lab.open();
  });
  afterEach(() => lab[Symbol.asyncDispose]());

  async function stopServer(): Promise<void> {
    const stopping = lab.server.stop();
    await lab.time.advance(1000);
    await stopping;
  }

  const kinds = (sink: ReturnType<typeof recordingSink>) => sink.calls.map(({ kind }) => kind);

  it("is interrupted when the server stops, and resumed when it is back", async () => {
    const sink = recordingSink();
    await lab.remote.subscribe("observeproperty", "count", sink);
    await stopServer();
    expect(kinds(sink)).toEqual(["next", "interrupted"]);
    lab.server = lab.newServer();
    await lab.start();
    await lab.time.advance(60_000);
    lab.thing.property("count").set(1);
    await lab.time.settle();
    expect(kinds(sink)).toEqual(["next", "interrupted", "resumed", "next"]);
    expect(sink.values).toEqual([0, 1]);
  });

  it("brings the value that changed while it was interrupted", async () => {
    const sink = recordingSink();
    await lab.remote.subscribe("observeproperty", "count", sink);
    await stopServer();
    lab.thing.property("count").set(5);
    lab.server = lab.newServer();
    await lab.start();
    await lab.time.advance(60_000);
    expect(sink.values).toEqual([0, 5]);
  });

  it("is interrupted when the server is silent past Max-Age and does not answer to a renewal", async () => {
    const sink = recordingSink();
    await lab.remote.subscribe("subscribeevent", "tick", sink);
    lab.network.onSend = () => false;
    await lab.time.advance(180_000);
    expect(kinds(sink)).toEqual(["interrupted"]);
    lab.network.onSend = undefined;
    await lab.time.advance(120_000);
    expect(kinds(sink)).toEqual(["interrupted", "resumed"]);
  });

  it("hears nothing of renewals while nothing happens", async () => {
    const [property, event] = [recordingSink(), recordingSink()];
    await lab.remote.subscribe("observeproperty", "count", property);
    await lab.remote.subscribe("subscribeevent", "tick", event);
    await lab.time.advance(600_000);
    expect(lab.thing.calls.of("subscribeevent", "tick").length).toBeGreaterThan(5);
    expect([property.values, event.calls]).toEqual([[0], []]);
  });

  it("hears of an event without data, however late", async () => {
    const sink = recordingSink();
    await lab.remote.subscribe("subscribeevent", "tick", sink);
    lab.thing.event("tick").emitter.emit(noContent);
    await lab.time.advance(600_000);
    lab.thing.event("tick").emitter.emit(noContent);
    await lab.time.settle();
    expect(sink.contents).toHaveLength(2);
  });

  it("hears a value that comes again", async () => {
    const sink = recordingSink();
    await lab.remote.subscribe("observeproperty", "count", sink);
    for (const value of [1, 1]) lab.thing.property("count").set(value);
    await lab.time.settle();
    expect(sink.values).toEqual([0, 1, 1]);
  });

  it("is completed when the Thing is withdrawn", async () => {
    const sink = recordingSink();
    await lab.remote.subscribe("observeproperty", "count", sink);
    await lab.server.withdraw(lab.thing.id);
    await lab.time.settle();
    expect(kinds(sink)).toEqual(["next", "complete"]);
  });

  it("fails when the peer ends it with a refusal that waiting does not mend", async () => {
    const sink = recordingSink();
    await lab.remote.subscribe("observeproperty", "count", sink);
    lab.thing.property("count").emitter.fail(new RequestError("WOT_CONFLICT", "taken apart"));
    await lab.time.settle();
    expect(kinds(sink)).toEqual(["next", "error"]);
    await lab.time.advance(60_000);
    expect(lab.thing.property("count").emitter.active).toBe(0);
  });

  it("may be stopped by its sink at any call", async () => {
    const sink = recordingSink();
    const holder: { stop?: () => Promise<void> } = {};
    const stopping = { ...sink, next: () => {}, complete: () => {}, resumed: () => {}, error: () => {} };
    const subscription = await lab.remote.subscribe("observeproperty", "count", {
      ...stopping,
      interrupted: () => void holder.stop?.(),
    });
    holder.stop = () => subscription.stop();
    await stopServer();
    lab.server = lab.newServer();
    await lab.start();
    await lab.time.advance(60_000);
    expect(lab.thing.property("count").emitter.active).toBe(0);
  });

  it("stops while it tries to get back", async () => {
    const sink = recordingSink();
    const subscription = await lab.remote.subscribe("observeproperty", "count", sink);
    await stopServer();
    await lab.time.advance(2000);
    await subscription.stop();
    lab.server = lab.newServer();
    await lab.start();
    await lab.time.advance(60_000);
    expect(kinds(sink)).toEqual(["next", "interrupted"]);
    expect(lab.thing.property("count").emitter.active).toBe(0);
  });

  it("resolves stop() in good time when the peer is gone", async () => {
    const subscription = await lab.remote.subscribe("observeproperty", "count", recordingSink());
    lab.network.onSend = () => false;
    let stopped = false;
    const stopping = subscription.stop().then(() => {
      stopped = true;
    });
    await lab.time.advance(1100);
    expect(stopped).toBe(true);
    await stopping;
  });

  /** A peer that takes no observation up before `observes` is true; it answers with `state`. */
  async function reluctant() {
    await stopServer();
    const peer = {
      state: "1",
      observes: false,
      asked: 0,
      refusal: 0,
      refusalMaxAgeSeconds: undefined as number | undefined,
      sinks: [] as ObservationSink[],
    };
    const server = lab.opened(
      protocolServer({
        transport: lab.network.transport(serverAddress),
        clock: lab.time,
        handler: (request) => {
          peer.asked++;
          if (peer.observes && request.observe !== undefined) peer.sinks.push(request.observe.accept());
          if (peer.refusal !== 0) return { code: peer.refusal, maxAgeSeconds: peer.refusalMaxAgeSeconds };
          return { code: Code.Content, payload: peer.state, contentFormat: 50, etag: Uint8Array.of(1) };
        },
      }),
    );
    await server.listen();
    return peer;
  }

  const observing = (sink: ReturnType<typeof recordingSink>, terms: object = {}) => {
    const form = lab.remote.forms("observeproperty", "count")[0]!;
    const named = { ...form, form: { ...form.form, ...terms } };
    const prepared = lab.remote.prepareForm(named, "observeproperty", "count") as PreparedForm;
    return prepared.subscribe({ timeoutMs: 1000 }, sink);
  };

  it("polls a property of a peer that does not observe, and says what has changed", async () => {
    const peer = await reluctant();
    const sink = recordingSink();
    const subscription = await observing(sink);
    await lab.time.advance(25_000);
    expect([sink.values, peer.asked]).toEqual([[1], 3]);
    peer.state = "2";
    await lab.time.advance(10_000);
    expect(sink.values).toEqual([1, 2]);
    await subscription.stop();
    await lab.time.advance(60_000);
    expect(peer.asked).toBe(4);
  });

  it("polls no more often than cov:minPollingInterval allows", async () => {
    const peer = await reluctant();
    await observing(recordingSink(), { "cov:minPollingInterval": 60 });
    await lab.time.advance(59_000);
    expect(peer.asked).toBe(1);
    await lab.time.advance(2_000);
    expect(peer.asked).toBe(2);
  });

  it("polls no longer once the peer observes", async () => {
    const peer = await reluctant();
    const sink = recordingSink();
    await observing(sink);
    peer.observes = true;
    await lab.time.advance(30_000);
    expect(peer.asked).toBe(2);
    peer.sinks[0]!.notify({ code: Code.Content, payload: "3", contentFormat: 50 });
    await lab.time.settle();
    expect(sink.values.at(-1)).toBe(3);
  });

  it("is interrupted while polls fail, resumed when they do no longer, and over when waiting does not mend it", async () => {
    const peer = await reluctant();
    const sink = recordingSink();
    await observing(sink);
    peer.refusal = Code.TooManyRequests;
    await lab.time.advance(11_000);
    peer.refusal = 0;
    await lab.time.advance(60_000);
    expect(kinds(sink)).toEqual(["next", "interrupted", "resumed"]);
    peer.refusal = Code.Forbidden;
    await lab.time.advance(11_000);
    expect(kinds(sink).at(-1)).toBe("error");
  });

  it("does not come back before a peer that has too much to do wants it to (RFC 8516 §3)", async () => {
    const peer = await reluctant();
    peer.refusalMaxAgeSeconds = 200;
    const sink = recordingSink();
    await observing(sink);
    peer.refusal = Code.TooManyRequests;
    await lab.time.advance(11_000);
    peer.refusal = 0;
    await lab.time.advance(190_000);
    expect(kinds(sink)).toEqual(["next", "interrupted"]);
    await lab.time.advance(20_000);
    expect(kinds(sink)).toEqual(["next", "interrupted", "resumed"]);
  });

  it("rejects when the peer does not observe an event", async () => {
    await reluctant();
    const event = lab.remote.subscribe("subscribeevent", "tick", recordingSink());
    await expect(event).rejects.toMatchObject({ family: "RemoteError", status: "2.05" });
  });

  it("registers anew when the peer no longer observes", async () => {
    await stopServer();
    const sinks: ObservationSink[] = [];
    const server = protocolServer({
      transport: lab.network.transport(serverAddress),
      clock: lab.time,
      handler: (request) => {
        const offer = request.observe;
        if (offer !== undefined) sinks.push(offer.accept());
        return { code: Code.Content, payload: String(sinks.length), contentFormat: 50 };
      },
    });
    await server.listen();
    const sink = recordingSink();
    await lab.remote.subscribe("observeproperty", "count", sink);
    sinks[0]!.notify({ code: Code.ServiceUnavailable });
    await lab.time.advance(5000);
    expect(kinds(sink)).toEqual(["next", "interrupted", "resumed", "next"]);
    await server.close();
  });

  it("asks for credentials anew when a renewal is refused, and fails when those are no good either", async () => {
    const [form] = lab.remote.forms("subscribeevent", "tick");
    let asked = 0;
    const authenticator = {
      carriers: ["query"] as const,
      authenticate: () => ({ query: { key: `k${++asked}` } }),
    };
    const event = lab.thing.event("tick");
    const subscribe = event.subscribe.bind(event);
    let good = "k1";
    event.subscribe = (request, subscriber) => {
      if (request.presented?.query("key") === good) return subscribe(request, subscriber);
      throw new CredentialsError("WOT_CREDENTIALS_MISSING", "who is there?");
    };
    const prepared = lab.remote.prepareForm(form!, "subscribeevent", "tick", authenticator) as PreparedForm;
    const sink = recordingSink();
    await prepared.subscribe({ timeoutMs: 1000 }, sink);
    good = "k2";
    await lab.time.advance(90_000);
    expect([kinds(sink), asked]).toEqual([["interrupted", "resumed"], 2]);
    good = "nobody's";
    await lab.time.advance(90_000);
    expect(kinds(sink)).toEqual(["interrupted", "resumed", "interrupted", "error"]);
  });
});

it("A subscription rejects when the peer does not observe and nothing is to be polled", async () => {
  await using lab = await Lab.open({ limits: { maxObserversPerPeer: 1 } }, { limits: { pollIntervalMs: 0 } });
  await lab.remote.subscribe("observeproperty", "count", recordingSink());
  const second = lab.remote.subscribe("observeproperty", "count", recordingSink());
  await expect(second).rejects.toMatchObject({ family: "RemoteError", status: "2.05" });
});
