import { describe, expect, it } from "vitest";
import {
  type CoapRequest,
  type CoapResponse,
  Code,
  coapClient,
  coapServer,
  forwardProxy,
  type Method,
  type ObservationSink,
  OptionNumber,
  type ResponseCacheLimits,
  responseCache,
  reverseProxy,
} from "../../../src/index.js";
import { lab, within } from "../../lab/lab.js";
import { text } from "../../lab/raw-peer.js";

const url = "coap://10.9.9.9/t";

/** A client with a cache, and a server that counts what it is asked. */
async function caching(answer: (request: CoapRequest) => CoapResponse, limits: Partial<ResponseCacheLimits> = {}) {
  const asked: string[] = [];
  const bench = await lab({
    understoodOptions: [OptionNumber.IfMatch],
    handler: (request) => {
      asked.push(`${request.method} ${request.path}`);
      return answer(request);
    },
  });
  const cache = responseCache(limits);
  const client = bench.client({ cache });
  const ask = async (options: object = {}) => {
    const response = await within(bench.clock, 1_000, client.request({ url, ...options }));
    return response;
  };
  const get = async (options: object = {}) => text((await ask(options)).payload);
  return { ...bench, asked, cache, ask, get, caching: client };
}

/** A state that changes with each look at it. */
function counting(more: Partial<CoapResponse> = {}) {
  let count = 0;
  return (): CoapResponse => ({ code: Code.Content, payload: String(++count), ...more });
}

