import { describe, expect, it } from "vitest";
import {
  blockOf,
  blockValue,
  type CoapOption,
  type CoapRequest,
  Code,
  coapClient,
  decodeMessage,
  type MemoryNetwork,
  MessageType,
  OptionNumber,
  seededRandom,
  stringOption,
  uintOption,
} from "../../../src/index.js";
import { lab, SERVER, within } from "../../lab/lab.js";
import { text, uintIn } from "../../lab/raw-peer.js";

const URL = "coap://10.9.9.9/store";
const { Block1, Block2, Size1, Size2, UriPath } = OptionNumber;
const bytes = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 7 + (i >> 8)) & 0xff);
const sizes = [16, 32, 64, 128, 256, 512, 1024];

/** Collects the tokens of all that is sent to the server from now on. */
function tokensSent(network: MemoryNetwork): string[] {
  const tokens: string[] = [];
  network.onSend = ({ from, bytes: datagram }) => {
    const decoded = decodeMessage(datagram);
    if (from.address !== SERVER.address && decoded.ok) tokens.push(Buffer.from(decoded.message.token).toString("hex"));
    return true;
  };
  return tokens;
}

/** A resource that keeps what is put. */
function store() {
  let body: Uint8Array = new Uint8Array(0);
  let puts = 0;
  const handler = ({ method, payload }: CoapRequest) => {
    if (method === Code.GET) return { code: Code.Content, payload: body };
    puts++;
    body = payload;
    return { code: Code.Changed };
  };
  return { handler, puts: () => puts, body: () => body };
}

async function storeLab(limits: object = {}) {
  const kept = store();
  const bench = await lab({ handler: kept.handler, ...limits });
  const peer = await bench.rawPeer();
  let messageId = 100;
  const exchange = async (code: number, options: CoapOption[], payload: Uint8Array = new Uint8Array(0)) => {
    const all = [stringOption(UriPath, "store"), ...options];
    peer.send({ type: MessageType.CON, code, messageId: messageId++, options: all, payload });
    await bench.clock.advance(10);
    return peer.take()[0];
  };
  const put = (number: number, more: boolean, szx: number, payload: Uint8Array, extra: CoapOption[] = []) =>
    exchange(Code.PUT, [uintOption(Block1, blockValue(number, more, szx)), ...extra], payload);
  return { ...bench, ...kept, exchange, put };
}

describe("A block-wise transfer", () => {
  it.each(sizes)("moves bodies both ways in blocks of %i bytes that the client chooses", async (maxBlockBytes) => {
    for (const length of [
      maxBlockBytes - 1,
      maxBlockBytes,
      maxBlockBytes + 1,
      5 * maxBlockBytes,
      5 * maxBlockBytes + 3,
    ]) {
      const { handler } = store();
      const { client, clock } = await lab({ handler });
      const coap = client({ maxBlockBytes });
      const put = await within(clock, 5000, coap.request({ url: URL, method: Code.PUT, payload: bytes(length) }));
      expect(put.code).toBe(Code.Changed);
      const got = await within(clock, 5000, coap.request({ url: URL }));
      expect(Buffer.from(got.payload).equals(bytes(length))).toBe(true);
    }
  });

  it.each(sizes)("moves bodies both ways in blocks of %i bytes that the server chooses", async (maxBlockBytes) => {
    const { handler, puts } = store();
    const { client, clock, network } = await lab({ handler, maxBlockBytes });
    let largest = 0;
    network.onSend = ({ bytes: datagram }) => {
      largest = Math.max(largest, datagram.length);
      return true;
    };
    const coap = client();
    const put = await within(clock, 20_000, coap.request({ url: URL, method: Code.PUT, payload: bytes(4000) }));
    expect(put.code).toBe(Code.Changed);
    expect(puts()).toBe(1);
    largest = 0;
    const got = await within(clock, 20_000, coap.request({ url: URL }));
    expect(Buffer.from(got.payload).equals(bytes(4000))).toBe(true);
    expect(largest).toBeLessThanOrEqual(maxBlockBytes + 40);
  });

  it("survives a bad network in both directions", async () => {
    const { handler, puts } = store();
    const network = { loss: 0.15, duplicate: 0.2, reorder: 0.2, delayMs: 30 };
    const { client, clock } = await lab({ handler }, network);
    const coap = client({ maxBlockBytes: 64, maxRetransmit: 10 });
    const put = coap.request({ url: URL, method: Code.PUT, payload: bytes(3000), timeoutMs: 1e7 });
    expect((await within(clock, 1e6, put)).code).toBe(Code.Changed);
    expect(puts()).toBe(1);
    const got = await within(clock, 1e6, coap.request({ url: URL, timeoutMs: 1e7 }));
    expect(Buffer.from(got.payload).equals(bytes(3000))).toBe(true);
  });

  it("sends a large request and fetches the large response to it (RFC 7959 §3.3)", async () => {
    let calls = 0;
    const { client, clock } = await lab({
      handler: ({ payload }) => {
        calls++;
        return { code: Code.Changed, payload: Buffer.from(payload).reverse() };
      },
    });
    const request = client({ maxBlockBytes: 128 }).request({ url: URL, method: Code.POST, payload: bytes(1000) });
    const response = await within(clock, 20_000, request);
    expect(Buffer.from(response.payload).equals(Buffer.from(bytes(1000)).reverse())).toBe(true);
    expect(calls).toBe(1);
  });
});

