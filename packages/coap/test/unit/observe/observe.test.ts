import { describe, expect, it } from "vitest";
import {
  type CoapResponse,
  type CoapServerOptions,
  Code,
  coapClient,
  MessageType,
  manualClock,
  memoryNetwork,
  type ObservationEnd,
  type ObservationSink,
  type ObservationTerms,
  OptionNumber,
  seededRandom,
  stringOption,
  uintOption,
} from "../../../src/index.js";
import { lab, SERVER, within } from "../../lab/lab.js";
import { RawPeer, text, uintIn } from "../../lab/raw-peer.js";

const { CON, NON, ACK, RST } = MessageType;
const { Observe, UriPath } = OptionNumber;
const URL = "coap://10.9.9.9/temperature";
const content = (payload: string, more: Partial<CoapResponse> = {}): CoapResponse => ({
  code: Code.Content,
  payload,
  ...more,
});

/** A server whose every resource can be observed. */
async function observable(options: Partial<CoapServerOptions> = {}, network = {}, terms?: ObservationTerms) {
  const sinks: ObservationSink[] = [];
  const ends: ObservationEnd[] = [];
  let state = content("0");
  const bench = await lab(
    {
      handler(request) {
        const sink = request.observe?.accept(terms);
        if (sink !== undefined) {
          sinks.push(sink);
          sink.onEnd((reason) => ends.push(reason));
        }
        return state;
      },
      ...options,
    },
    network,
  );
  const set = (next: CoapResponse) => {
    state = next;
    for (const sink of sinks) sink.notify(next);
  };
  const peer = await bench.rawPeer();
  let messageId = 1;
  const register = async (token: string, value = 0, path = "temperature", from = peer) => {
    const wish = [uintOption(Observe, value), stringOption(UriPath, path)];
    from.send({ type: CON, code: Code.GET, messageId: messageId++, token: Buffer.from(token), options: wish });
    await bench.clock.advance(10);
    return from.take()[0];
  };
  return { ...bench, sinks, ends, set, peer, register };
}

