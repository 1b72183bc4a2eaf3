import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blockBytes, blockOf, blockValue } from "../../../src/blockwise/block.js";
import {
  type CoapServerOptions,
  Code,
  type DatagramTransport,
  type Message,
  MessageType,
  manualClock,
  type ObservationSink,
  OptionNumber,
  seededRandom,
  stringOption,
  uintOption,
} from "../../../src/index.js";
import { oscoreContexts } from "../../../src/oscore/index.js";
import { type Lab, lab, SERVER, within } from "../../lab/lab.js";
import { clientContext, serverContext } from "../../lab/oscore-pair.js";
import { type RawPeer, text, uintIn } from "../../lab/raw-peer.js";

const GROUP = { address: "224.0.1.187", port: 5683 };
const LARGE = "0123456789".repeat(90);
const url = `coap://${SERVER.address}/large`;
const token = Uint8Array.of(1, 2, 3, 4);
const path = (name: string) => stringOption(OptionNumber.UriPath, name);
const GET = { type: MessageType.CON, code: Code.GET, token, options: [path("large")] } as const;
const isPing = ({ type, code }: Message) => type === MessageType.CON && code === Code.Empty;
const contents = (messages: readonly Message[]) => messages.filter((message) => !isPing(message));

interface Tried extends Lab {
  readonly sinks: ObservationSink[];
  readonly handled: string[];
}

/** A server with answers of all sizes, at once and late. */
async function tried(
  options: Partial<CoapServerOptions> = {},
  delayMs = 0,
  change: (transport: DatagramTransport) => DatagramTransport = (same) => same,
): Promise<Tried> {
  const sinks: ObservationSink[] = [];
  const handled: string[] = [];
  const clock = manualClock(1000);
  const it = await lab(
    (network) => ({
      clock,
      transport: change(network.transport(SERVER)),
      groups: [network.group(GROUP)],
      handler({ path: asked, observe }) {
        handled.push(asked);
        const sink = observe?.accept();
        if (sink !== undefined) sinks.push(sink);
        if (asked === "/small") return { code: Code.Content, payload: "on" };
        if (asked === "/wrong") return { code: Code.BadRequest, payload: LARGE };
        if (asked === "/created") return { code: Code.Created, locationPath: [LARGE.slice(0, 200)] };
        const answer = { code: Code.Content, payload: LARGE };
        if (asked !== "/late") return answer;
        return new Promise((resolve) => clock.setTimer(() => resolve(answer), 900));
      },
      ...options,
    }),
    { clock, delayMs },
  );
  return { ...it, clock, sinks, handled };
}

const secured = (transport: DatagramTransport, scheme: "coaps" | undefined): DatagramTransport => ({
  ...(scheme === undefined ? {} : { scheme }),
  open: (receiver) => transport.open(receiver),
  send: (...datagram) => transport.send(...datagram),
  close: () => transport.close(),
});

async function mutePeer(it: Lab): Promise<RawPeer> {
  const peer = await it.rawPeer();
  peer.answersPings = false;
  return peer;
}