describe("A client that sends blocks", () => {
  it("keeps two bodies to one resource at the same time apart", async () => {
    const bodies: Uint8Array[] = [];
    const { client, clock } = await lab({
      handler: ({ payload }) => {
        bodies.push(payload);
        return { code: Code.Changed };
      },
    });
    const coap = client({ nstart: 4, maxBlockBytes: 64 });
    const put = (fill: number) =>
      coap.request({ url: URL, method: Code.PUT, payload: new Uint8Array(1000).fill(fill) });
    const responses = await within(clock, 5000, Promise.all([put(1), put(2)]));
    expect(responses.map(({ code }) => code)).toEqual([Code.Changed, Code.Changed]);
    expect(bodies.map((body) => new Set(body))).toEqual([new Set([1]), new Set([2])]);
  });
});

describe("A server that receives blocks", () => {
  it("answers 2.31 to each but the last, and handles the whole once", async () => {
    const { put, puts, body } = await storeLab();
    const first = await put(0, true, 0, bytes(40).subarray(0, 16), [uintOption(Size1, 40)]);
    expect(first?.code).toBe(Code.Continue);
    expect(uintIn(first, Block1)).toBe(blockValue(0, true, 0));
    expect((await put(1, true, 0, bytes(40).subarray(16, 32)))?.code).toBe(Code.Continue);
    expect(puts()).toBe(0);
    const last = await put(2, false, 0, bytes(40).subarray(32));
    expect(last?.code).toBe(Code.Changed);
    expect(uintIn(last, Block1)).toBe(blockValue(2, false, 0));
    expect([...body()]).toEqual([...bytes(40)]);
  });

  it("asks for its own block size when the client's is larger, and goes on from the same place", async () => {
    const { put, body } = await storeLab({ maxBlockBytes: 16 });
    const first = await put(0, true, 1, bytes(70).subarray(0, 32));
    expect(blockOf(uintIn(first, Block1)!)).toEqual({ number: 0, more: true, szx: 0 });
    expect((await put(2, true, 0, bytes(70).subarray(32, 48)))?.code).toBe(Code.Continue);
    expect((await put(3, true, 0, bytes(70).subarray(48, 64)))?.code).toBe(Code.Continue);
    expect((await put(4, false, 0, bytes(70).subarray(64)))?.code).toBe(Code.Changed);
    expect([...body()]).toEqual([...bytes(70)]);
  });

  it("answers 4.08 to a gap, to a start in the middle, and after the assembly timed out", async () => {
    const { put, puts, clock } = await storeLab({ assemblyTimeoutMs: 1000 });
    expect((await put(1, true, 0, bytes(16)))?.code).toBe(Code.RequestEntityIncomplete);
    await put(0, true, 0, bytes(16));
    expect((await put(2, true, 0, bytes(16)))?.code).toBe(Code.RequestEntityIncomplete);
    await put(0, true, 0, bytes(16));
    await clock.advance(1100);
    expect((await put(1, false, 0, bytes(3)))?.code).toBe(Code.RequestEntityIncomplete);
    expect(puts()).toBe(0);
  });

  it("answers 4.00 to a block that is not as long as it says", async () => {
    const { put } = await storeLab();
    expect((await put(0, true, 0, bytes(15)))?.code).toBe(Code.BadRequest);
    expect((await put(0, false, 0, bytes(17)))?.code).toBe(Code.BadRequest);
  });

  it("answers 4.13 with its limit as soon as the body is or will be too large", async () => {
    const { put } = await storeLab({ maxBodyBytes: 40 });
    const announced = await put(0, true, 0, bytes(16), [uintOption(Size1, 41)]);
    expect(announced?.code).toBe(Code.RequestEntityTooLarge);
    expect(uintIn(announced, Size1)).toBe(40);
    await put(0, true, 0, bytes(16));
    await put(1, true, 0, bytes(16));
    expect((await put(2, true, 0, bytes(16)))?.code).toBe(Code.RequestEntityTooLarge);
    expect((await put(0xfffff, false, 6, bytes(16)))?.code).toBe(Code.RequestEntityTooLarge);
  });

  it("answers 4.13 to a body in one datagram that is too large", async () => {
    const { exchange, puts } = await storeLab({ maxBodyBytes: 40 });
    const answer = await exchange(Code.PUT, [], bytes(41));
    expect(answer?.code).toBe(Code.RequestEntityTooLarge);
    expect(uintIn(answer, Size1)).toBe(40);
    expect((await exchange(Code.PUT, [], bytes(40)))?.code).toBe(Code.Changed);
    expect(puts()).toBe(1);
  });

  it("drops the oldest body beyond maxAssemblies and beyond maxAssemblyBytes", async () => {
    for (const limits of [{ maxAssemblies: 2 }, { maxAssemblyBytes: 32 }]) {
      const { put } = await storeLab(limits);
      const named = (name: string) => [stringOption(OptionNumber.UriQuery, name)];
      for (const name of ["a", "b", "c"]) await put(0, true, 0, bytes(16), named(name));
      expect((await put(1, false, 0, bytes(1), named("a")))?.code).toBe(Code.RequestEntityIncomplete);
      expect((await put(1, false, 0, bytes(1), named("c")))?.code).toBe(Code.Changed);
    }
  });
});

