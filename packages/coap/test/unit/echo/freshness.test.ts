import { describe, expect, it } from "vitest";
import { Code, freshness, MessageType, manualClock, type ObservationSink, OptionNumber } from "../../../src/index.js";
import { lab, SERVER, within } from "../../lab/lab.js";
import { type RawPeer, text } from "../../lab/raw-peer.js";

const url = `coap://${SERVER.address}/door`;
const GET = { type: 0, code: Code.GET, token: Uint8Array.of(1, 2, 3, 4) } as const;
const path = { number: OptionNumber.UriPath, value: Buffer.from("door") };

/** The Echo value of the one message that a peer received. */
function echoIn(peer: RawPeer): Uint8Array {
  const [message] = peer.take();
  expect(message?.code).toBe(Code.Unauthorized);
  const option = message!.options.find(({ number }) => number === OptionNumber.Echo)!;
  return Uint8Array.from(option.value);
}

describe("a handler that asks for freshness", () => {
  async function freshLab(maxAgeMs: number) {
    let handled = 0;
    const clock = manualClock(100_000);
    const fresh = freshness({ maxAgeMs, clock });
    const it = await lab(
      { clock, handler: (request) => fresh.refusal(request) ?? { code: Code.Changed, payload: `${++handled}` } },
      { clock },
    );
    return { ...it, clock, handled: () => handled };
  }

  it("gets it from our client, which repeats its request", async () => {
    const it = await freshLab(10_000);
    const client = it.client({ clock: it.clock });
    const response = await within(it.clock, 1000, client.request({ url, method: Code.PUT, payload: "x".repeat(3000) }));
    expect(text(response.payload)).toBe("1");
  });

  it("takes a value from the peer that was given it, for a time", async () => {
    const it = await freshLab(10_000);
    const [peer, stranger] = [await it.rawPeer(), await it.rawPeer()];
    peer.send({ ...GET, messageId: 1 });
    await it.clock.advance(10);
    const echo = { number: OptionNumber.Echo, value: echoIn(peer) };
    stranger.send({ ...GET, messageId: 2, options: [echo] });
    await it.clock.advance(10);
    echoIn(stranger);
    expect(it.handled()).toBe(0);
    await it.clock.advance(4000);
    peer.send({ ...GET, messageId: 3, options: [echo] });
    await it.clock.advance(10);
    expect(it.handled()).toBe(1);
    await it.clock.advance(10_000);
    peer.send({ ...GET, messageId: 4, options: [echo] });
    await it.clock.advance(10);
    expect(it.handled()).toBe(1);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("has a time: %d ms is refused", (maxAgeMs) => {
    expect(() => freshness({ maxAgeMs })).toThrow("maxAgeMs");
  });
});

describe("a client that is challenged", () => {
  it("repeats a request once, under another token, and then gives the answer that it got", async () => {
    const challenge = { code: Code.Unauthorized, options: [{ number: OptionNumber.Echo, value: Uint8Array.of(7) }] };
    const tokens: string[] = [];
    const it = await lab({
      handler({ token }) {
        tokens.push(Buffer.from(token).toString("hex"));
        return challenge;
      },
    });
    const response = await within(it.clock, 1000, it.client().request({ url }));
    expect(response.code).toBe(Code.Unauthorized);
    expect(new Set(tokens).size).toBe(2);
  });

  it("repeats nothing without an Echo", async () => {
    let handled = 0;
    const handler = () => {
      handled++;
      return { code: Code.Unauthorized };
    };
    const it = await lab({ handler });
    await within(it.clock, 1000, it.client().request({ url }));
    expect(handled).toBe(1);
  });
});

describe("a server that verifies its peers", () => {
  async function guarded() {
    const sinks: ObservationSink[] = [];
    const handled: number[] = [];
    const it = await lab({
      verifyPeers: true,
      handler({ method, observe, path: asked }) {
        handled.push(method);
        const sink = observe?.accept();
        if (sink !== undefined) sinks.push(sink);
        return { code: Code.Content, payload: asked === "/small" ? "on" : "x".repeat(900) };
      },
    });
    return { ...it, sinks, handled };
  }

  it("never sends more than three times what an unverified peer sent, whatever it sends", async () => {
    const it = await guarded();
    const peer = await it.rawPeer();
    let sent = 0;
    let received = 0;
    it.network.onSend = ({ bytes, to }) => {
      if (to.port === SERVER.port) sent = bytes.length;
      else received += bytes.length;
      return undefined;
    };
    const requests = [
      ...[Code.GET, Code.POST, Code.PUT, Code.FETCH, Code.iPATCH].flatMap((code) => [
        { ...GET, code, options: [path] },
        { ...GET, code, type: 1 as const, options: [path] },
        { ...GET, code, options: [{ number: OptionNumber.Observe, value: new Uint8Array(0) }, path] },
        {
          ...GET,
          code,
          options: [{ number: OptionNumber.Block1, value: Uint8Array.of(8) }],
          payload: Buffer.alloc(16),
        },
      ]),
      { ...GET, code: 0 as number, token: new Uint8Array(0) },
    ];
    for (const [i, request] of requests.entries()) {
      received = 0;
      peer.send({ ...request, messageId: 100 + i });
      await it.clock.advance(5000);
      expect(received, `request ${i}`).toBeLessThanOrEqual(3 * sent);
    }
    expect(it.server.observerCount).toBe(0);
    expect(it.handled.every((method) => method === Code.GET || method === Code.FETCH)).toBe(true);
  });

  it("sends a late answer to an unverified peer once", async () => {
    const it = await lab({
      verifyPeers: true,
      handler: () =>
        new Promise((resolve) => clock.setTimer(() => resolve({ code: Code.Content, payload: "late" }), 900)),
    });
    const { clock } = it;
    const peer = await it.rawPeer();
    peer.send({ ...GET, messageId: 1, options: [path] });
    await clock.advance(120_000);
    const received = peer.take();
    expect(received.map(({ type, code }) => [type, code])).toEqual([
      [MessageType.ACK, Code.Empty],
      [MessageType.NON, Code.Content],
    ]);
    expect(text(received[1]?.payload)).toBe("late");
  });

  it("answers at once where the answer is small", async () => {
    const it = await guarded();
    const peer = await it.rawPeer();
    peer.send({ ...GET, messageId: 1, options: [{ ...path, value: Buffer.from("small") }] });
    await it.clock.advance(10);
    expect(text(peer.take()[0]?.payload)).toBe("on");
  });

  it("costs our client one more round trip, once", async () => {
    const it = await guarded();
    const client = it.client();
    for (const method of [Code.PUT, Code.GET, Code.POST]) {
      expect((await within(it.clock, 1000, client.request({ url, method }))).code).toBe(Code.Content);
    }
    const observation = await within(it.clock, 1000, client.observe({ url }));
    expect(observation.established).toBe(true);
    expect(it.handled).toEqual([Code.PUT, Code.GET, Code.POST, Code.GET]);
  });
});
