import { describe, expect, it } from "vitest";
import { Code, type ObservationSink, OptionNumber, uintOption } from "../../../src/index.js";
import { oscoreContexts } from "../../../src/oscore/index.js";
import { SignalCode } from "../../../src/stream/signal.js";
import { within } from "../../lab/lab.js";
import { clientContext, serverContext } from "../../lab/oscore-pair.js";
import { text } from "../../lab/raw-peer.js";
import { streamLab, URL } from "../../lab/stream-lab.js";

const MAX_MESSAGE = (bytes: number) => uintOption(2, bytes);
const BLOCK_WISE = { number: 4, value: new Uint8Array(0) };
const block = (number: number, more: boolean, szx: number) => (number << 4) | (more ? 8 : 0) | szx;
const pattern = (bytes: number) => Uint8Array.from({ length: bytes }, (_, i) => (i * 7 + (i >> 8)) & 0xff);
const uint = (hex: string | undefined) => (hex === undefined ? undefined : Number.parseInt(hex || "0", 16));
const optionIn = (options: readonly (readonly [number, string])[], number: number) =>
  uint(options.find(([one]) => one === number)?.[1]);

describe("Blocks over connections (RFC 8323 §6)", () => {
  const body = pattern(12_903);

  it("answers in the BERT blocks that the client takes, as in Figure 14", async () => {
    const lab = await streamLab({ handler: () => ({ code: Code.Content, payload: body }) });
    const raw = await lab.raw();
    raw.introduce([MAX_MESSAGE(5 * 1024 + 512), BLOCK_WISE]);
    const received: string[] = [];
    let at = 0;
    for (const [options, number, more, bytes] of [
      [[], 0, true, 5120],
      [[uintOption(23, block(5, false, 7))], 5, true, 5120],
      [[uintOption(23, block(10, false, 7))], 10, false, 2663],
    ] as const) {
      raw.send(Code.GET, "0a", options);
      await lab.clock.settle();
      const [answer] = raw.take();
      expect(optionIn(answer!.options, OptionNumber.Block2)).toBe(block(number, more, 7));
      received.push(answer!.payload);
      at += bytes;
    }
    expect(at).toBe(body.length);
    expect(received.join("")).toBe(
      [body.subarray(0, 5120), body.subarray(5120, 10_240), body.subarray(10_240)].map(text).join(""),
    );
  });

  it.each([0, 2, 6])("answers in blocks of the size that is asked for: SZX %i", async (szx) => {
    const lab = await streamLab({ handler: () => ({ code: Code.Content, payload: body }) });
    const raw = await lab.raw();
    raw.introduce([MAX_MESSAGE(60_000), BLOCK_WISE]);
    raw.send(Code.GET, "0a", [uintOption(23, block(3, false, szx))]);
    await lab.clock.settle();
    const [answer] = raw.take();
    expect(optionIn(answer!.options, OptionNumber.Block2)).toBe(block(3, true, szx));
    const size = 16 << szx;
    expect(answer!.payload).toBe(text(body.subarray(3 * size, 4 * size)));
  });

  it("keeps to blocks of one for a client that gives no size, and to small ones for one that takes little", async () => {
    const lab = await streamLab({ handler: () => ({ code: Code.Content, payload: body }) });
    const plain = await lab.raw();
    plain.send(Code.GET, "0a");
    const small = await lab.raw();
    small.introduce([MAX_MESSAGE(200), BLOCK_WISE]);
    small.send(Code.GET, "0a");
    await lab.clock.settle();
    expect(optionIn(plain.take()[0]!.options, OptionNumber.Block2)).toBe(block(0, true, 6));
    expect(optionIn(small.take()[0]!.options, OptionNumber.Block2)).toBe(block(0, true, 2));
  });

  it("answers 5.00 and reports it where no answer fits into the peer's messages", async () => {
    const options = [{ number: OptionNumber.ETag, value: pattern(8) }];
    const locationPath = Array.from({ length: 40 }, () => "a".repeat(20));
    const lab = await streamLab({ handler: () => ({ code: Code.Created, options, locationPath }) });
    const raw = await lab.raw();
    raw.introduce([MAX_MESSAGE(100)]);
    raw.send(Code.POST, "0a");
    await lab.clock.settle();
    expect(raw.take()).toMatchObject([{ code: Code.InternalServerError, token: "0a" }]);
    expect(lab.faults).toMatchObject([{ code: "WOT_INTERNAL" }]);
  });

  it("puts BERT blocks of an upload together, as in Figure 15", async () => {
    const bodies: Uint8Array[] = [];
    const lab = await streamLab({
      handler: (request) => {
        bodies.push(request.payload);
        return { code: Code.Changed };
      },
    });
    const raw = await lab.raw();
    const whole = pattern(8192 + 16_384 + 5683);
    const parts = [
      [0, true, 0, 8192],
      [8, true, 8192, 24_576],
      [24, false, 24_576, whole.length],
    ] as const;
    for (const [number, more, from, to] of parts) {
      raw.send(Code.PUT, "0a", [uintOption(27, block(number, more, 7))], whole.subarray(from, to));
      await lab.clock.settle();
      const [answer] = raw.take();
      expect(answer!.code).toBe(more ? Code.Continue : Code.Changed);
      expect(optionIn(answer!.options, OptionNumber.Block1)).toBe(block(number, more, 7));
    }
    expect(bodies.length).toBe(1);
    expect(Buffer.compare(bodies[0]!, whole)).toBe(0);
  });

  it.each([
    ["that is no multiple of 1024 and not the last", true, 1500],
    ["that is empty and not the last", true, 0],
  ])("refuses a BERT block %s", async (_what, more, bytes) => {
    const lab = await streamLab({ handler: () => ({ code: Code.Changed }) });
    const raw = await lab.raw();
    raw.send(Code.PUT, "0a", [uintOption(27, block(0, more, 7))], pattern(bytes));
    await lab.clock.settle();
    expect(raw.take()).toMatchObject([{ code: Code.BadRequest }]);
  });

  it.each([1000, 1024, 1025, 65_536, 65_537, 200_000, 1_000_000])("carry %i bytes both ways", async (bytes) => {
    const given = pattern(bytes);
    const lab = await streamLab({ handler: ({ payload }) => ({ code: Code.Content, payload }) });
    const client = lab.client();
    const { code, payload } = await within(
      lab.clock,
      1000,
      client.request({ url: URL, method: Code.POST, payload: given }),
    );
    expect(code).toBe(Code.Content);
    expect(Buffer.compare(payload, given)).toBe(0);
  });

  it.each([16, 64, 512])("are of %i bytes where either end wants them so", async (maxBlockBytes) => {
    const given = pattern(3000);
    const lab = await streamLab({ handler: ({ payload }) => ({ code: Code.Content, payload }), maxBlockBytes });
    for (const client of [lab.client(), lab.client({ maxBlockBytes })]) {
      const answer = client.request({ url: URL, method: Code.POST, payload: given });
      expect(Buffer.compare((await within(lab.clock, 1000, answer)).payload, given)).toBe(0);
    }
  });

  it("end in 4.13 beyond maxBodyBytes", async () => {
    const lab = await streamLab({ handler: () => ({ code: Code.Changed }), maxBodyBytes: 2000 });
    const answer = lab.client().request({ url: URL, method: Code.PUT, payload: pattern(2001) });
    expect((await within(lab.clock, 1000, answer)).code).toBe(Code.RequestEntityTooLarge);
  });
});