describe("A server that sends blocks", () => {
  const get = (number: number, szx: number) => [uintOption(Block2, blockValue(number, false, szx))];

  it("serves later blocks from the representation that the first was of", async () => {
    const { put, exchange } = await storeLab();
    await put(0, false, 6, bytes(100));
    const first = await exchange(Code.GET, get(0, 1));
    expect(blockOf(uintIn(first, Block2)!)).toEqual({ number: 0, more: true, szx: 1 });
    expect(uintIn(first, Size2)).toBe(100);
    await put(0, false, 6, new Uint8Array(100));
    const second = await exchange(Code.GET, get(1, 1));
    expect([...second!.payload]).toEqual([...bytes(100).subarray(32, 64)]);
    expect(second?.options.find(({ number }) => number === OptionNumber.ETag)?.value).toEqual(
      first?.options.find(({ number }) => number === OptionNumber.ETag)?.value,
    );
    const last = await exchange(Code.GET, get(6, 0));
    expect(blockOf(uintIn(last, Block2)!)).toEqual({ number: 6, more: false, szx: 0 });
  });

  it("tells who asks how large all of it is, with every block and where there is one alone (RFC 7959 §4)", async () => {
    const { put, exchange } = await storeLab();
    await put(0, false, 6, bytes(100));
    const size = uintOption(Size2, 0);
    expect(uintIn(await exchange(Code.GET, [size]), Size2)).toBe(100);
    expect(uintIn(await exchange(Code.GET, [...get(2, 1), size]), Size2)).toBe(100);
    expect(uintIn(await exchange(Code.GET, []), Size2)).toBeUndefined();
  });

  it("makes a block anew when nothing is kept, for GET only", async () => {
    const { put, exchange } = await storeLab();
    await put(0, false, 6, bytes(100));
    expect([...(await exchange(Code.GET, get(2, 1)))!.payload]).toEqual([...bytes(100).subarray(64, 96)]);
    expect((await exchange(Code.POST, get(2, 1)))?.code).toBe(Code.RequestEntityIncomplete);
  });

  it("answers 4.00 to a block beyond the end, and a small payload in one block", async () => {
    const { put, exchange } = await storeLab();
    await put(0, false, 6, bytes(20));
    expect((await exchange(Code.GET, get(9, 1)))?.code).toBe(Code.BadRequest);
    const whole = await exchange(Code.GET, get(0, 2));
    expect(blockOf(uintIn(whole, Block2)!)).toEqual({ number: 0, more: false, szx: 2 });
  });
});

