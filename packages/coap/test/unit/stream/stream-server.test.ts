import { describe, expect, it } from "vitest";
import { type CoapRequest, type CoapResponse, Code, type ObservationSink, uintOption } from "../../../src/index.js";
import { SignalCode } from "../../../src/stream/signal.js";
import { SERVER } from "../../lab/lab.js";
import { RawStream } from "../../lab/raw-stream.js";
import { type StreamLabOptions, streamLab } from "../../lab/stream-lab.js";

const { CSM, Ping, Pong, Release, Abort } = SignalCode;
const ok = { code: Code.Content, payload: "ok" };
const custody = { number: 2, value: new Uint8Array(0) };
const observe = (value: number) => uintOption(6, value);

/** A server whose handler answers when the test says so. */
async function patient(options: StreamLabOptions = {}) {
  const waiting: { request: CoapRequest; answer(response: CoapResponse): void }[] = [];
  const lab = await streamLab(
    { handler: (request) => new Promise((answer) => waiting.push({ request, answer })) },
    options,
  );
  return { ...lab, waiting };
}

describe("A server over connections", () => {
  it("introduces itself first and answers requests, in any order, under their tokens (RFC 8323 §3.3)", async () => {
    const { streams, clock, waiting } = await patient();
    const raw = await RawStream.to(streams, SERVER);
    await clock.settle();
    expect(raw.take()).toEqual([
      {
        code: CSM,
        token: "",
        options: [
          [2, "010200"],
          [4, ""],
          [6, "0400"],
        ],
        payload: "",
      },
    ]);
    raw.introduce();
    raw.send(Code.GET, "0a");
    raw.send(Code.GET, "0b");
    await clock.settle();
    expect(waiting.map(({ request }) => request.confirmable)).toEqual([true, true]);
    waiting[1]!.answer(ok);
    await clock.settle();
    waiting[0]!.answer(ok);
    await clock.settle();
    expect(raw.take()).toMatchObject([
      { code: Code.Content, token: "0b", payload: "ok" },
      { code: Code.Content, token: "0a", payload: "ok" },
    ]);
  });

  it("sends nothing but the answer when a handler is slow: the transport acknowledges", async () => {
    const { clock, raw: connect, waiting } = await patient();
    const raw = await connect();
    raw.send(Code.GET, "0a");
    await clock.advance(5000);
    expect(raw.take()).toEqual([]);
    waiting[0]!.answer(ok);
    await clock.settle();
    expect(raw.take()).toMatchObject([{ code: Code.Content, token: "0a" }]);
  });

  it.each([
    ["a request", "0001"],
    ["a response", "0045"],
    ["a Ping", "00e2"],
    ["a Release", "00e4"],
  ])("aborts a connection on which %s comes first (§3.3)", async (_what, hex) => {
    let calls = 0;
    const handler = () => {
      calls += 1;
      return ok;
    };
    const { streams, clock } = await streamLab({ handler });
    const raw = await RawStream.to(streams, SERVER);
    raw.sendBytes(hex);
    await clock.settle();
    expect(raw.take()).toMatchObject([
      { code: CSM },
      { code: Abort, payload: expect.stringContaining("first message") },
    ]);
    expect(raw.isClosed).toBe(true);
    expect(calls).toBe(0);
  });

  it("aborts a connection on which nothing comes (§3.3)", async () => {
    const { streams, clock } = await streamLab({ handler: () => ok });
    const raw = await RawStream.to(streams, SERVER);
    await clock.advance(9_000);
    expect(raw.isClosed).toBe(false);
    await clock.advance(2_000);
    expect(raw.take().at(-1)).toMatchObject({ code: Abort });
    expect(raw.isClosed).toBe(true);
  });

  it("ignores Empty messages at any time, also before the introduction (§3.4)", async () => {
    const { streams, clock } = await streamLab({ handler: () => ok });
    const raw = await RawStream.to(streams, SERVER);
    raw.sendBytes("0000");
    raw.introduce();
    raw.sendBytes("0100aa");
    raw.send(Code.GET, "0a");
    await clock.settle();
    expect(raw.take()).toMatchObject([{ code: CSM }, { code: Code.Content, token: "0a" }]);
  });

  it.each([
    ["a payload marker without payload", "1001ff"],
    ["an option that ends beyond the message", "1001b5"],
    ["a reserved code class", "0020"],
    ["the other reserved code class", "00c0"],
    ["a TKL of 15", "0f01"],
    ["a message that is too long", "f001000001"],
    ["something that is no CoAP", Buffer.from("GET / HTTP/1.1\r\nHost: example.com\r\n\r\n").toString("hex")],
  ])("aborts on %s, and says why (§5.6)", async (_what, hex) => {
    const { clock, raw: connect, faults } = await streamLab({ handler: () => ok });
    const raw = await connect();
    raw.sendBytes(hex);
    raw.sendBytes("00".repeat(70_000));
    await clock.settle();
    const last = raw.take().at(-1);
    expect(last).toMatchObject({ code: Abort });
    expect(last!.payload.length).toBeGreaterThan(5);
    expect(raw.isClosed).toBe(true);
    expect(faults).toEqual([]);
    const other = await connect();
    other.send(Code.GET, "0a");
    await clock.settle();
    expect(other.take()).toMatchObject([{ code: Code.Content }]);
  });

  it("aborts on a critical option of a CSM, and names it (§5.2, §5.6)", async () => {
    const { streams, clock } = await streamLab({ handler: () => ok });
    const raw = await RawStream.to(streams, SERVER);
    raw.introduce([{ number: 9, value: Buffer.from("x") }]);
    await clock.settle();
    expect(raw.take().at(-1)).toMatchObject({ code: Abort, options: [[2, "09"]] });
    expect(raw.isClosed).toBe(true);
  });

  it.each([Ping, Pong, Release])("aborts on a critical option of signal %i (§5.2)", async (code) => {
    const { clock, raw: connect } = await streamLab({ handler: () => ok });
    const raw = await connect();
    raw.send(code, "", [{ number: 2049, value: new Uint8Array(0) }]);
    await clock.settle();
    expect(raw.take().at(-1)).toMatchObject({ code: Abort, options: [] });
  });

  it("passes over elective options and signals it does not know (§5.2, §5.4)", async () => {
    const { streams, clock } = await streamLab({ handler: () => ok });
    const raw = await RawStream.to(streams, SERVER);
    raw.introduce([{ number: 2048, value: Buffer.from("x") }]);
    raw.send(Ping, "07", [{ number: 8, value: new Uint8Array(0) }]);
    raw.send(0xff, "");
    raw.send(Code.GET, "0a");
    await clock.settle();
    expect(raw.take().slice(1)).toMatchObject([{ code: Pong, token: "07", options: [] }, { code: Code.Content }]);
  });

  it("answers a Ping with its token at once, even when requests are open (§5.4)", async () => {
    const { clock, raw: connect } = await patient();
    const raw = await connect();
    raw.send(Code.GET, "0a");
    raw.send(Ping, "42");
    await clock.settle();
    expect(raw.take()).toEqual([{ code: Pong, token: "42", options: [], payload: "" }]);
  });

  it("answers a Ping with Custody after the requests before it, and not after later ones (§5.4.1)", async () => {
    const { clock, raw: connect, waiting } = await patient();
    const raw = await connect();
    raw.send(Ping, "41", [custody]);
    raw.send(Code.GET, "0a");
    raw.send(Code.GET, "0b");
    raw.send(Ping, "42", [custody]);
    raw.send(Code.GET, "0c");
    await clock.settle();
    expect(raw.take()).toMatchObject([{ code: Pong, token: "41", options: [[2, ""]] }]);
    waiting[1]!.answer(ok);
    await clock.settle();
    expect(raw.take()).toMatchObject([{ token: "0b" }]);
    waiting[0]!.answer(ok);
    await clock.settle();
    expect(raw.take()).toMatchObject([{ token: "0a" }, { code: Pong, token: "42", options: [[2, ""]] }]);
  });

  it("answers what was asked before a Release, then closes (§5.5)", async () => {
    const { clock, raw: connect, waiting } = await patient();
    const raw = await connect();
    raw.send(Code.GET, "0a");
    raw.send(Release, "");
    await clock.settle();
    expect(raw.isClosed).toBe(false);
    waiting[0]!.answer(ok);
    await clock.settle();
    expect(raw.take()).toMatchObject([{ code: Code.Content, token: "0a" }]);
    expect(raw.isClosed).toBe(true);
  });

  it.each([
    ["an Abort", (raw: RawStream) => raw.send(Abort, "", [], Buffer.from("enough"))],
    ["the end of the connection", (raw: RawStream) => raw.stream.destroy()],
  ])("ends observations and aborts handlers at %s (§3.4, §7.4)", async (_what, leave) => {
    let signal: AbortSignal | undefined;
    const ends: string[] = [];
    const {
      clock,
      raw: connect,
      server,
    } = await streamLab({
      handler(request) {
        if (request.path === "/slow") {
          signal = request.signal;
          return new Promise(() => undefined);
        }
        request.observe?.accept().onEnd((reason) => ends.push(reason));
        return ok;
      },
    });
    const raw = await connect();
    raw.send(Code.GET, "0a", [observe(0)]);
    raw.send(Code.GET, "0b", [{ number: 11, value: Buffer.from("slow") }]);
    await clock.settle();
    expect(server.observerCount).toBe(1);
    expect(signal?.aborted).toBe(false);
    leave(raw);
    await clock.settle();
    expect(server.observerCount).toBe(0);
    expect(ends).toEqual(["unreachable"]);
    expect(signal?.aborted).toBe(true);
  });

  it("takes tokens up to maxTokenBytes, and longer ones for a format error (RFC 8974 §2.2.1)", async () => {
    const { clock, raw: connect } = await streamLab({ handler: () => ok, maxTokenBytes: 20 });
    const raw = await connect();
    raw.send(Code.GET, "ab".repeat(20));
    await clock.settle();
    expect(raw.take()).toMatchObject([{ code: Code.Content, token: "ab".repeat(20) }]);
    raw.send(Code.GET, "ab".repeat(21));
    await clock.settle();
    expect(raw.take()).toMatchObject([{ code: Abort, payload: expect.stringContaining("Extended-Token-Length") }]);
  });

  it("reads no more than maxPendingPerConnection requests until one is answered", async () => {
    const { clock, raw: connect, waiting } = await patient({ limits: { maxPendingPerConnection: 3 } });
    const raw = await connect();
    for (let i = 0; i < 10; i++) raw.send(Code.GET, `0${i}`);
    await clock.settle();
    expect(waiting.length).toBe(3);
    waiting[1]!.answer(ok);
    await clock.settle();
    expect(waiting.length).toBe(4);
    for (let i = 0; i < 10; i++) {
      waiting[i]!.answer(ok);
      await clock.settle();
    }
    expect(raw.take().length).toBe(10);
  });

  it("reads no more requests while the answers are not read, and lets go of a peer that reads nothing", async () => {
    let calls = 0;
    const payload = Buffer.alloc(1000, 1);
    const handler = () => {
      calls += 1;
      return { code: Code.Content, payload };
    };
    const { clock, raw: connect } = await streamLab({ handler }, { windowBytes: 4096 });
    const raw = await connect();
    raw.stream.pause();
    for (let i = 0; i < 50; i++) raw.send(Code.GET, "0a");
    await clock.settle();
    expect(calls).toBe(5);
    raw.stream.resume();
    await clock.settle();
    expect(raw.take().length).toBe(50);
    raw.stream.pause();
    for (let i = 0; i < 50; i++) raw.send(Code.GET, "0a");
    await clock.advance(29_000);
    expect(raw.isClosed).toBe(false);
    await clock.advance(2_000);
    expect(raw.isClosed).toBe(true);
    expect(calls).toBe(55);
  });

  it("keeps the newest state only for an observer that does not read, and shows it that when it reads", async () => {
    const sinks: ObservationSink[] = [];
    const { clock, raw: connect } = await streamLab(
      {
        handler: (request) => {
          sinks.push(request.observe!.accept());
          return ok;
        },
      },
      { windowBytes: 200 },
    );
    const raw = await connect();
    raw.send(Code.GET, "0a", [observe(0)]);
    await clock.settle();
    raw.take();
    raw.stream.pause();
    for (let i = 0; i < 1000; i++) sinks[0]!.notify({ code: Code.Content, payload: `state ${i} ${".".repeat(50)}` });
    await clock.settle();
    expect(raw.stream.bufferedBytes).toBeLessThan(500);
    raw.stream.resume();
    await clock.settle();
    const states = raw.take().map(({ payload }) => Number(payload.split(" ")[1]));
    expect(states.length).toBeLessThan(10);
    expect(states.at(-1)).toBe(999);
    expect(states.toSorted((a, b) => a - b)).toEqual(states);
  });

  it("sends every notification that counts, in order, to an observer that reads late", async () => {
    const sinks: ObservationSink[] = [];
    const { clock, raw: connect } = await streamLab(
      {
        handler: (request) => {
          sinks.push(request.observe!.accept({ conflate: false, maxQueuedNotifications: 100 }));
          return ok;
        },
      },
      { windowBytes: 200 },
    );
    const raw = await connect();
    raw.send(Code.GET, "0a", [observe(0)]);
    await clock.settle();
    raw.take();
    raw.stream.pause();
    for (let i = 0; i < 100; i++) sinks[0]!.notify({ code: Code.Content, payload: `${i}` });
    await clock.settle();
    raw.stream.resume();
    await clock.settle();
    expect(raw.take().map(({ payload }) => payload)).toEqual(Array.from({ length: 100 }, (_, i) => `${i}`));
  });

  it("makes room for a new connection by one that is idle, and refuses it when there is none", async () => {
    const { clock, raw: connect, streams, waiting } = await patient({ limits: { maxConnections: 2 } });
    const idle = await connect();
    const busy = await connect();
    busy.send(Code.GET, "0a");
    await clock.settle();
    const third = await connect();
    third.send(Code.GET, "0b");
    await clock.settle();
    expect([idle.isClosed, busy.isClosed, third.isClosed]).toEqual([true, false, false]);
    const fourth = await RawStream.to(streams, SERVER);
    await clock.settle();
    expect(fourth.isClosed).toBe(true);
    for (const { answer } of waiting) answer(ok);
    await clock.settle();
    expect([busy, third].flatMap((one) => one.take())).toMatchObject([{ token: "0a" }, { token: "0b" }]);
  });

  it("closes a connection that is silent and not in use; asks a silent observer by a Ping (§5.4, §7.3)", async () => {
    const handler = (request: CoapRequest) => {
      request.observe?.accept();
      return ok;
    };
    const { clock, raw: connect, server } = await streamLab({ handler });
    const idle = await connect();
    const observer = await connect();
    observer.send(Code.GET, "0a", [observe(0)]);
    await clock.advance(61_000);
    const ping = observer.take().at(-1)!;
    expect(ping.code).toBe(Ping);
    observer.send(Pong, ping.token);
    await clock.advance(58_000);
    expect(idle.isClosed).toBe(false);
    await clock.advance(3_000);
    expect(idle.isClosed).toBe(true);
    expect(observer.take().at(-1)?.code).toBe(Ping);
    await clock.advance(21_000);
    expect(observer.isClosed).toBe(true);
    expect(server.observerCount).toBe(0);
  });

  it("asks its peers to leave when it is closed (§5.5)", async () => {
    const { clock, raw: connect, server } = await streamLab({ handler: () => ok });
    const raw = await connect();
    await server.close();
    await clock.settle();
    expect(raw.take()).toMatchObject([{ code: Release }]);
    expect(raw.isClosed).toBe(true);
  });

  it("survives every single-byte mutation of a conversation, and answers the next peer", async () => {
    const { clock, streams, raw: connect, faults } = await streamLab({ handler: () => ok });
    const valid = Buffer.from("00e1" + "2101aab161" + "01e242" + "3102bbb161ff78" + "00e4", "hex");
    for (let at = 0; at < valid.length; at++) {
      for (const value of [0, 1, 0x0f, 0x40, 0x7f, 0x80, 0xf0, 0xff]) {
        const mutated = Buffer.from(valid);
        mutated[at] = value;
        const raw = await RawStream.to(streams, SERVER);
        raw.sendBytes(mutated);
        await clock.settle();
        raw.stream.destroy();
      }
    }
    await clock.settle();
    const last = await connect();
    last.send(Code.GET, "0a");
    await clock.settle();
    expect(last.take()).toMatchObject([{ code: Code.Content, token: "0a" }]);
    expect(faults).toEqual([]);
  });

  it("is no member of multicast groups", async () => {
    const { streams } = await streamLab({ handler: () => ok });
    const { coapServer, memoryNetwork } = await import("../../../src/index.js");
    const server = coapServer({
      handler: () => ok,
      transport: streams.server({ local: { address: "10.9.9.8", port: 5683 } }),
      groups: [memoryNetwork().group({ address: "224.0.1.187", port: 5683 })],
    });
    await expect(server.listen()).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
  });
});