describe("Observation over connections (RFC 8323 §7)", () => {
  async function observed() {
    const sinks: ObservationSink[] = [];
    const lab = await streamLab({
      handler: (request) => {
        const sink = request.observe?.accept();
        if (sink !== undefined) sinks.push(sink);
        return { code: Code.Content, payload: "0", maxAgeSeconds: 1 };
      },
    });
    return { ...lab, sinks };
  }

  it("shows every state, is not registered anew when Max-Age passes, and is cancelled by a request (§7.3, §7.4)", async () => {
    const { clock, server, sinks, client: connect } = await observed();
    const shown: string[] = [];
    const observation = await within(
      clock,
      100,
      connect().observe({ url: URL, onNotification: ({ payload }) => shown.push(text(payload)) }),
    );
    for (let i = 1; i < 30; i++) {
      sinks[0]!.notify({ code: Code.Content, payload: `${i}`, maxAgeSeconds: 1 });
      await clock.advance(1000);
    }
    await clock.advance(50_000);
    expect(shown).toEqual(Array.from({ length: 30 }, (_, i) => `${i}`));
    expect(sinks.length).toBe(1);
    await within(clock, 100, observation.cancel());
    expect(server.observerCount).toBe(0);
  });

  it("takes notifications in the order in which they come, whatever their Observe value says (§7.1)", async () => {
    const { memoryStreams, coapClient, manualClock } = await import("../../../src/index.js");
    const { RawStream } = await import("../../lab/raw-stream.js");
    const clock = manualClock();
    const streams = memoryStreams();
    const accepted: InstanceType<typeof RawStream>[] = [];
    await streams.server().listen!(
      (stream) => accepted.push(new RawStream(stream)),
      () => undefined,
    );
    const client = coapClient({ clock, transport: streams.client() });
    const shown: string[] = [];
    const opening = client.observe({ url: URL, onNotification: ({ payload }) => shown.push(text(payload)) });
    await clock.settle();
    const [raw] = accepted;
    const { token } = raw!.take()[1]!;
    raw!.introduce();
    for (const [value, state] of [
      [5, "a"],
      [4, "b"],
      [0, "c"],
      [0, "d"],
    ] as const)
      raw!.send(Code.Content, token, [uintOption(6, value)], Buffer.from(state));
    await opening;
    await clock.settle();
    expect(shown).toEqual(["a", "b", "c", "d"]);
    await client.close();
  });

  it("ends with an error when the connection does (§7.4)", async () => {
    const { clock, server, client: connect } = await observed();
    const ends: unknown[] = [];
    await within(clock, 100, connect().observe({ url: URL, onEnd: (error) => ends.push(error) }));
    await server.close();
    await clock.settle();
    expect(ends).toMatchObject([{ code: "WOT_NETWORK" }]);
  });

  it("goes on under OSCORE, as do large bodies in pieces that its ciphers take", async () => {
    const sinks: ObservationSink[] = [];
    const lab = await streamLab({
      oscore: oscoreContexts({ contexts: [await serverContext()] }),
      handler: (request) => {
        const sink = request.observe?.accept();
        if (sink !== undefined) sinks.push(sink);
        return { code: Code.Content, payload: request.security?.context === undefined ? "plain" : "protected" };
      },
    });
    const client = lab.client({ oscore: await clientContext() });
    const shown: string[] = [];
    const url = `${URL}/state`;
    expect(text((await within(lab.clock, 100, client.request({ url }))).payload)).toBe("protected");
    await within(lab.clock, 100, client.observe({ url, onNotification: ({ payload }) => shown.push(text(payload)) }));
    sinks[0]!.notify({ code: Code.Content, payload: "next" });
    await lab.clock.settle();
    expect(shown).toEqual(["protected", "next"]);
    const large = pattern(150_000);
    const lab2 = await streamLab({
      oscore: oscoreContexts({ contexts: [await serverContext()] }),
      handler: ({ payload }) => ({ code: Code.Content, payload }),
    });
    const answer = lab2.client({ oscore: await clientContext() }).request({ url, method: Code.POST, payload: large });
    expect(Buffer.compare((await within(lab2.clock, 1000, answer)).payload, large)).toBe(0);
  });
});