describe("A client that fetches blocks", () => {
  it("starts over when the resource changes, and gets one representation", async () => {
    const versions = [new Uint8Array(100).fill(1), new Uint8Array(100).fill(2)];
    let version = 0;
    let requests = 0;
    const { client, clock } = await lab({
      maxSnapshots: 0,
      maxBlockBytes: 32,
      handler: () => {
        if (++requests === 3) version = 1;
        return { code: Code.Content, payload: versions[version]! };
      },
    });
    const response = await within(clock, 5000, client().request({ url: URL }));
    expect([...response.payload]).toEqual([...versions[1]!]);
  });

  it("gives up when the resource changes all the time", async () => {
    let n = 0;
    const handler = () => ({ code: Code.Content, payload: new Uint8Array(100).fill(n++) });
    const { client, clock } = await lab({ maxSnapshots: 0, maxBlockBytes: 32, handler });
    await expect(within(clock, 5000, client().request({ url: URL }))).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
  });

  it("refuses a body larger than maxBodyBytes, also when it is only announced", async () => {
    const { client, clock } = await lab({ handler: () => ({ code: Code.Content, payload: bytes(5000) }) });
    const coap = client({ maxBodyBytes: 4999 });
    await expect(within(clock, 5000, coap.request({ url: URL }))).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
  });

  it("sends all blocks of one body under one token, and those of another under another", async () => {
    const { handler } = store();
    const { client, clock, network } = await lab({ handler });
    const tokens = tokensSent(network);
    const asking = client();
    const put = () => asking.request({ url: URL, method: Code.PUT, payload: bytes(40), block1Bytes: 16 });
    await within(clock, 1000, put());
    await within(clock, 1000, put());
    expect(tokens.length).toBe(6);
    expect(new Set(tokens.slice(0, 3)).size).toBe(1);
    expect(new Set(tokens.slice(3)).size).toBe(1);
    expect(tokens[3]).not.toBe(tokens[0]);
  });

  it("gives each block a token of its own where the transport is secured (RFC 9175 §4.2)", async () => {
    const { handler } = store();
    const { clock, network } = await lab({ handler });
    const tokens = tokensSent(network);
    const transport = Object.assign(network.transport(), { scheme: "coaps" as const });
    const client = coapClient({ clock, random: seededRandom(5), transport });
    const url = URL.replace("coap:", "coaps:").replace("10.9.9.9", `${SERVER.address}:${SERVER.port}`);
    await within(clock, 1000, client.request({ url, method: Code.PUT, payload: bytes(40), block1Bytes: 16 }));
    expect(new Set(tokens).size).toBe(3);
  });

  it("gives the server's refusal to an upload as the response", async () => {
    const { client, clock } = await lab({ maxBodyBytes: 2000, handler: () => ({ code: Code.Changed }) });
    const put = client().request({ url: URL, method: Code.PUT, payload: bytes(3000) });
    expect((await within(clock, 5000, put)).code).toBe(Code.RequestEntityTooLarge);
  });
});