describe("A server", () => {
  it("takes an observer up and sends notifications with its token and rising sequence", async () => {
    const { register, set, peer, clock } = await observable();
    const answers = [await register("tok")];
    for (const value of ["1", "2", "3"]) {
      set(content(value));
      await clock.advance(4000);
      answers.push(...peer.take());
    }
    expect(answers.map((answer) => text(answer?.payload))).toEqual(["0", "1", "2", "3"]);
    expect(answers.map((answer) => text(answer?.token))).toEqual(["tok", "tok", "tok", "tok"]);
    const sequence = answers.map((answer) => uintIn(answer, Observe)!);
    for (let i = 1; i < sequence.length; i++) expect(sequence[i]).toBeGreaterThan(sequence[i - 1]!);
  });

  it("answers a wish to observe what cannot be observed without Observe (RFC 7641 §4.1)", async () => {
    const bench = await lab({ handler: ({ method }) => (method === Code.GET ? content("x") : { code: Code.Changed }) });
    const peer = await bench.rawPeer();
    for (const code of [Code.GET, Code.PUT, Code.DELETE]) {
      peer.send({ type: CON, code, messageId: code, options: [uintOption(Observe, 0)] });
      peer.send({ type: CON, code, messageId: code + 10, options: [uintOption(Observe, 77)] });
    }
    await bench.clock.advance(10);
    const received = peer.take();
    expect(received).toHaveLength(6);
    for (const message of received) expect(uintIn(message, Observe)).toBeUndefined();
    expect(bench.server.observerCount).toBe(0);
  });

  it("establishes nothing when the response is an error", async () => {
    const { register, server, ends } = await observable({
      handler(request) {
        request.observe?.accept().onEnd((reason) => ends.push(reason));
        return { code: Code.NotFound };
      },
    });
    expect(uintIn(await register("t"), Observe)).toBeUndefined();
    expect(server.observerCount).toBe(0);
    expect(ends).toEqual(["cancelled"]);
  });

  it("ends the observation on GET with Observe 1 and on a Reset (RFC 7641 §3.6)", async () => {
    const { register, set, peer, clock, ends, server } = await observable();
    await register("a");
    const answer = await register("a", 1);
    expect(uintIn(answer, Observe)).toBeUndefined();
    await register("b");
    set(content("1"));
    await clock.advance(10);
    const [notification] = peer.take();
    expect(notification).toMatchObject({ type: NON });
    peer.send({ type: RST, code: 0, messageId: notification!.messageId });
    await clock.advance(10);
    set(content("2"));
    await clock.advance(10);
    expect(peer.take()).toEqual([]);
    expect(ends).toEqual(["deregistered", "rejected"]);
    expect(server.observerCount).toBe(0);
  });

  it("replaces an observation that is registered again under its token, and goes on counting", async () => {
    const { register, set, peer, clock, server } = await observable();
    const first = uintIn(await register("a"), Observe)!;
    set(content("1"));
    const second = uintIn(await register("a"), Observe)!;
    expect(second).toBeGreaterThan(first);
    expect(server.observerCount).toBe(1);
    peer.take();
    set(content("2"));
    await clock.advance(10);
    expect(peer.take()).toHaveLength(1);
  });

  it("asks for an acknowledgement every notificationsPerConfirmable, and after 24 h at the latest", async () => {
    const { register, set, peer, clock } = await observable({ notificationsPerConfirmable: 3 });
    await register("a");
    const types: number[] = [];
    const step = async () => {
      set(content("x"));
      await clock.advance(10);
      for (const { type, messageId } of peer.take()) {
        types.push(type);
        if (type === CON) peer.send({ type: ACK, code: 0, messageId });
      }
      await clock.advance(10);
    };
    await step();
    await step();
    expect(types).toEqual([NON, CON]);
    for (let i = 0; i < 6; i++) await step();
    expect(types.slice(2)).toEqual([NON, NON, CON, NON, NON, CON]);
    await clock.advance(86_400_000);
    await step();
    expect(types.at(-1)).toBe(CON);
  });

  it("does not ask all its observers for an acknowledgement of the same state", async () => {
    const { register, set, clock, rawPeer } = await observable({ notificationsPerConfirmable: 8 });
    const peers = await Promise.all(Array.from({ length: 8 }, () => rawPeer()));
    for (const each of peers) await register("a", 0, "temperature", each);
    const asked: number[] = [];
    for (let state = 0; state < 18; state++) {
      for (const each of peers) each.take();
      set(content(`${state}`));
      await clock.advance(50);
      asked.push(0);
      for (const each of peers) {
        for (const { type, messageId } of each.take()) {
          if (type !== CON) continue;
          asked[state]! += 1;
          each.send({ type: ACK, code: 0, messageId });
        }
      }
    }
    // The first two states measure the round trip to each client; after them, each is asked once in eight states.
    expect(Math.max(...asked.slice(2))).toBeLessThanOrEqual(2);
    expect(asked.slice(2).reduce((sum, count) => sum + count, 0)).toBe(16);
  });

  it("asks a quiet client for an acknowledgement every confirmableIntervalMs (RFC 7641 §4.5)", async () => {
    const { register, set, peer, clock, ends, server } = await observable({ confirmableIntervalMs: 3_600_000 });
    await register("a");
    await register("b");
    set(content("1", { confirmable: true }));
    await clock.advance(10);
    const acknowledge = async () => {
      const taken = peer.take();
      for (const { type, messageId } of taken) if (type === CON) peer.send({ type: ACK, code: 0, messageId });
      await clock.advance(10);
      return taken.concat(peer.take());
    };
    const [forA, forB] = await acknowledge();
    peer.send({ type: ACK, code: 0, messageId: forB!.messageId });
    await clock.advance(3_599_900);
    expect(peer.take()).toEqual([]);
    await clock.advance(200);
    const checks = await acknowledge();
    expect(checks.map(({ type, token, payload }) => [type, text(token), text(payload)])).toEqual([
      [CON, "a", "1"],
      [CON, "b", "1"],
    ]);
    expect(uintIn(checks[0], Observe)).toBeGreaterThan(uintIn(forA, Observe)!);
    peer.send({ type: ACK, code: 0, messageId: checks[1]!.messageId });
    await clock.advance(3_600_000 + 200_000);
    expect(ends).toEqual(["unreachable", "unreachable"]);
    expect(server.observerCount).toBe(0);
  });

  it("checks with the answer to the registration, or what current says, where notifications are no states", async () => {
    let count = 0;
    const current = () => content(`now ${++count}`);
    for (const [terms, expected] of [
      [{ conflate: false }, "0"],
      [{ conflate: false, current }, "now 1"],
      [{ current }, "now 2"],
    ] as const) {
      const { register, set, peer, clock } = await observable({ confirmableIntervalMs: 60_000 }, {}, terms);
      await register("a");
      set(content("an event"));
      await clock.advance(59_000);
      expect(peer.take().map(({ payload }) => text(payload))).toEqual(["an event"]);
      await clock.advance(2_000);
      expect(peer.take().map(({ type, payload }) => [type, text(payload)])).toEqual([[CON, expected]]);
    }
  });

  it("checks many quiet clients little by little", async () => {
    const limits = { maxObserversPerPeer: 1000, confirmableIntervalMs: 60_000, nstart: 1000 };
    const { register, peer, clock } = await observable(limits);
    for (let count = 0; count < 200; count++) await register(String(count));
    await clock.advance(58_000);
    const waves: number[] = [];
    for (let wave = 0; wave < 30; wave++) {
      await clock.advance(100);
      const checks = peer.take().filter(({ type }) => type === CON);
      waves.push(checks.length);
      for (const { messageId } of checks) peer.send({ type: ACK, code: 0, messageId });
    }
    expect(waves.reduce((sum, size) => sum + size)).toBe(200);
    expect(Math.max(...waves)).toBeLessThanOrEqual(65);
  });

  it("measures the round-trip time of a client that gets more than one notification in 3 s (RFC 7641 §4.5.1)", async () => {
    const { register, set, peer, clock } = await observable({ notificationsPerConfirmable: 1000 });
    await register("a");
    const sent: [number, string][] = [];
    const step = async (value: string) => {
      set(content(value));
      await clock.advance(10);
      for (const { type, payload } of peer.take()) sent.push([type, text(payload)]);
    };
    await step("1");
    set(content("2"));
    await clock.advance(400);
    const [second] = peer.take();
    expect(second?.type).toBe(CON);
    peer.send({ type: ACK, code: 0, messageId: second!.messageId });
    await clock.advance(10);
    for (const value of ["3", "4", "5", "6"]) await step(value);
    await clock.advance(400);
    for (const { type, payload } of peer.take()) sent.push([type, text(payload)]);
    expect(sent).toEqual([
      [NON, "1"],
      [NON, "3"],
      [NON, "6"],
    ]);
  });

  it("sends one in 3 s to a client whose round-trip time is unknown, where none may be Confirmable", async () => {
    const { register, set, peer, clock } = await observable();
    await register("a");
    const seen: string[] = [];
    for (let value = 0; value < 100; value++) {
      set(content(String(value), { confirmable: false }));
      await clock.advance(100);
      seen.push(...peer.take().map(({ payload }) => text(payload)));
    }
    expect(seen).toHaveLength(4);
    await clock.advance(3_100);
    expect(peer.take().map(({ payload }) => text(payload))).toEqual(["99"]);
  });

  it("shares the pace of a client among its observations, each in its turn", async () => {
    const { register, sinks, peer, clock } = await observable({}, { delayMs: 250 });
    for (const token of ["a", "b", "c"]) {
      void register(token);
      await clock.advance(1000);
    }
    peer.take();
    const seen: string[] = [];
    for (let round = 0; round < 60; round++) {
      for (const sink of sinks) sink.notify(content("x", { confirmable: false }));
      await clock.advance(500);
      seen.push(...peer.take().map(({ token }) => text(token)));
    }
    expect(seen.join("")).toBe("abcabcabca");
  });

  it("ends an observation whose Confirmable notification is not acknowledged", async () => {
    const { register, set, clock, ends } = await observable();
    await register("a");
    set(content("x", { confirmable: true }));
    await clock.advance(100_000);
    expect(ends).toEqual(["unreachable"]);
  });

  it("sends only the newest state after an acknowledgement, and in place of a retransmission (RFC 7641 §4.5.2)", async () => {
    const { register, set, peer, clock } = await observable();
    await register("a");
    set(content("1", { confirmable: true }));
    set(content("2"));
    set(content("3"));
    await clock.advance(10);
    const [first] = peer.take();
    expect(text(first?.payload)).toBe("1");
    peer.send({ type: ACK, code: 0, messageId: first!.messageId });
    await clock.advance(10);
    expect(peer.take().map(({ payload }) => text(payload))).toEqual(["3"]);
    set(content("4", { confirmable: true }));
    await clock.advance(10);
    const [fourth] = peer.take();
    set(content("5"));
    await clock.advance(3100);
    const [fifth] = peer.take();
    expect(text(fifth?.payload)).toBe("5");
    expect(fifth?.type).toBe(CON);
    expect(fifth?.messageId).not.toBe(fourth?.messageId);
    expect(uintIn(fifth, Observe)).toBeGreaterThan(uintIn(fourth, Observe)!);
  });

  it("sends the newest state also when a notification had to wait for another one's acknowledgement", async () => {
    const { register, sinks, peer, clock } = await observable();
    await register("a");
    await register("b");
    for (const value of ["1", "2"]) for (const sink of sinks) sink.notify(content(value, { confirmable: true }));
    await clock.advance(10);
    const [first] = peer.take();
    expect([text(first?.token), text(first?.payload)]).toEqual(["a", "1"]);
    peer.send({ type: ACK, code: 0, messageId: first!.messageId });
    await clock.advance(10);
    const [second] = peer.take();
    expect([text(second?.token), text(second?.payload)]).toEqual(["b", "2"]);
  });

  it("sends all in order, each after the acknowledgement of the one before, where nothing is conflated", async () => {
    const { register, set, peer, clock, ends } = await observable({}, {}, { conflate: false });
    await register("a");
    for (const value of ["1", "2", "3"]) set(content(value, { confirmable: true }));
    set(content("4", { confirmable: false }));
    set({ code: Code.NotFound });
    const seen: string[] = [];
    for (let i = 0; i < 4; i++) {
      await clock.advance(10);
      for (const { type, payload, messageId } of peer.take()) {
        seen.push(text(payload));
        if (type === CON) peer.send({ type: ACK, code: 0, messageId });
      }
      if (i < 3) expect(seen).toHaveLength(i + 1);
    }
    expect(seen).toEqual(["1", "2", "3", "4", ""]);
    expect(ends).toEqual(["failed"]);
  });

  it("sends the same again, and not a newer one, where nothing is conflated", async () => {
    const { register, set, peer, clock } = await observable({}, {}, { conflate: false });
    await register("a");
    set(content("1", { confirmable: true }));
    await clock.advance(10);
    const [first] = peer.take();
    set(content("2", { confirmable: true }));
    await clock.advance(3100);
    expect(peer.take()).toEqual([first]);
  });

  it("keeps the newest maxQueuedNotifications of what waits", async () => {
    const { register, set, peer, clock } = await observable({}, {}, { conflate: false, maxQueuedNotifications: 3 });
    await register("a");
    for (let value = 0; value <= 9; value++) set(content(String(value), { confirmable: value === 0 }));
    await clock.advance(10);
    const [first] = peer.take();
    peer.send({ type: ACK, code: 0, messageId: first!.messageId });
    await clock.advance(10);
    expect(peer.take().map(({ payload }) => text(payload))).toEqual(["7", "8", "9"]);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
    "refuses to queue up to %s notifications",
    async (max) => {
      const terms = { conflate: false, maxQueuedNotifications: max };
      const codes: unknown[] = [];
      const { register, server } = await observable({
        handler(request) {
          try {
            request.observe?.accept(terms);
          } catch (error) {
            codes.push((error as { code?: string }).code);
          }
          return content("0");
        },
      });
      await register("a");
      expect(codes).toEqual(["WOT_RANGE"]);
      expect(server.observerCount).toBe(0);
    },
  );

  it("ends the observation with an error notification, which has no Observe (RFC 7641 §4.2)", async () => {
    const { register, set, peer, clock, ends } = await observable();
    await register("a");
    set({ code: Code.NotFound });
    await clock.advance(10);
    const [gone] = peer.take();
    expect(gone).toMatchObject({ type: CON, code: Code.NotFound });
    expect(uintIn(gone, Observe)).toBeUndefined();
    expect(ends).toEqual(["failed"]);
  });

  it("answers without Observe beyond each limit on observers", async () => {
    for (const limits of [{ maxObservers: 2 }, { maxObserversPerPeer: 2 }, { maxObserversPerResource: 2 }]) {
      const { register, server } = await observable(limits);
      const answers = [await register("a"), await register("b"), await register("c")];
      expect(answers.map((answer) => uintIn(answer, Observe) !== undefined)).toEqual([true, true, false]);
      await register("a", 1);
      expect(uintIn(await register("c"), Observe)).toBeDefined();
      expect(server.observerCount).toBe(2);
    }
  });

  it("sends what was notified before its first answer right after it", async () => {
    const { register, peer, clock } = await observable({
      handler: async (request) => {
        request.observe?.accept().notify(content("later"));
        return content("first");
      },
    });
    const first = await register("a");
    expect(text(first?.payload)).toBe("first");
    await clock.advance(10);
    expect(peer.take()).toEqual([]);
  });

  it("tells each observation once that it is closed", async () => {
    const { register, server, ends, set } = await observable();
    await register("a");
    await register("b");
    await server.close();
    set(content("1"));
    expect(ends).toEqual(["closed", "closed"]);
  });
});

describe("A client", () => {
  it("iterates over the states of a resource, and tells the server when it leaves", async () => {
    const { client, set, clock, server } = await observable();
    const observation = await within(clock, 1000, client().observe({ url: URL }));
    expect(observation.established).toBe(true);
    const seen: string[] = [];
    const loop = (async () => {
      for await (const { payload } of observation) {
        seen.push(text(payload));
        if (seen.length === 3) break;
      }
    })();
    for (const value of ["1", "2"]) {
      set(content(value));
      await clock.advance(20);
    }
    await loop;
    await clock.advance(100);
    expect(seen).toEqual(["0", "1", "2"]);
    expect(observation.ended).toBe(true);
    expect(server.observerCount).toBe(0);
  });

  it("gets the one answer of a resource that cannot be observed", async () => {
    const { client, clock } = await lab({ handler: () => content("only") });
    const observation = await within(clock, 1000, client().observe({ url: URL }));
    expect(observation.established).toBe(false);
    expect(observation.ended).toBe(true);
    const seen: string[] = [];
    for await (const { payload } of observation) seen.push(text(payload));
    expect(seen).toEqual(["only"]);
  });

  it("skips notifications that are older than what it has, and acknowledges them (RFC 7641 §3.4)", async () => {
    const clock = manualClock();
    const network = memoryNetwork({ clock });
    const local = { address: "10.0.0.2", port: 40_000 };
    const server = new RawPeer(network, local, SERVER);
    await server.open();
    const client = coapClient({ clock, transport: network.transport(local), random: seededRandom(1) });
    const seen: string[] = [];
    const observing = client.observe({ url: URL, onNotification: ({ payload }) => seen.push(text(payload)) });
    await clock.advance(10);
    const [request] = server.take();
    const notify = (type: MessageType, messageId: number, sequence: number) => {
      const options = [uintOption(Observe, sequence)];
      const payload = Buffer.from(String(sequence));
      server.send({ type, code: Code.Content, messageId, token: request!.token, options, payload });
    };
    notify(ACK, request!.messageId, 0xfffffe);
    await within(clock, 100, observing);
    notify(NON, 1, 1);
    notify(CON, 2, 0xffffff);
    notify(NON, 3, 0);
    notify(NON, 4, 2);
    notify(NON, 5, 2);
    await clock.advance(10);
    expect(seen).toEqual(["16777214", "1", "2"]);
    expect(server.take()).toMatchObject([{ type: ACK, messageId: 2 }]);
    await clock.advance(40_000);
    notify(NON, 6, 1);
    await clock.advance(10);
    expect(seen).toHaveLength(3);
    await client.close();
  });

  it("shows states in order on a network that reorders and loses", async () => {
    const { client, set, clock } = await observable({}, { loss: 0.2, duplicate: 0.2, reorder: 0.5, delayMs: 30 });
    const seen: number[] = [];
    const onNotification = ({ payload }: { payload: Uint8Array }) => seen.push(Number(text(payload)));
    await within(clock, 100_000, client().observe({ url: URL, onNotification }));
    for (let value = 1; value <= 200; value++) {
      set(content(String(value)));
      await clock.advance(100);
    }
    set(content("201", { confirmable: true }));
    await clock.advance(60_000);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.length).toBeGreaterThan(50);
    expect(seen.at(-1)).toBe(201);
  });

  it("misses nothing where nothing is conflated, on a network that reorders and loses", async () => {
    const network = { loss: 0.2, duplicate: 0.2, reorder: 0.5, delayMs: 30 };
    const terms = { conflate: false, maxQueuedNotifications: 100 };
    const { client, set, clock } = await observable({}, network, terms);
    const seen: string[] = [];
    const onNotification = ({ payload }: { payload: Uint8Array }) => seen.push(text(payload));
    await within(clock, 100_000, client().observe({ url: URL, onNotification, reregister: false }));
    for (let value = 1; value <= 100; value++) set(content(String(value), { confirmable: true }));
    await clock.advance(600_000);
    expect(seen).toEqual(Array.from({ length: 101 }, (_, index) => String(index)));
  });

  it("fetches the rest of a notification that takes several blocks", async () => {
    const { client, set, clock } = await observable();
    const seen: string[] = [];
    await within(
      clock,
      1000,
      client().observe({ url: URL, onNotification: ({ payload }) => seen.push(text(payload)) }),
    );
    set(content("a".repeat(5000)));
    await clock.advance(500);
    set(content("b".repeat(2500)));
    await clock.advance(500);
    expect(seen).toEqual(["0", "a".repeat(5000), "b".repeat(2500)]);
  });

  it("does not let blocks that arrive late overtake a newer state", async () => {
    const { client, set, clock } = await observable({}, { delayMs: 20 });
    const seen: string[] = [];
    await within(
      clock,
      1000,
      client().observe({ url: URL, onNotification: ({ payload }) => seen.push(text(payload)) }),
    );
    set(content("a".repeat(5000)));
    await clock.advance(50);
    set(content("1"));
    await clock.advance(1000);
    expect(seen).toEqual(["0", "1"]);
  });

  it("registers anew when Max-Age has passed without a notification, under the same token", async () => {
    const { client, clock, sinks, server } = await observable({}, {});
    const observation = await within(clock, 1000, client().observe({ url: URL, onNotification: () => undefined }));
    await clock.advance(64_000);
    expect(sinks).toHaveLength(1);
    await clock.advance(12_000);
    expect(sinks).toHaveLength(2);
    expect(server.observerCount).toBe(1);
    expect(observation.ended).toBe(false);
  });

  it("ends with a TimeoutError when the server is gone at the time of registering anew", async () => {
    const { client, clock, network } = await observable();
    const observation = await within(clock, 1000, client().observe({ url: URL }));
    network.onSend = () => false;
    await clock.advance(200_000);
    const seen: string[] = [];
    const loop = (async () => {
      for await (const { payload } of observation) seen.push(text(payload));
    })();
    await expect(loop).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
    expect(seen).toEqual(["0"]);
  });

  it("goes on with reregister always: after an error response, and after silence (RFC 7641 §3.3.1, §4.2)", async () => {
    const { client, clock, network, set, sinks } = await observable();
    const seen: string[] = [];
    const onNotification = ({ payload }: { payload: Uint8Array }) => seen.push(text(payload));
    const observing = client().observe({ url: URL, onNotification, reregister: "always" });
    const observation = await within(clock, 1000, observing);
    set({ code: Code.NotFound, payload: "gone", maxAgeSeconds: 10 });
    await clock.advance(1000);
    expect(observation.established).toBe(false);
    await clock.advance(26_000);
    expect(seen).toEqual(["0", "gone", "gone"]);
    set(content("back", { maxAgeSeconds: 10 }));
    await clock.advance(26_000);
    expect(seen.slice(3)).toContain("back");
    expect(observation.established).toBe(true);
    const registrations = sinks.length;
    network.onSend = () => false;
    await clock.advance(200_000);
    expect(observation.ended).toBe(false);
    network.onSend = undefined;
    await clock.advance(200_000);
    expect(sinks.length).toBeGreaterThan(registrations);
    expect(observation.established).toBe(true);
  });

  it("rejects notifications that it does not know, which ends them at the server", async () => {
    const { client, clock, network, set, ends } = await observable();
    const observation = await within(clock, 1000, client().observe({ url: URL }));
    network.onSend = ({ to }) => to.port !== 5683;
    const cancelled = observation.cancel();
    await clock.advance(6000);
    await cancelled;
    network.onSend = undefined;
    set(content("1"));
    await clock.advance(50);
    expect(ends).toEqual(["rejected"]);
  });

  it("ends when its signal is aborted, and rejects when it was aborted before", async () => {
    const { client, clock, server } = await observable();
    const controller = new AbortController();
    const coap = client();
    const observation = await within(clock, 1000, coap.observe({ url: URL, signal: controller.signal }));
    controller.abort();
    await clock.advance(100);
    expect(observation.ended).toBe(true);
    expect(server.observerCount).toBe(0);
    const late = coap.observe({ url: URL, signal: controller.signal });
    await expect(within(clock, 1000, late)).rejects.toMatchObject({ code: "WOT_ABORTED" });
  });

  it("keeps the newest states when nobody iterates", async () => {
    const { client, clock, set } = await observable();
    const coap = client();
    const observation = await within(clock, 1000, coap.observe({ url: URL, maxQueuedNotifications: 3 }));
    for (let i = 1; i <= 10; i++) {
      set(content(String(i)));
      await clock.advance(20);
    }
    set({ code: Code.NotFound, payload: "gone" });
    await clock.advance(20);
    const seen: string[] = [];
    for await (const { payload } of observation) seen.push(text(payload));
    expect(seen).toEqual(["9", "10", "gone"]);
  });
});