describe("a server that a stranger asks for much", () => {
  it("pings it first, and answers when it has rejected the ping", async () => {
    const it = await tried();
    const peer = await mutePeer(it);
    peer.send({ ...GET, messageId: 7 });
    await it.clock.advance(10);
    const pings = peer.take();
    expect(pings.map(isPing)).toEqual([true]);
    for (const { messageId } of pings) peer.send({ type: MessageType.RST, code: 0, messageId });
    await it.clock.advance(10);
    const [answer, ...more] = peer.take();
    expect(more).toEqual([]);
    expect(answer).toMatchObject({ type: MessageType.ACK, code: Code.Content, messageId: 7 });
    expect(text(answer?.payload)).toBe(LARGE);
    expect(it.handled).toEqual(["/large"]);
  });

  it("takes an acknowledgement of a ping for a Reset", async () => {
    const it = await tried();
    const peer = await mutePeer(it);
    peer.send({ ...GET, messageId: 7 });
    await it.clock.advance(10);
    for (const { messageId } of peer.take()) peer.send({ type: MessageType.ACK, code: 0, messageId });
    await it.clock.advance(10);
    expect(text(peer.take()[0]?.payload)).toBe(LARGE);
  });

  it("answers a small question with a small answer at once", async () => {
    const it = await tried();
    const peer = await mutePeer(it);
    peer.send({ ...GET, messageId: 7, options: [path("small")] });
    await it.clock.advance(10);
    expect(peer.take().map(({ payload }) => text(payload))).toEqual(["on"]);
  });

  it("pings once, and again only after verifiedForMs", async () => {
    const it = await tried({ verifiedForMs: 60_000 });
    let pings = 0;
    it.network.onSend = ({ bytes, from }) => {
      if (from.port === SERVER.port && bytes.length === 4 && bytes[0] === 0x40) pings += 1;
      return undefined;
    };
    const client = it.client();
    for (let i = 0; i < 5; i++) {
      expect(text((await within(it.clock, 1000, client.request({ url }))).payload)).toBe(LARGE);
    }
    expect(pings).toBe(1);
    await it.clock.advance(60_000);
    await within(it.clock, 1000, client.request({ url }));
    expect(pings).toBe(2);
  });

  it("gives up on one that answers no ping, and sends blocks that are small enough", async () => {
    const it = await tried();
    const peer = await mutePeer(it);
    const longer = [path("large"), stringOption(OptionNumber.UriQuery, "q".repeat(20))];
    peer.send({ ...GET, messageId: 100, options: longer });
    await it.clock.advance(1600);
    const [first] = contents(peer.take());
    const { number, more, szx } = blockOf(uintIn(first, OptionNumber.Block2)!);
    expect([number, more, first?.payload.length]).toEqual([0, true, blockBytes(szx)]);
    let body = text(first?.payload);
    for (let next = 1; body.length < LARGE.length; next++) {
      const block2 = uintOption(OptionNumber.Block2, blockValue(next, false, szx));
      peer.send({ ...GET, messageId: 100 + next, options: [...longer, block2] });
      await it.clock.advance(10);
      body += text(contents(peer.take())[0]?.payload);
    }
    expect(body).toBe(LARGE);
    expect(it.handled).toEqual(["/large"]);
  });

  it("sends an error without its text to one that answers no ping", async () => {
    const it = await tried();
    const peer = await mutePeer(it);
    peer.send({ ...GET, messageId: 7, options: [path("wrong")] });
    await it.clock.advance(2000);
    const [answer, ...more] = contents(peer.take());
    expect(answer).toMatchObject({ type: MessageType.ACK, code: Code.BadRequest, messageId: 7, options: [] });
    expect([answer?.payload.length, more.length]).toEqual([0, 0]);
  });

  it("says in the end that an answer cannot be had which cannot be cut", async () => {
    const it = await tried();
    const peer = await mutePeer(it);
    peer.send({ ...GET, code: Code.POST, messageId: 7, options: [path("created")] });
    await it.clock.advance(5000);
    expect(contents(peer.take())).toEqual([]);
    await it.clock.advance(120_000);
    expect(contents(peer.take()).map(({ code }) => code)).toEqual([Code.ServiceUnavailable]);
  });

  it("answers after a late Reset in full", async () => {
    const it = await tried();
    const peer = await mutePeer(it);
    peer.send({ ...GET, code: Code.POST, messageId: 7, options: [path("created")] });
    await it.clock.advance(4000);
    const ids = new Set(peer.take().map(({ messageId }) => messageId));
    for (const messageId of ids) peer.send({ type: MessageType.RST, code: 0, messageId });
    await it.clock.advance(10);
    expect(peer.take().map(({ code }) => code)).toEqual([Code.Created]);
  });

  it("is not made to believe it by guesses", async () => {
    const it = await tried();
    const peer = await mutePeer(it);
    peer.send({ ...GET, messageId: 7 });
    await it.clock.advance(10);
    const pings = peer.take().map(({ messageId }) => messageId);
    for (let messageId = 0; messageId < 0x1_0000; messageId++) {
      if (!pings.includes(messageId)) peer.send({ type: messageId % 2 === 0 ? 2 : 3, code: 0, messageId });
    }
    await it.clock.advance(10);
    for (const messageId of pings) peer.send({ type: MessageType.RST, code: 0, messageId });
    await it.clock.advance(100);
    expect(contents(peer.take()).every(({ payload }) => payload.length <= 16)).toBe(true);
    await it.clock.advance(60_000);
    peer.answersPings = true;
    peer.send({ ...GET, messageId: 8 });
    await it.clock.advance(10);
    expect(text(peer.take().at(-1)?.payload)).toBe(LARGE);
  });

  it("needs no more proof from one whose request is protected", async () => {
    const oscore = await clientContext();
    const it = await tried({ oscore: oscoreContexts({ contexts: [await serverContext()], allowUnprotected: true }) });
    const sizes: number[] = [];
    it.network.onSend = ({ from, bytes }) => {
      if (from.port === SERVER.port) sizes.push(bytes.length);
      return undefined;
    };
    await within(it.clock, 1000, it.client({ oscore }).request({ url }));
    expect(sizes).toHaveLength(1);
  });

  it.each([
    ["verifyPeers is false", { verifyPeers: false } as const, undefined],
    ["its transport is secured", {}, "coaps" as const],
  ])("asks for nothing where %s", async (_, options, scheme) => {
    const it = await tried(options, 0, (transport) => secured(transport, scheme));
    const peer = await mutePeer(it);
    peer.send({ ...GET, messageId: 7 });
    await it.clock.advance(10);
    expect(peer.take().map(({ payload }) => text(payload))).toEqual([LARGE]);
  });

  it("holds no more answers than maxHeldAnswers", async () => {
    const it = await tried({ maxHeldAnswers: 4 });
    const peers = await Promise.all(Array.from({ length: 6 }, () => mutePeer(it)));
    const options = [path("large"), stringOption(OptionNumber.UriQuery, "q".repeat(20))];
    for (const peer of peers) peer.send({ ...GET, messageId: 7, options });
    await it.clock.advance(10);
    const answered = peers.map((peer) => contents(peer.take()).length);
    expect(answered).toEqual([1, 1, 0, 0, 0, 0]);
  });

  it("shows an observer the newest state as soon as it is known to be there", async () => {
    const it = await tried({}, 50);
    const peer = await it.rawPeer();
    peer.send({ ...GET, messageId: 7, options: [uintOption(OptionNumber.Observe, 0), path("small")] });
    await it.clock.advance(60);
    for (let i = 0; i < 20; i++) it.sinks[0]?.notify({ code: Code.Content, payload: `${i} ${"x".repeat(100)}` });
    await it.clock.advance(60);
    expect(peer.take().map(({ payload }) => text(payload))).toEqual(["on"]);
    await it.clock.advance(20_000);
    expect(text(peer.take().at(-1)?.payload)).toMatch(/^19 x/);
  });

  it("ends an observation whose notifications would be too much for somebody who never asked", async () => {
    const it = await tried();
    const ends: string[] = [];
    const peer = await mutePeer(it);
    peer.send({ ...GET, messageId: 7, options: [uintOption(OptionNumber.Observe, 0), path("small")] });
    await it.clock.advance(10);
    it.sinks[0]?.onEnd((reason) => ends.push(reason));
    for (let i = 0; i < 200; i++) {
      it.sinks[0]?.notify({ code: Code.Content, payload: `${i}` });
      await it.clock.advance(1000);
    }
    expect(ends).toEqual(["unreachable"]);
    expect(it.server.observerCount).toBe(0);
  });
});

