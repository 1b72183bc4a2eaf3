import type { ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { type HttpExchange, type HttpRequest, httpProbe, type Trust } from "@thingwright/conformance";
import { Authority } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";
import { type Script, ScriptedThing } from "../../../../selftest/http/scripted-thing.js";

const never = new AbortController().signal;
const get = (url: string): HttpRequest => ({ method: "GET", url, headers: [] });

async function asked(script: Script, limits: Parameters<typeof httpProbe>[0] = {}): Promise<HttpExchange> {
  await using thing = await ScriptedThing.start(script);
  return await httpProbe({ requestTimeoutMs: 2_000, ...limits })(get(`${thing.origin}/`), never);
}

/** Writes for ever, as fast as it is taken. */
function flood(response: ServerResponse): void {
  response.writeHead(200, { "content-length": String(2 ** 30) });
  const block = Buffer.alloc(65_536, "x");
  const more = (): void => {
    while (!response.destroyed && response.write(block));
  };
  response.on("drain", more);
  more();
}

describe("the HTTP probe", () => {
  it("brings status, fields in order, and body", async () => {
    const { response } = await asked(() => ({ status: 201, headers: { "X-One": "1", "x-two": "2" }, body: "hi" }));
    expect(response).toMatchObject({ status: 201, reason: "Created" });
    expect(response!.headers.slice(0, 2)).toEqual([
      ["X-One", "1"],
      ["x-two", "2"],
    ]);
    expect(new TextDecoder().decode(response!.body)).toBe("hi");
  });

  it.each<[string, Script, string, Parameters<typeof httpProbe>[0]]>([
    ["never answers", () => "hang", "timeout", { requestTimeoutMs: 30 }],
    [
      "stops within its body",
      () => (r) => void r.writeHead(200, { "content-length": "9" }).write("a"),
      "timeout",
      { requestTimeoutMs: 30 },
    ],
    ["sends a gigabyte", () => flood, "too-large", { maxBodyBytes: 1_000_000 }],
    [
      "has endless fields",
      () => ({ status: 200, headers: { x: "x".repeat(9_000) } }),
      "too-large",
      { maxHeaderBytes: 4_096 },
    ],
    ["hangs up at once", () => (r) => void r.socket?.destroy(), "cut", {}],
    [
      "hangs up within its body",
      () => (r) => r.writeHead(200, { "content-length": "9" }).write("a", () => r.socket?.destroy()),
      "cut",
      {},
    ],
    [
      "hangs up within a chunk",
      () => (r) => void r.socket?.end("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\nabc"),
      "cut",
      {},
    ],
    ["speaks another protocol", () => (r) => void r.socket?.end("SSH-2.0-lamp\r\n"), "not-http", {}],
    [
      "lies about chunks",
      () => (r) => void r.socket?.end("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nlong\r\n"),
      "not-http",
      {},
    ],
    [
      "changes to another protocol",
      () => (r) => void r.socket?.end("HTTP/1.1 101 Go\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n"),
      "cut",
      {},
    ],
  ])("says what is the matter with a peer that %s", async (_, script, kind, limits) => {
    const { response, problem } = await asked(script, limits);
    expect(response).toBeUndefined();
    expect(problem).toMatchObject({ kind });
    expect(problem!.message).not.toBe("");
  });

  it("does not follow a redirect", async () => {
    const { response } = await asked(() => ({ status: 302, headers: { location: "/" } }));
    expect(response!.status).toBe(302);
  });

  it("says that nobody is there", async () => {
    const thing = await ScriptedThing.start(() => "hang");
    await thing[Symbol.asyncDispose]();
    const { problem } = await httpProbe()(get(thing.origin), never);
    expect(problem).toMatchObject({ kind: "unreachable", message: "the connection was refused" });
  });

  it.each([
    ["a field with a line break", { ...get("http://127.0.0.1:9/"), headers: [["x", "a\r\nb: c"]] }],
    ["a method with a space", { ...get("http://127.0.0.1:9/"), method: "GE T" }],
    ["an address that is none", get("http://")],
  ] as const)("says that it cannot send %s", async (_, request) => {
    expect((await httpProbe()(request, never)).problem).toMatchObject({ kind: "unsendable" });
  });

  it("sends no credentials of an address", async () => {
    await using thing = await ScriptedThing.start(() => ({ status: 200 }));
    await httpProbe()(get(thing.origin.replace("//", "//user:secret@")), never);
    expect(thing.questions[0]!.headers).not.toHaveProperty("authorization");
  });

  it("ends when it is told to, also before it began", async () => {
    await using thing = await ScriptedThing.start(() => {
      controller.abort();
      return "hang";
    });
    const controller = new AbortController();
    const probe = httpProbe();
    expect((await probe(get(thing.origin), controller.signal)).problem).toMatchObject({ kind: "aborted" });
    expect((await probe(get(thing.origin), controller.signal)).problem).toMatchObject({ kind: "aborted" });
    expect(thing.questions).toHaveLength(1);
  });

  it("refuses limits that are none", () => {
    expect(() => httpProbe({ maxBodyBytes: 0 })).toThrow(expect.objectContaining({ code: "WOT_RANGE" }));
    expect(() => httpProbe({ requestTimeoutMs: Number.NaN })).toThrow(expect.objectContaining({ code: "WOT_RANGE" }));
  });

  it("verifies certificates, unless it is told whom to trust", async () => {
    const authority = new Authority("the authority of a vendor");
    const { cert, key } = authority.issue();
    const server = createServer({ cert, key }, (_, response) => response.end("hi"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const request = get(`https://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const asked = (trust: Trust) => httpProbe({}, Date.now, trust)(request, never);
    try {
      expect((await asked({})).problem).toMatchObject({ kind: "unreachable" });
      expect((await asked({ ca: new Authority("another").cert })).problem).toMatchObject({ kind: "unreachable" });
      const [known, blind] = [await asked({ ca: authority.cert }), await asked({ allowUntrusted: true })];
      expect([known.response?.status, blind.response?.status]).toEqual([200, 200]);
      expect([known.reproduce, blind.reproduce]).toEqual([
        expect.stringContaining("--cacert CA.pem"),
        expect.stringContaining("--insecure"),
      ]);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });
});