describe("One block of a representation (RFC 7959 §2.4)", () => {
  const body = Array.from({ length: 3_000 }, (_, index) => String.fromCharCode(97 + (index % 26))).join("");
  const url = "coap://10.9.9.9/big";

  it("can be had whatever its number, and says where it belongs", async () => {
    const { client, clock, network } = await lab({ handler: () => ({ code: Code.Content, payload: body }) });
    let requests = 0;
    network.onSend = ({ to, bytes: datagram }) => {
      requests += to.port === 5683 && datagram[1] !== Code.Empty ? 1 : 0;
      return true;
    };
    const coap = client();
    const one = await within(clock, 100, coap.request({ url, block2Number: 7, block2Bytes: 256 }));
    expect(text(one.payload)).toBe(body.slice(7 * 256, 8 * 256));
    expect(one.block).toEqual({ number: 7, more: true, szx: 4 });
    const last = await within(clock, 100, coap.request({ url, block2Number: 2 }));
    expect(text(last.payload)).toBe(body.slice(2_048));
    expect(last.block).toMatchObject({ number: 2, more: false });
    expect(requests).toBe(2);
    const fetched = coap.request({ url, method: Code.FETCH, payload: "q", block2Number: 1 });
    expect((await within(clock, 100, fetched)).block?.number).toBe(1);
    expect((await within(clock, 100, coap.request({ url }))).block).toBeUndefined();
  });

  it("is of the size that the server prefers, at the same place", async () => {
    const handler = () => ({ code: Code.Content, payload: body });
    const { client, clock } = await lab({ handler, maxBlockBytes: 64 });
    const one = await within(clock, 100, client().request({ url, block2Number: 3, block2Bytes: 512 }));
    expect(one.block).toEqual({ number: 24, more: true, szx: 2 });
    expect(text(one.payload)).toBe(body.slice(3 * 512, 3 * 512 + 64));
  });

  it("beyond the end is 4.00, and cannot be asked for where asking has effects", async () => {
    const { client, clock } = await lab({ handler: () => ({ code: Code.Content, payload: body }) });
    const coap = client();
    expect((await within(clock, 100, coap.request({ url, block2Number: 3 }))).code).toBe(Code.BadRequest);
    const refused = [
      [{ method: Code.POST, block2Number: 1 }, "WOT_ARGUMENT"],
      [{ block2Number: 1.5 }, "WOT_RANGE"],
      [{ block2Number: 0x100000 }, "WOT_RANGE"],
    ] as const;
    for (const [options, code] of refused)
      await expect(coap.request({ url, ...options })).rejects.toMatchObject({ code });
  });
});

describe("Large responses to several requests with effects", () => {
  it("are kept apart at one time by Request-Tag (RFC 9175 §3.3)", async () => {
    const handler = ({ payload }: CoapRequest) => ({ code: Code.Changed, payload: text(payload).repeat(2_500) });
    const { client, clock } = await lab({ handler }, { delayMs: 20 });
    const coap = client({ nstart: 8 });
    const posting = ["a", "b", "c"].map((payload) =>
      coap.request({ url: "coap://10.9.9.9/do", method: Code.POST, payload }),
    );
    const responses = await within(clock, 5_000, Promise.all(posting));
    expect(responses.map(({ payload }) => text(payload))).toEqual(["a", "b", "c"].map((one) => one.repeat(2_500)));
  });
});