/** What an attacker does next. */
const step = fc.record({
  peer: fc.nat(2),
  code: fc.constantFrom(Code.Empty, Code.GET, Code.POST, Code.PUT, Code.FETCH, Code.iPATCH),
  type: fc.constantFrom<MessageType>(0, 1, 2, 3),
  name: fc.constantFrom("small", "large", "wrong", "created", "late"),
  tokenBytes: fc.nat(8),
  observes: fc.boolean(),
  block1: fc.option(fc.nat(40), { nil: undefined }),
  block2: fc.option(fc.nat(40), { nil: undefined }),
  payloadBytes: fc.nat(40),
  repeats: fc.nat(3),
  group: fc.boolean(),
  waitMs: fc.constantFrom(0, 10, 1000, 5000, 100_000),
  notifies: fc.boolean(),
});

describe.each(["large-answers", true] as const)("with verifyPeers %j, nobody who receives nothing", (verifyPeers) => {
  it("makes a server send more than three times what came from its address", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), fc.integer(), async (steps, seed) => {
        const clock = manualClock(1000);
        const it = await tried({ verifyPeers, random: seededRandom(seed), clock });
        const peers = [await mutePeer(it), await mutePeer(it), await mutePeer(it)];
        const sent = new Map<number, number>();
        const received = new Map<number, number>();
        it.network.onSend = ({ from, to, bytes }) => {
          const isFromServer = from.port === SERVER.port;
          const [counted, port] = isFromServer ? [received, to.port] : [sent, from.port];
          counted.set(port, (counted.get(port) ?? 0) + bytes.length);
          return undefined;
        };
        // Another stream than the server's: the Message IDs of its pings are not to be guessed.
        const random = seededRandom(~seed);
        for (const [index, each] of steps.entries()) {
          const isEmpty = each.code === Code.Empty || each.type > 1;
          const options = [path(each.name)];
          if (each.observes) options.unshift(uintOption(OptionNumber.Observe, 0));
          if (each.block2 !== undefined) options.push(uintOption(OptionNumber.Block2, each.block2));
          if (each.block1 !== undefined) options.push(uintOption(OptionNumber.Block1, each.block1));
          const message = isEmpty
            ? { type: each.type, code: Code.Empty, messageId: Math.floor(random() * 0x1_0000) }
            : {
                ...{ type: each.type, code: each.code, messageId: index, options },
                ...{ token: new Uint8Array(each.tokenBytes), payload: new Uint8Array(each.payloadBytes) },
              };
          for (let i = 0; i <= each.repeats; i++) peers[each.peer]!.send(message, each.group ? GROUP : SERVER);
          if (each.notifies) for (const sink of it.sinks) sink.notify({ code: Code.Content, payload: LARGE });
          await it.clock.advance(each.waitMs);
          for (const [port, bytes] of received) expect(bytes).toBeLessThanOrEqual(3 * (sent.get(port) ?? 0));
        }
        await it.clock.advance(200_000);
        for (const [port, bytes] of received) expect(bytes).toBeLessThanOrEqual(3 * (sent.get(port) ?? 0));
        await it.server.close();
      }),
      { numRuns: 60 },
    );
  });
});