describe("A client's cache (RFC 7252 §5.6)", () => {
  it("gives a response again while its Max-Age has not passed, which it counts down", async () => {
    const { ask, get, clock, asked } = await caching(counting({ maxAgeSeconds: 10, contentFormat: 0 }));
    expect(await get()).toBe("1");
    await clock.advance(9_500);
    const again = await ask();
    expect(text(again.payload)).toBe("1");
    expect(again).toMatchObject({ code: Code.Content, contentFormat: 0, maxAgeSeconds: 0 });
    expect(again.options.filter(({ number }) => number === OptionNumber.MaxAge)).toHaveLength(1);
    await clock.advance(1_000);
    expect(await get()).toBe("2");
    expect(asked).toHaveLength(2);
  });

  it("takes 60 s for the Max-Age of what has none, and keeps nothing of a Max-Age of 0", async () => {
    const usual = await caching(counting());
    await usual.get();
    await usual.clock.advance(58_000);
    expect(await usual.get()).toBe("1");
    await usual.clock.advance(3_000);
    expect(await usual.get()).toBe("2");
    const never = await caching(counting({ maxAgeSeconds: 0 }));
    expect([await never.get(), await never.get()]).toEqual(["1", "2"]);
    expect(never.cache.size).toBe(0);
  });

  it("asks the server nevertheless where the caller wants that, and keeps what it says", async () => {
    const { get } = await caching(counting());
    expect([await get(), await get({ mayUseCache: false }), await get()]).toEqual(["1", "2", "2"]);
  });

  it("counts Max-Age from the request, as the response may be an old one that was sent again", async () => {
    const { get, network, clock, caching: client } = await caching(counting({ maxAgeSeconds: 10 }));
    let isLossy = true;
    network.onSend = ({ to }) => to.port === 5683 || !isLossy;
    const asking = client.request({ url });
    await clock.advance(1_000);
    isLossy = false;
    await clock.advance(2_500);
    expect(text((await asking).payload)).toBe("1");
    await clock.advance(6_000);
    expect(await get()).toBe("1");
    await clock.advance(600);
    expect(await get()).toBe("2");
  });

  it("tells requests apart by method, URI and options, but those of NoCacheKey (RFC 7252 §5.4.2)", async () => {
    const { get, asked } = await caching(counting());
    const noCacheKey = { number: 0x11c, value: Uint8Array.of(1) };
    const elective = { number: 65_000, value: Uint8Array.of(1) };
    await get();
    for (const same of [{}, { options: [noCacheKey] }, { accept: undefined }]) expect(await get(same)).toBe("1");
    const others = [
      { accept: 50 },
      { accept: 60 },
      { query: ["a"] },
      { url: "coap://10.9.9.9/u" },
      { options: [elective] },
      { method: Code.FETCH, payload: "a", contentFormat: 50 },
      { method: Code.FETCH, payload: "b", contentFormat: 50 },
    ];
    for (const other of others) await get(other);
    expect(asked).toHaveLength(1 + others.length);
    for (const other of others) await get(other);
    expect(asked).toHaveLength(1 + others.length);
  });

  it("validates by ETag what is not fresh any more; 2.03 makes it fresh again (RFC 7252 §5.9.1.3)", async () => {
    let state = "a".repeat(3_000);
    let maxAgeSeconds = 10;
    const { get, clock, network } = await caching(() => ({
      ...{ code: Code.Content, payload: state, maxAgeSeconds, contentFormat: 42 },
      etag: Uint8Array.of(state.charCodeAt(0)),
    }));
    expect(await get()).toBe(state);
    await clock.advance(11_000);
    let bytes = 0;
    network.onSend = ({ bytes: { length } }) => {
      bytes += length;
      return true;
    };
    maxAgeSeconds = 30;
    expect(await get()).toBe(state);
    expect(bytes).toBeLessThan(60);
    await clock.advance(29_000);
    bytes = 0;
    expect(await get()).toBe(state);
    expect(bytes).toBe(0);
    await clock.advance(2_000);
    state = "b";
    expect(await get()).toBe("b");
  });

  it("answers who has the representation with 2.03, and passes such an answer on", async () => {
    const { ask, asked } = await caching(counting({ etag: Uint8Array.of(7) }));
    const mine = { options: [{ number: OptionNumber.ETag, value: Uint8Array.of(7) }] };
    expect((await ask(mine)).code).toBe(Code.Valid);
    expect((await ask()).code).toBe(Code.Content);
    const known = await ask(mine);
    expect(known.code).toBe(Code.Valid);
    expect(known.payload).toHaveLength(0);
    const other = { options: [{ number: OptionNumber.ETag, value: Uint8Array.of(8) }] };
    expect(text((await ask(other)).payload)).toBe("2");
    expect(asked).toHaveLength(2);
  });

  it.each([
    [Code.PUT, Code.Changed],
    [Code.POST, Code.Created],
    [Code.DELETE, Code.Deleted],
    [Code.PATCH, Code.Changed],
    [Code.iPATCH, Code.Changed],
  ])("keeps nothing fresh of what method %i has changed", async (method, code) => {
    const read = counting();
    const { get, ask } = await caching(({ method: asked }) => (asked === Code.GET ? read() : { code }));
    await get();
    await get({ accept: 50 });
    await ask({ method });
    expect([await get(), await get({ accept: 50 })]).toEqual(["3", "4"]);
  });

  it("keeps what a request has not changed that was refused, and nothing where nobody knows", async () => {
    const read = counting({ maxAgeSeconds: 1_000 });
    const {
      get,
      ask,
      network,
      clock,
      caching: client,
    } = await caching(({ method }) => (method === Code.GET ? read() : { code: Code.Forbidden }));
    await get();
    await ask({ method: Code.PUT });
    expect(await get()).toBe("1");
    network.onSend = () => false;
    const lost = client.request({ url, method: Code.PUT, timeoutMs: 500 });
    await expect(within(clock, 1_000, lost)).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
    network.onSend = undefined;
    expect(await get()).toBe("2");
  });

  it("keeps nothing fresh of what a POST has created elsewhere", async () => {
    const read = counting();
    const { get, ask } = await caching(({ method }) =>
      method === Code.GET ? read() : { code: Code.Created, locationPath: ["made"], locationQuery: ["x=1"] },
    );
    const made = { url: "coap://10.9.9.9/made?x=1" };
    await get(made);
    await ask({ method: Code.POST });
    expect(await get(made)).toBe("2");
  });

  it("does not keep a response that was on its way when the resource changed", async () => {
    let state = "old";
    const {
      get,
      network,
      clock,
      caching: client,
    } = await caching(({ method, payload }) => {
      if (method === Code.GET) return { code: Code.Content, payload: state };
      state = text(payload);
      return { code: Code.Changed };
    });
    let held: (() => void) | undefined;
    const other = coapClient({ clock, transport: network.transport(), cache: responseCache(), nstart: 8 });
    network.onSend = ({ bytes }) => {
      if (held !== undefined || bytes[1] !== Code.Content) return true;
      held = () => undefined;
      return false;
    };
    const reading = other.request({ url });
    await clock.advance(10);
    await within(clock, 100, other.request({ url, method: Code.PUT, payload: "new" }));
    expect(text((await within(clock, 4_000, reading)).payload)).toBe("old");
    expect(text((await within(clock, 100, other.request({ url }))).payload)).toBe("new");
    expect(await get()).toBe("new");
    await client.close();
  });

  it.each([
    [Code.NotFound, true],
    [Code.ServiceUnavailable, true],
    [Code.GatewayTimeout, true],
    [Code.Unauthorized, false],
    [Code.HopLimitReached, false],
    [Code.Valid, false],
  ])("keeps errors as long as they say: %i is kept: %s (RFC 7252 §5.9.2, §5.9.3)", async (code, isKept) => {
    const { ask, asked, clock } = await caching(() => ({ code, maxAgeSeconds: 5 }));
    if (code === Code.Valid) {
      await expect(ask()).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
      return;
    }
    await ask();
    expect((await ask()).code).toBe(code);
    expect(asked).toHaveLength(isKept ? 1 : 2);
    await clock.advance(6_000);
    await ask();
    expect(asked).toHaveLength(isKept ? 2 : 3);
  });

  it("has no more than its limits, and lets go of what was used longest ago", async () => {
    const { get, cache, asked } = await caching(counting(), { maxEntries: 2 });
    const at = (path: string) => get({ url: `coap://10.9.9.9/${path}` });
    for (const path of ["a", "b", "a", "c"]) await at(path);
    expect(cache.size).toBe(2);
    await at("a");
    expect(asked).toEqual(["1 /a", "1 /b", "1 /c"]);
    await at("b");
    expect(asked.at(-1)).toBe("1 /b");
    const small = await caching(() => ({ code: Code.Content, payload: "x".repeat(400) }), { maxBytes: 1_000 });
    for (const path of ["a", "b", "c"]) await small.get({ url: `coap://10.9.9.9/${path}` });
    expect(small.cache.size).toBe(2);
    expect(small.cache.bytes).toBeLessThanOrEqual(1_000);
    small.cache.clear();
    expect([small.cache.size, small.cache.bytes]).toEqual([0, 0]);
    const tiny = await caching(counting(), { maxBytes: 10 });
    expect([await tiny.get(), await tiny.get(), tiny.cache.size]).toEqual(["1", "2", 0]);
  });

  it("is not harmed by who changes the payload that it gave", async () => {
    const { ask, get } = await caching(() => ({ code: Code.Content, payload: "abc" }));
    await ask();
    (await ask()).payload.fill(0);
    expect(await get()).toBe("abc");
  });

  it("has nothing to do with one block, with what wants no response, and with other objects", async () => {
    const { ask, cache, client } = await caching(counting());
    await ask({ block2Number: 0 });
    await ask({ noResponse: 8 });
    expect(cache.size).toBe(0);
    expect(() => client({ cache: { size: 0, bytes: 0, clear() {} } })).toThrow(
      expect.objectContaining({ code: "WOT_ARGUMENT" }),
    );
    expect(() => responseCache({ maxEntries: -1 })).toThrow(expect.objectContaining({ code: "WOT_RANGE" }));
  });

  it("is fed by observations (RFC 7641 §3.3)", async () => {
    const sinks: ObservationSink[] = [];
    const read = counting({ maxAgeSeconds: 20 });
    const {
      get,
      asked,
      clock,
      caching: client,
    } = await caching((request) => {
      const sink = request.observe?.accept();
      if (sink !== undefined) sinks.push(sink);
      return read();
    });
    const observing = client.observe({ url, onNotification: () => undefined, reregister: false });
    const observation = await within(clock, 100, observing);
    expect(await get()).toBe("1");
    await clock.advance(15_000);
    sinks[0]?.notify({ code: Code.Content, payload: "news", maxAgeSeconds: 20 });
    await clock.advance(15_000);
    expect(await get()).toBe("news");
    expect(asked).toHaveLength(1);
    await clock.advance(6_000);
    expect(await get()).toBe("2");
    await within(clock, 1_000, observation.cancel());
  });
});