describe("Extended tokens of a client (RFC 8974)", () => {
  it("are as long as the server's CSM allows, once it is there (§2.2.1)", async () => {
    const tokens: number[] = [];
    const lab = await streamLab({
      handler: ({ token }) => {
        tokens.push(token.length);
        return { code: Code.Content };
      },
      maxTokenBytes: 40,
    });
    const client = lab.client({ tokenBytes: 100 });
    await within(lab.clock, 100, client.request({ url: URL }));
    await within(lab.clock, 100, client.request({ url: URL }));
    expect(tokens).toEqual([8, 40]);
  });
});

describe("A connection that keeps boundaries, as WebSockets do (RFC 8323 §4)", () => {
  it("carries requests, blocks and observations without lengths", async () => {
    const given = pattern(100_000);
    const lab = await streamLab(
      { handler: ({ payload }) => ({ code: Code.Content, payload }) },
      { keepsBoundaries: true },
    );
    const raw = await lab.raw();
    raw.sendBytes("0402" + "0a0b0c0d" + "ff6869");
    await lab.clock.settle();
    expect(raw.take()).toMatchObject([{ code: Code.Content, token: "0a0b0c0d", payload: "hi" }]);
    const answer = lab.client().request({ url: URL, method: Code.POST, payload: given });
    expect(Buffer.compare((await within(lab.clock, 1000, answer)).payload, given)).toBe(0);
  });

  it("is aborted on a length that is not zero, and on an empty message (§4.2)", async () => {
    for (const hex of ["3402" + "0a0b0c0d" + "ff6869", ""]) {
      const lab = await streamLab({ handler: () => ({ code: Code.Content }) }, { keepsBoundaries: true });
      const raw = await lab.raw();
      raw.sendBytes(hex);
      await lab.clock.settle();
      expect(raw.take()).toMatchObject([{ code: SignalCode.Abort }]);
      expect(raw.isClosed).toBe(true);
    }
  });
});
