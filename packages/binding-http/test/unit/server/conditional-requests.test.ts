import { brotliDecompressSync } from "node:zlib";
import { request } from "undici";
import { describe, expect, it } from "vitest";
import { type ServedThing, serveThing } from "../../support/served-thing.js";

const compressing = { limits: { minCompressedBytes: 1 } };

/** The answer with its body as bytes, in whatever coding it came. */
async function rawAnswer(served: ServedThing, path: string, headers: Record<string, string>, method = "GET") {
  const {
    statusCode: status,
    headers: got,
    body,
  } = await request(served.base + path, { method: method as "GET", headers });
  return { status, headers: got, bytes: Buffer.from(await body.arrayBuffer()) };
}

describe("a conditional GET of a Thing Description", () => {
  it.each(['"test-thing"', 'W/"test-thing"', '"other", "test-thing"', "*", ' "a" ,W/"test-thing"'])(
    "is answered 304 with what a cache needs for If-None-Match: %s",
    async (ifNoneMatch) => {
      await using served = await serveThing();
      const { status, headers, text } = await served.ask("/test-thing", { headers: { "if-none-match": ifNoneMatch } });
      expect([status, text]).toEqual([304, ""]);
      expect(headers).toMatchObject({
        etag: '"test-thing"',
        "cache-control": "no-cache",
        vary: "accept, accept-encoding",
        date: expect.any(String),
      });
      expect(headers["content-type"]).toBeUndefined();
    },
  );

  it.each(['"other"', "test-thing", '"test-thing-br"', ""])("is answered in full for %j", async (ifNoneMatch) => {
    await using served = await serveThing();
    expect((await served.ask("/test-thing", { headers: { "if-none-match": ifNoneMatch } })).status).toBe(200);
  });

  it("works for HEAD and for the listing, too", async () => {
    await using served = await serveThing();
    for (const path of ["/test-thing", "/things", "/.well-known/wot"]) {
      const { headers } = await served.ask(path);
      const again = { headers: { "if-none-match": String(headers.etag) } };
      expect((await served.ask(path, again)).status).toBe(304);
      expect((await served.ask(path, { ...again, method: "HEAD" })).status).toBe(304);
    }
  });
});

describe("a compressed Thing Description", () => {
  it("is the same document with another entity tag", async () => {
    await using served = await serveThing(compressing);
    const plain = await served.ask("/test-thing");
    const coded = await rawAnswer(served, "/test-thing", { "accept-encoding": "gzip;q=0.5, br" });
    expect(coded.headers).toMatchObject({
      "content-encoding": "br",
      "content-length": String(coded.bytes.length),
      etag: '"test-thing-br"',
    });
    expect(brotliDecompressSync(coded.bytes).toString()).toBe(plain.text);
    expect(plain.headers["content-encoding"]).toBeUndefined();
  });

  it("is not sent again to who has it in the same coding", async () => {
    await using served = await serveThing(compressing);
    const ask = (coding: string) =>
      rawAnswer(served, "/test-thing", { "accept-encoding": coding, "if-none-match": '"test-thing-br"' });
    expect((await ask("br")).status).toBe(304);
    expect((await ask("gzip")).status).toBe(200);
    expect((await ask("identity")).status).toBe(200);
  });

  it("has the same headers for HEAD, and no body", async () => {
    await using served = await serveThing(compressing);
    const got = await rawAnswer(served, "/test-thing", { "accept-encoding": "gzip" });
    const head = await rawAnswer(served, "/test-thing", { "accept-encoding": "gzip" }, "HEAD");
    for (const name of ["content-type", "content-length", "content-encoding", "etag", "cache-control", "vary"]) {
      expect([name, head.headers[name]]).toEqual([name, got.headers[name]]);
      expect(head.headers[name]).toBeDefined();
    }
    expect(head.bytes).toHaveLength(0);
  });

  it("is small enough to go as it is below minCompressedBytes", async () => {
    await using served = await serveThing();
    const { headers } = await rawAnswer(served, "/test-thing", { "accept-encoding": "br" });
    expect(headers["content-encoding"]).toBeUndefined();
  });

  it("never is the value of a property, which may be a secret beside what a peer put there", async () => {
    await using served = await serveThing(compressing);
    const { headers } = await rawAnswer(served, "/test-thing/properties/blob", { "accept-encoding": "br, gzip" });
    expect(headers["content-encoding"]).toBeUndefined();
  });
});

describe("a conditional PUT", () => {
  const put = (served: ServedThing, headers: Record<string, string>) =>
    served.ask("/test-thing/properties/count", {
      method: "PUT",
      headers: { "content-type": "application/json", ...headers },
      body: "7",
    });

  it.each([
    ["if-match", '"any"'],
    ["if-match", 'W/"any", "other"'],
    ["if-none-match", "*"],
  ])("is refused with 412 and writes nothing for %s: %s", async (name, value) => {
    const headers = { [name]: value };
    await using served = await serveThing();
    const { status, json } = await put(served, headers);
    expect([status, (json as { status: number }).status]).toEqual([412, 412]);
    expect(served.thing.calls.of("writeproperty", "count")).toEqual([]);
    const all = { method: "PUT" as const, headers: { "content-type": "application/json", ...headers }, body: "{}" };
    expect((await served.ask("/test-thing/properties", all)).status).toBe(412);
  });

  it("writes where its condition holds", async () => {
    await using served = await serveThing();
    expect((await put(served, { "if-match": "*" })).status).toBe(204);
    expect((await put(served, { "if-none-match": '"any"' })).status).toBe(204);
  });
});

describe("the value of a property", () => {
  it("is stored by nobody, and has a date", async () => {
    await using served = await serveThing();
    for (const path of ["/test-thing/properties/count", "/test-thing/properties/note"]) {
      const { headers } = await served.ask(path);
      expect([headers["cache-control"], Number.isNaN(Date.parse(String(headers.date)))]).toEqual(["no-store", false]);
      expect(headers.etag).toBeUndefined();
    }
  });
});