describe("The answer to a registration", () => {
  it("is as old as the registration, which may have been answered before and lost its answer", async () => {
    const {
      network,
      clock,
      caching: client,
      get,
      asked,
    } = await caching((request) => {
      request.observe?.accept();
      return { code: Code.Content, payload: "x", maxAgeSeconds: 10 };
    });
    let isLossy = true;
    network.onSend = ({ to }) => to.port === 5683 || !isLossy;
    const observing = client.observe({ url, onNotification: () => undefined, reregister: false });
    await clock.advance(1_000);
    isLossy = false;
    await clock.advance(3_000);
    await observing;
    expect(await get()).toBe("x");
    expect(asked).toHaveLength(1);
    await clock.advance(7_000);
    await get();
    expect(asked).toHaveLength(2);
  });
});

describe("A proxy with a cache (RFC 7252 §5.7.1)", () => {
  const origin = { address: "10.0.1.1", port: 5683 };

  async function proxied(kind: "forward" | "reverse", answer: (request: CoapRequest) => CoapResponse) {
    const asked: Method[] = [];
    const bench = await lab({ handler: () => ({ code: Code.NotFound }) });
    const { clock, network } = bench;
    await coapServer({
      ...{ clock, transport: network.transport(origin) },
      handler: (request) => {
        asked.push(request.method as Method);
        return answer(request);
      },
    }).listen();
    const client = coapClient({ clock, transport: network.transport(), cache: responseCache() });
    const handler =
      kind === "reverse"
        ? reverseProxy({ client, target: () => "coap://10.0.1.1/t" })
        : () => ({ code: Code.NotFound });
    await coapServer({
      ...{ clock, transport: network.transport({ address: "10.0.1.2", port: 5683 }), handler },
      proxy: forwardProxy({ client, allow: () => true }),
    }).listen();
    const target = kind === "reverse" ? { url: "coap://10.0.1.2/t" } : { url, proxy: "coap://10.0.1.2" };
    const through = kind === "reverse" ? target : { ...target, url: "coap://10.0.1.1/t" };
    const ask = async (options: object = {}) => {
      const own = coapClient({ clock, transport: network.transport() });
      return within(clock, 2_000, own.request({ ...through, ...options }));
    };
    return { ...bench, ask, asked };
  }

  it.each(["forward", "reverse"] as const)(
    "answers all its clients from it, with what is left of Max-Age: %s",
    async (kind) => {
      const { ask, asked, clock } = await proxied(kind, () => ({
        ...{ code: Code.Content, payload: "x", maxAgeSeconds: 30, etag: Uint8Array.of(5) },
      }));
      expect((await ask()).maxAgeSeconds).toBeGreaterThanOrEqual(29);
      await clock.advance(20_000);
      const later = await ask();
      expect(text(later.payload)).toBe("x");
      expect(later.maxAgeSeconds).toBeLessThanOrEqual(10);
      const tagged = await ask({ options: [{ number: OptionNumber.ETag, value: Uint8Array.of(5) }] });
      expect(tagged.code).toBe(Code.Valid);
      expect(asked).toEqual([Code.GET]);
      await ask({ method: Code.PUT, payload: "y" });
      await ask();
      expect(asked).toEqual([Code.GET, Code.PUT, Code.GET]);
    },
  );
});
