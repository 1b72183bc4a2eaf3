import { RequestError } from "@thingwright/errors";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CoapHandler,
  type CoapOption,
  Code,
  encodeMessage,
  MessageType,
  OptionNumber,
  stringOption,
  uintOption,
} from "../../../src/index.js";
import { lab } from "../../lab/lab.js";
import { text, uintIn } from "../../lab/raw-peer.js";

const { CON, NON, ACK, RST } = MessageType;
const ok = { code: Code.Content, payload: "ok" };

/** Sends one request and gives the messages that come back. */
async function ask(handler: CoapHandler, options: CoapOption[], fields: { code?: number; type?: MessageType } = {}) {
  const bench = await lab({ handler });
  const peer = await bench.rawPeer();
  peer.send({ type: CON, code: Code.GET, messageId: 1, token: Buffer.from("t"), options, ...fields });
  await bench.clock.advance(10);
  return { received: peer.take(), faults: bench.faults };
}

describe("A CoAP server", () => {
  it("shows the handler what the options say", async () => {
    let seen: unknown;
    const options = [
      stringOption(OptionNumber.UriHost, "h"),
      uintOption(OptionNumber.UriPort, 5683),
      stringOption(OptionNumber.UriPath, "a/b"),
      stringOption(OptionNumber.UriPath, "ü"),
      stringOption(OptionNumber.UriQuery, "x=1"),
      stringOption(OptionNumber.UriQuery, "y"),
      uintOption(OptionNumber.ContentFormat, 50),
      uintOption(OptionNumber.Accept, 0),
    ];
    await ask(
      ({ path, segments, query, contentFormat, accept, method, confirmable }) => {
        seen = { path, segments, query, contentFormat, accept, method, confirmable };
        return ok;
      },
      options,
      { code: Code.POST },
    );
    expect(seen).toEqual({
      path: "/a%2Fb/ü",
      segments: ["a/b", "ü"],
      query: ["x=1", "y"],
      contentFormat: 50,
      accept: 0,
      method: Code.POST,
      confirmable: true,
    });
  });

  it("keeps path objects apart from prototype names", async () => {
    const paths: string[] = [];
    for (const name of ["__proto__", "constructor", "toString"]) {
      await ask(
        (request) => {
          paths.push(request.path);
          return ok;
        },
        [stringOption(OptionNumber.UriPath, name)],
      );
    }
    expect(paths).toEqual(["/__proto__", "/constructor", "/toString"]);
  });

  it("refuses critical options that it does not know: 4.02, or a Reset when Non-confirmable (RFC 7252 §5.4.1)", async () => {
    const cases: CoapOption[][] = [
      [uintOption(9999, 1)],
      [uintOption(OptionNumber.IfNoneMatch, 0)],
      [uintOption(OptionNumber.OSCORE, 0)],
      [stringOption(OptionNumber.UriPath, "a".repeat(256))],
      [uintOption(OptionNumber.Accept, 0x10000)],
      [uintOption(OptionNumber.Accept, 1), uintOption(OptionNumber.Accept, 1)],
    ];
    for (const options of cases) {
      const confirmable = await ask(() => ok, options);
      expect(confirmable.received).toMatchObject([{ type: ACK, code: Code.BadOption }]);
      const other = await ask(() => ok, options, { type: NON });
      expect(other.received).toMatchObject([{ type: RST, code: 0, messageId: 1 }]);
    }
  });

  it("skips elective options that it does not know or that do not fit", async () => {
    const options = [
      uintOption(10_000, 1),
      uintOption(OptionNumber.ContentFormat, 0x10000),
      uintOption(OptionNumber.Size1, 1),
    ];
    const { received } = await ask(
      ({ contentFormat }) => ({ code: Code.Content, payload: String(contentFormat) }),
      options,
    );
    expect(text(received[0]?.payload)).toBe("undefined");
  });

  it("lets a handler evaluate options that it says it understands", async () => {
    const bench = await lab({
      understoodOptions: [OptionNumber.IfNoneMatch],
      handler: ({ options }) =>
        options.some(({ number }) => number === OptionNumber.IfNoneMatch) ? { code: Code.PreconditionFailed } : ok,
    });
    const peer = await bench.rawPeer();
    peer.send({ type: CON, code: Code.PUT, messageId: 1, options: [uintOption(OptionNumber.IfNoneMatch, 0)] });
    await bench.clock.advance(10);
    expect(peer.take()).toMatchObject([{ code: Code.PreconditionFailed }]);
  });

  it("answers 4.00 to paths and queries that are no UTF-8 or dots, and to the reserved block size", async () => {
    const wrong = [
      { number: OptionNumber.UriPath, value: Uint8Array.of(0xff) },
      { number: OptionNumber.UriQuery, value: Uint8Array.of(0xc0, 0x80) },
      stringOption(OptionNumber.UriPath, ".."),
      stringOption(OptionNumber.UriPath, "."),
      uintOption(OptionNumber.Block2, 7),
      uintOption(OptionNumber.Block1, 7),
    ];
    for (const option of wrong) {
      expect((await ask(() => ok, [option])).received).toMatchObject([{ type: ACK, code: Code.BadRequest }]);
    }
  });

  it("is no proxy (5.05), and knows no other methods (4.05)", async () => {
    const proxied = await ask(() => ok, [stringOption(OptionNumber.ProxyUri, "coap://h/")]);
    expect(proxied.received).toMatchObject([{ code: Code.ProxyingNotSupported }]);
    expect((await ask(() => ok, [], { code: 8 })).received).toMatchObject([{ code: Code.MethodNotAllowed }]);
    expect((await ask(() => ok, [], { code: 31 })).received).toMatchObject([{ code: Code.MethodNotAllowed }]);
  });

  it("answers what a handler throws, without its insides", async () => {
    const refused = await ask(() => {
      throw new RequestError("WOT_CONFLICT", "the door is open");
    }, []);
    expect(refused.received).toMatchObject([{ code: Code.Conflict }]);
    expect(text(refused.received[0]?.payload)).toBe("the door is open");
    expect(refused.faults).toEqual([]);
    const broken = await ask(async () => {
      throw new TypeError("secret at 10.1.2.3");
    }, []);
    expect(broken.received).toMatchObject([{ code: Code.InternalServerError }]);
    expect(text(broken.received[0]?.payload)).toBe("Internal error");
    expect(broken.faults).toMatchObject([{ code: "WOT_INTERNAL" }]);
  });

  it("answers 5.00 to what is no response", async () => {
    for (const wrong of [undefined, null, {}, { code: 1 }, { code: "x" }, 7]) {
      const { received } = await ask(() => wrong as never, []);
      expect(received).toMatchObject([{ type: ACK, code: Code.InternalServerError }]);
    }
  });

  it("sends the response's options, in order", async () => {
    const { received } = await ask(
      () => ({
        code: Code.Created,
        payload: Uint8Array.of(1),
        contentFormat: 60,
        etag: Uint8Array.of(9),
        maxAgeSeconds: 86_400,
        locationPath: ["a", "b"],
        locationQuery: ["c"],
        options: [uintOption(2048, 5), uintOption(OptionNumber.Observe, 1)],
      }),
      [],
    );
    const seen = received[0]!.options.map(({ number, value }) => [number, Buffer.from(value).toString("hex")]);
    expect(seen).toEqual([
      [OptionNumber.ETag, "09"],
      [OptionNumber.LocationPath, "61"],
      [OptionNumber.LocationPath, "62"],
      [OptionNumber.ContentFormat, "3c"],
      [OptionNumber.MaxAge, "015180"],
      [OptionNumber.LocationQuery, "63"],
      [2048, "05"],
    ]);
  });

  it("answers 2.03 when the client has the representation already (RFC 7252 §5.10.6.2)", async () => {
    const handler = () => ({ ...ok, etag: Uint8Array.of(1, 2), maxAgeSeconds: 5 });
    const etag = (...value: number[]) => ({ number: OptionNumber.ETag, value: Uint8Array.from(value) });
    const { received } = await ask(handler, [etag(9), etag(1, 2)]);
    expect(received).toMatchObject([{ code: Code.Valid }]);
    expect(received[0]?.payload).toHaveLength(0);
    expect(uintIn(received[0], OptionNumber.MaxAge)).toBe(5);
    expect((await ask(handler, [etag(9)])).received).toMatchObject([{ code: Code.Content }]);
  });

  it("holds back responses that the client does not want (RFC 7967)", async () => {
    const noSuccess = uintOption(OptionNumber.NoResponse, 2);
    expect((await ask(() => ok, [noSuccess], { type: NON })).received).toEqual([]);
    expect((await ask(() => ok, [noSuccess])).received).toMatchObject([{ type: ACK, code: 0 }]);
    const missing = await ask(() => ({ code: Code.NotFound }), [noSuccess], { type: NON });
    expect(missing.received).toMatchObject([{ code: Code.NotFound }]);
  });

  it("answers 5.04 and aborts the signal when the handler's time is up", async () => {
    let signal: AbortSignal | undefined;
    const bench = await lab({
      handlerTimeoutMs: 1000,
      handler: (request) => {
        signal = request.signal;
        return new Promise(() => undefined);
      },
    });
    const peer = await bench.rawPeer();
    peer.send({ type: NON, code: Code.GET, messageId: 1 });
    await bench.clock.advance(2000);
    expect(peer.take()).toMatchObject([{ type: NON, code: Code.GatewayTimeout }]);
    expect(signal?.aborted).toBe(true);
  });

  it("gives those that wait for a handler the answer that it is told to, and them alone", async () => {
    const signals: AbortSignal[] = [];
    const late: ((response: { code: number }) => void)[] = [];
    const bench = await lab({
      handler: (request) => {
        if (request.path === "/now") return ok;
        signals.push(request.signal);
        return new Promise((resolve) => late.push(resolve));
      },
    });
    const peer = await bench.rawPeer();
    const ask = (messageId: number, path: string) =>
      peer.send({ type: NON, code: Code.GET, messageId, options: [stringOption(OptionNumber.UriPath, path)] });
    ask(1, "now");
    ask(2, "later");
    ask(3, "later still");
    await bench.clock.advance(10);
    expect(peer.take()).toMatchObject([{ code: Code.Content }]);
    bench.server.answerPending(({ path }) => ({ code: Code.ServiceUnavailable, payload: path }));
    for (const resolve of late) resolve({ code: Code.Content });
    await bench.clock.advance(10);
    expect(peer.take().map(({ code, payload }) => [code, text(payload)])).toEqual([
      [Code.ServiceUnavailable, "/later"],
      [Code.ServiceUnavailable, "/later still"],
    ]);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  });

  it("answers 5.03 beyond maxPendingRequests, and says when to come back (RFC 7252 §5.9.3.4)", async () => {
    const bench = await lab({
      maxPendingRequests: 2,
      retryAfterMs: 7_500,
      handler: () => new Promise(() => undefined),
    });
    const peer = await bench.rawPeer();
    for (let messageId = 1; messageId <= 3; messageId++) peer.send({ type: NON, code: Code.GET, messageId });
    await bench.clock.advance(10);
    const answers = peer.take();
    expect(answers).toMatchObject([{ code: Code.ServiceUnavailable }]);
    expect(uintIn(answers[0], OptionNumber.MaxAge)).toBe(8);
  });

  it("reports separate responses that it cannot send, as the client acknowledges none", async () => {
    const bench = await lab({
      ackDelayMs: 10,
      maxWaitingPerPeer: 1,
      handler: async ({ signal }) => {
        await bench.clock.settle();
        await new Promise((resolve) => bench.clock.setTimer(() => resolve(signal.aborted), 100));
        return ok;
      },
    });
    const peer = await bench.rawPeer();
    for (let messageId = 1; messageId <= 4; messageId++) peer.send({ type: CON, code: Code.GET, messageId });
    await bench.clock.advance(1000);
    expect(bench.faults.length).toBeGreaterThanOrEqual(2);
    expect(peer.take().filter(({ type, code }) => type === CON && code === Code.Content)).toHaveLength(1);
  });

  it("closes at once, also twice, and says nothing afterwards", async () => {
    let answer: (response: typeof ok) => void = () => undefined;
    let signal: AbortSignal | undefined;
    const bench = await lab({
      handler: (request) => {
        signal = request.signal;
        return new Promise<typeof ok>((resolve) => (answer = resolve));
      },
    });
    const peer = await bench.rawPeer();
    peer.send({ type: CON, code: Code.GET, messageId: 1 });
    await bench.clock.settle();
    await bench.server.close();
    await bench.server.close();
    expect(signal?.aborted).toBe(true);
    answer(ok);
    await bench.clock.advance(1000);
    expect(peer.take()).toEqual([]);
    expect(bench.server.address()).toBeUndefined();
    await expect(bench.server.listen()).rejects.toMatchObject({ code: "WOT_STATE" });
  });

  it("refuses limits and parameters out of range", async () => {
    await expect(lab({ handler: () => ok, maxBodyBytes: -1 })).rejects.toMatchObject({ code: "WOT_RANGE" });
    await expect(lab({ handler: () => ok, nstart: 0 })).rejects.toMatchObject({ code: "WOT_RANGE" });
    await expect(lab({ handler: () => ok, maxPeers: Number.NaN })).rejects.toMatchObject({ code: "WOT_RANGE" });
  });

  it("survives random datagrams, and goes on serving", async () => {
    const bench = await lab({
      handler(request) {
        request.observe?.accept();
        return { code: Code.Content, payload: "x".repeat(request.payload.length * 40) };
      },
    });
    const peer = await bench.rawPeer();
    const number = fc.constantFrom(1, 3, 4, 5, 6, 7, 11, 12, 15, 17, 23, 27, 28, 35, 60, 258, 292, 65_000);
    const request = fc
      .record({
        type: fc.constantFrom(0, 1, 2, 3),
        code: fc.integer({ min: 1, max: 255 }),
        messageId: fc.integer({ min: 0, max: 0xffff }),
        token: fc.uint8Array({ maxLength: 8 }),
        options: fc.array(fc.record({ number, value: fc.uint8Array({ maxLength: 4 }) }), { maxLength: 6 }),
        payload: fc.uint8Array({ maxLength: 64 }),
      })
      .map((message) => encodeMessage({ ...message, type: message.type as MessageType }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(request, fc.uint8Array({ maxLength: 64 })), { maxLength: 40 }),
        async (all) => {
          for (const datagram of all) peer.sendBytes(datagram);
          await bench.clock.advance(1);
        },
      ),
      { numRuns: 200, seed: 8 },
    );
    const fresh = await bench.rawPeer();
    fresh.send({ type: CON, code: Code.GET, messageId: 1, payload: Buffer.from("x") });
    await bench.clock.advance(10);
    expect(fresh.take()).toMatchObject([{ type: ACK, code: Code.Content }]);
    expect(bench.faults).toEqual([]);
  });
});
