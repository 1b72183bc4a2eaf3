import { httpServer } from "@thingwright/binding-http";
import { array, assert, asyncProperty, constantFrom, oneof, string } from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { type ServedThing, serveThing } from "./support/served-thing.js";

const hello = "GET /test-thing/properties/count HTTP/1.1\r\nHost: x\r\n\r\n";

/** The server is alive and serves others. */
async function expectAlive(served: ServedThing): Promise<void> {
  expect((await served.ask("/test-thing/properties/count")).status).toBe(200);
}

describe("a server among hostile peers", () => {
  it.each([
    ["a lone percent sign", "GET /test-thing/properties/count?% HTTP/1.1\r\nHost: x\r\n\r\n", 400],
    ["a malformed escape in the path", "GET /test-thing/properties/%E0%A4%A HTTP/1.1\r\nHost: x\r\n\r\n", 400],
    ["bytes that are no UTF-8", "GET /test-thing/properties/%ff HTTP/1.1\r\nHost: x\r\n\r\n", 400],
    ["two slashes", "GET // HTTP/1.1\r\nHost: x\r\n\r\n", 400],
    ["slashes and a host", "GET //evil/properties HTTP/1.1\r\nHost: x\r\n\r\n", 400],
    ["a malformed Host", "GET / HTTP/1.1\r\nHost: [::bad\r\n\r\n", 400],
    ["a Host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400],
    ["two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400],
    ["no Host", "GET / HTTP/1.1\r\n\r\n", 400],
    ["an absolute address of nonsense", "GET http://:x:y/ HTTP/1.1\r\nHost: x\r\n\r\n", 400],
    ["an address of another scheme", "GET ftp://x/ HTTP/1.1\r\nHost: x\r\n\r\n", 400],
    ["something that is no HTTP", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n", 400],
    ["an unknown version", "GET / HTTP/9.9\r\nHost: x\r\n\r\n", 400],
    [
      "a length and chunks",
      "POST /test-thing/actions/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      400,
    ],
    ["a negative length", "PUT /test-thing/properties/count HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400],
    ["headers over the limit", `GET / HTTP/1.1\r\nHost: x\r\n${"X-Flood: y\r\n".repeat(3_000)}\r\n`, 431],
    ["one long header", `GET / HTTP/1.1\r\nHost: x\r\nX: ${"y".repeat(40_000)}\r\n\r\n`, 431],
  ])("refuses %s with problem details and closes", async (_, bytes, status) => {
    await using served = await serveThing();
    await using raw = served.raw().send(Buffer.from(bytes, "latin1"));
    const text = await raw.end();
    expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(text).toContain("content-type: application/problem+json");
    expect(text).toContain(`"status":${status}`);
    await expectAlive(served);
  });

  it.each([
    "/test-thing/properties/name/observable",
    "/test-thing/properties/name/poll",
    "/test-thing/events/__proto__",
    "/test-thing/events/constructor/poll",
    "/test-thing/actions/toString/valueOf",
    "/__proto__",
    "/things/__proto__",
    "/things/hasOwnProperty",
  ])("finds nothing at %s", async (path) => {
    await using served = await serveThing();
    expect((await served.ask(path, { headers: { accept: "text/event-stream" } })).status).toBe(404);
    await expectAlive(served);
  });

  it("leaves content that cannot be decoded to the Thing, whatever it is", async () => {
    await using served = await serveThing();
    for (const body of ["{", "", "[".repeat(100_000), `{"__proto__":${"[".repeat(1_000)}`, "\0", "\xff"]) {
      const headers = { "content-type": "application/json" };
      expect((await served.ask("/test-thing/properties/count", { method: "PUT", body, headers })).status).toBe(400);
    }
    await expectAlive(served);
  });

  it("refuses a body over the limit by its declared length before it comes", async () => {
    await using served = await serveThing({ limits: { maxBodyBytes: 1_000 } });
    await using raw = served.raw();
    raw.send("PUT /test-thing/properties/count HTTP/1.1\r\nHost: x\r\nContent-Length: 300000000\r\n\r\n1");
    expect(await raw.until('"status":413')).toMatch(/^HTTP\/1\.1 413 /);
    expect(served.thing.calls.of("writeproperty", "count")).toEqual([]);
  });

  it("refuses a body over the limit that comes in chunks, and closes on a peer that goes on", async () => {
    await using served = await serveThing({ limits: { maxBodyBytes: 1_000 } });
    await using raw = served.raw();
    raw.send("PUT /test-thing/properties/count HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    const chunk = `200\r\n${"1".repeat(512)}\r\n`;
    raw.send(chunk.repeat(3));
    await raw.until('"status":413');
    raw.send(chunk.repeat(1_000));
    expect(await raw.end()).toMatch(/^HTTP\/1\.1 413 /);
    expect(served.thing.calls.of("writeproperty", "count")).toEqual([]);
    await expectAlive(served);
  });

  it("takes a body in chunks of one byte", async () => {
    await using served = await serveThing();
    await using raw = served.raw();
    raw.send(
      "PUT /test-thing/properties/name HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
    );
    const body = JSON.stringify("x".repeat(2_000));
    raw.send(`${[...body].map((byte) => `1\r\n${byte}\r\n`).join("")}0\r\n\r\n`);
    expect(await raw.until("\r\n\r\n")).toMatch(/^HTTP\/1\.1 204 /);
    expect((await served.ask("/test-thing/properties/name")).json).toHaveLength(2_000);
  });

  it("answers 503 to a body that does not fit beside those of others, and has room once those are gone", async () => {
    await using served = await serveThing({ limits: { maxBodyBytes: 1_000, maxBodiesInFlightBytes: 1_500 } });
    const begin =
      "PUT /test-thing/properties/count HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 901\r\n\r\n";
    const put = {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: `7${" ".repeat(900)}`,
    } as const;
    await using first = served.raw().send(begin + " ".repeat(900));
    await vi.waitUntil(async () => (await served.ask("/test-thing/properties/count", put)).status === 503);
    expect((await served.ask("/test-thing/properties/count", put)).json).toMatchObject({ code: "WOT_UNAVAILABLE" });
    first.send("5");
    expect(await first.until("\r\n\r\n")).toMatch(/^HTTP\/1\.1 204 /);
    for (let i = 0; i < 5; i++) expect((await served.ask("/test-thing/properties/count", put)).status).toBe(204);
    await using lost = served.raw().send(begin + " ".repeat(900));
    await vi.waitUntil(async () => (await served.ask("/test-thing/properties/count", put)).status === 503);
    lost.socket.resetAndDestroy();
    await vi.waitUntil(async () => (await served.ask("/test-thing/properties/count", put)).status === 204);
  });

  it("refuses with Expect: 100-continue what is too large, without asking for it", async () => {
    await using served = await serveThing({ limits: { maxBodyBytes: 1_000 } });
    await using raw = served.raw();
    const put = (length: number) =>
      `PUT /test-thing/properties/count HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;
    raw.send(put(1));
    expect(await raw.until("\r\n\r\n")).toMatch(/^HTTP\/1\.1 100 /);
    expect(await raw.send("5").until(" 204 ")).toContain("HTTP/1.1 204 ");
    await using large = served.raw().send(put(2_000));
    expect(await large.until("\r\n\r\n")).toMatch(/^HTTP\/1\.1 413 /);
  });

  it("serves others while 200 bodies come slowly, and ends those after requestTimeoutMs", async () => {
    await using served = await serveThing({ limits: { requestTimeoutMs: 200, headersTimeoutMs: 200 } });
    const slow = Array.from({ length: 200 }, () => served.raw());
    for (const raw of slow)
      raw.send("PUT /test-thing/properties/count HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n1");
    for (let i = 0; i < 20; i++) await expectAlive(served);
    const answers = await Promise.all(slow.map((raw) => raw.end()));
    for (const text of answers) expect(text).toMatch(/^HTTP\/1\.1 408 /);
    expect(served.thing.calls.of("writeproperty", "count")).toEqual([]);
  });

  it("ends headers that come slowly with 408", async () => {
    await using served = await serveThing({ limits: { requestTimeoutMs: 100, headersTimeoutMs: 100 } });
    await using raw = served.raw().send("GET / HTTP/1.1\r\nHost: x\r\n");
    expect(await raw.end()).toMatch(/^HTTP\/1\.1 408 /);
  });

  it("answers any address with a status that blames the client, if any", async () => {
    await using served = await serveThing();
    const piece = constantFrom(
      "/",
      "//",
      "%",
      "%2",
      "%2F",
      "%00",
      "?",
      "#",
      "..",
      "&",
      "=",
      ",",
      "names=",
      "__proto__",
      ";",
      "*",
      "ü",
    );
    const word = constantFrom(
      "test-thing",
      "properties",
      "events",
      "actions",
      "count",
      "tick",
      "job",
      "poll",
      "things",
    );
    const target = array(oneof(piece, word, string({ maxLength: 3 }))).map((parts) => parts.join(""));
    const probe = asyncProperty(target, async (text) => {
      await using raw = served.raw();
      raw.send(
        Buffer.from(
          `GET /${text.replace(/[^\x21-\xff]/g, "")} HTTP/1.1\r\nHost: x\r\nPrefer: wait=0\r\n\r\n`,
          "latin1",
        ),
      );
      expect(await raw.until("\r\n\r\n")).toMatch(/^HTTP\/1\.1 [2-4]\d\d /);
    });
    await assert(probe, { numRuns: 150 });
    await expectAlive(served);
  });

  it("cancels at the Thing when observers vanish", async () => {
    await using served = await serveThing({ limits: { historyMs: 0 } });
    const { emitter } = served.thing.event("tick");
    const peers = Array.from({ length: 50 }, () => served.raw());
    for (const raw of peers) raw.send("GET /test-thing/events/tick HTTP/1.1\r\nHost: x\r\n\r\n");
    await emitter.untilActive(50, 5_000);
    for (const raw of peers) raw.socket.resetAndDestroy();
    await emitter.untilActive(0, 5_000);
    served.thing.event("tick").emit(1);
    await expectAlive(served);
  });

  it("cancels at the Thing when observers vanish that wait behind others on their connection", async () => {
    await using served = await serveThing({ limits: { historyMs: 0 } });
    const { emitter } = served.thing.property("count");
    await using peer = served.raw();
    const stream = "/test-thing/properties/count HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n";
    peer.send(`GET ${stream}GET ${stream}GET ${stream}`);
    await emitter.untilActive(3, 5_000);
    peer.socket.destroy();
    await emitter.untilActive(0, 5_000);
  });

  it("cancels what a peer asked for and did not wait for", async () => {
    await using served = await serveThing();
    await using raw = served.raw().send("GET /test-thing/properties/slow HTTP/1.1\r\nHost: x\r\n\r\n");
    await served.thing.calls.until("readproperty", "slow", 1, 2_000);
    const { signal } = served.thing.calls.of("readproperty", "slow")[0]!.request;
    expect(signal?.aborted).toBe(false);
    raw.socket.destroy();
    await new Promise((resolve) => signal?.addEventListener("abort", resolve));
    await expectAlive(served);
  });

  it("answers pipelined requests in their order", async () => {
    await using served = await serveThing();
    await using raw = served.raw();
    raw.send(hello.repeat(50) + hello.replace("count", "none") + hello.replace("count", "name"));
    const text = await raw.until('"lamp"');
    expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual([...Array(50).fill("HTTP/1.1 200"), "HTTP/1.1 404", "HTTP/1.1 200"]);
  });

  it("closes a connection that piles up requests behind a slow handler", async () => {
    await using served = await serveThing({ limits: { maxPipelinedRequests: 4 } });
    await using raw = served.raw().send(hello.replace("count", "slow").repeat(10));
    expect(await raw.end()).toBe("");
    await expectAlive(served);
  });

  it("has room for maxPendingRequests that wait for a handler, and says when to come back", async () => {
    await using served = await serveThing({ limits: { maxPendingRequests: 2 } });
    await using first = served.raw().send(hello.replace("count", "slow"));
    await using second = served.raw().send(hello.replace("count", "slow"));
    await served.thing.calls.until("readproperty", "slow", 2, 5_000);
    const refused = await served.ask("/test-thing/properties/count");
    expect([refused.status, refused.headers["retry-after"]]).toEqual([503, "1"]);
    served.thing.property("slow").gate?.open();
    await Promise.all([first.until("at last"), second.until("at last")]);
    await expectAlive(served);
  });

  it("closes connections over maxConnectionsPerClient and serves those it has", async () => {
    await using served = await serveThing({ limits: { maxConnectionsPerClient: 2 } });
    await using first = served.raw().send(hello);
    await using second = served.raw().send(hello);
    await Promise.all([first.until("\r\n\r\n"), second.until("\r\n\r\n")]);
    await using third = served.raw().send(hello);
    expect(await third.end()).toBe("");
    expect(await first.send(hello).until(/HTTP[\s\S]*HTTP/)).toContain("200 OK");
  });

  it("ends a handler that never answers with 504", async () => {
    await using served = await serveThing({ limits: { handlerTimeoutMs: 20 } });
    expect((await served.ask("/test-thing/properties/slow")).status).toBe(504);
  });

  it("closes connections over maxConnections and serves those it has", async () => {
    await using served = await serveThing({ limits: { maxConnections: 1 } });
    await using first = served.raw().send(hello);
    await first.until("\r\n\r\n0");
    await using second = served.raw().send(hello);
    expect(await second.end()).toBe("");
    first.send(hello);
    await first.until(/200 OK[\s\S]*200 OK/);
  });

  it("stops within 2 s whoever is connected", async () => {
    const served = await serveThing();
    const idle = served.raw().send(hello);
    await idle.until("\r\n\r\n0");
    const peers = [
      served.raw().send("GET /test-thing/events/tick HTTP/1.1\r\nHost: x\r\n\r\n"),
      served.raw().send("GET /test-thing/events/tick/poll HTTP/1.1\r\nHost: x\r\n\r\n"),
      served.raw().send("PUT /test-thing/properties/count HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n1"),
      served.raw().send(hello.replace("count", "slow")),
      served.raw().send("GET"),
    ];
    await served.thing.event("tick").emitter.untilActive(2, 2_000);
    const begun = Date.now();
    await served.server.stop();
    expect(Date.now() - begun).toBeLessThan(2_000);
    await Promise.all([idle, ...peers].map((raw) => raw.end()));
  });

  it("answers a port that is taken with WOT_ADDRESS_IN_USE", async () => {
    await using served = await serveThing();
    await expect(httpServer({ port: served.port }).start(served.host)).rejects.toMatchObject({
      code: "WOT_ADDRESS_IN_USE",
    });
  });
});
