import { once } from "node:events";
import {
  constants,
  createSecureServer,
  type Http2SecureServer,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from "node:http2";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { type HttpClientOptions, httpClient, httpServer } from "@thingwright/binding-http";
import { Authority, fakeHost, testThing } from "@thingwright/contract-tests";
import { describe, expect, it, vi } from "vitest";
import { prepareForm } from "../../../support/prepare-form.js";

const authority = new Authority("the authority of these tests");
const tls = authority.issue();
const within = { timeoutMs: 2_000 };

/** A peer that speaks HTTP/2 by `answer`. */
class Http2Server implements AsyncDisposable {
  readonly sessions: ServerHttp2Session[] = [];
  readonly seen: IncomingHttpHeaders[] = [];
  readonly #server: Http2SecureServer;

  constructor(answer: (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void, settings: object = {}) {
    this.#server = createSecureServer({ ...tls, settings });
    this.#server.on("session", (session) => this.sessions.push(session.on("error", () => {})));
    this.#server.on("stream", (stream, headers) => {
      this.seen.push(headers);
      stream.on("error", () => {});
      answer(stream, headers);
    });
  }

  async start(): Promise<this> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return this;
  }

  get href(): string {
    return `https://127.0.0.1:${(this.#server.address() as AddressInfo).port}/p`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const session of this.sessions) session.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

const answerJson = (stream: ServerHttp2Stream, body = "1"): void => {
  stream.respond({ ":status": 200, "content-type": "application/json" });
  stream.end(body);
};

const client = (options: HttpClientOptions = {}) => httpClient({ tls: { ca: authority.cert }, ...options });
const textOf = ({ body }: { readonly body: Uint8Array }) => Buffer.from(body).toString();

describe("the HTTP client over HTTP/2", () => {
  it("sends many requests over one connection", async () => {
    await using peer = await new Http2Server((stream) => answerJson(stream)).start();
    await using http = client();
    const form = prepareForm(http, { href: peer.href }, "readproperty");
    const replies = await Promise.all(Array.from({ length: 50 }, () => form.request(within)));
    expect(new Set(replies.map(textOf))).toEqual(new Set(["1"]));
    expect([peer.sessions.length, peer.seen.length]).toEqual([1, 50]);
  });

  it("names the authority, and sends headers and body as over HTTP/1.1", async () => {
    let body = "";
    await using peer = await new Http2Server((stream) => {
      stream.setEncoding("utf8").on("data", (chunk) => {
        body += chunk;
      });
      stream.on("end", () => answerJson(stream));
    }).start();
    await using http = client();
    const form = {
      href: peer.href,
      "htv:headers": [{ "htv:fieldName": "X-Two", "htv:fieldValue": "b" }],
    };
    const content = { contentType: "application/json", body: Buffer.from("42") };
    await prepareForm(http, form, "writeproperty").request({ ...within, content });
    expect(body).toBe("42");
    expect(peer.seen[0]).toMatchObject({
      ":authority": new URL(peer.href).host,
      ":method": "PUT",
      ":path": "/p",
      "x-two": "b",
      "content-type": "application/json",
    });
  });

  it("opens another connection when the peer takes no more streams, up to maxConnectionsPerOrigin", async () => {
    const held: ServerHttp2Stream[] = [];
    const settings = { maxConcurrentStreams: 2 };
    await using peer = await new Http2Server((stream) => held.push(stream), settings).start();
    await using http = client({ limits: { maxConnectionsPerOrigin: 2 } });
    const form = prepareForm(http, { href: peer.href }, "readproperty");
    const first = form.request(within);
    await vi.waitUntil(() => held.length === 1);
    const others = Array.from({ length: 5 }, () => form.request(within));
    await vi.waitUntil(() => held.length === 4);
    expect(peer.sessions).toHaveLength(2);
    for (let i = 0; i < 6; i++) {
      await vi.waitUntil(() => held.length > i);
      answerJson(held[i]!);
    }
    expect((await Promise.all([first, ...others])).map(textOf)).toEqual(Array(6).fill("1"));
  });

  it("falls back to HTTP/1.1 for a peer that does not choose HTTP/2", async () => {
    const server = createServer(tls, (_request, response) => response.end("1")).listen(0, "127.0.0.1");
    await once(server, "listening");
    let connections = 0;
    server.on("secureConnection", () => connections++);
    await using http = client();
    const href = `https://127.0.0.1:${(server.address() as AddressInfo).port}/p`;
    const form = prepareForm(http, { href }, "readproperty");
    expect(textOf(await form.request(within))).toBe("1");
    expect((await Promise.all([form.request(within), form.request(within)])).map(textOf)).toEqual(["1", "1"]);
    expect(connections).toBeLessThanOrEqual(3);
    await http.stop();
    server.close();
  });

  it("does not offer HTTP/2 when it is told not to", async () => {
    const server = httpServer({ port: 0, tls });
    const thing = testThing();
    await server.start(fakeHost(thing));
    const { href } = (await server.expose(thing)).properties.get("name")![0]!;
    await using http = client({ http2: false });
    await prepareForm(http, { href }, "readproperty").request(within);
    const { request } = thing.calls.of("readproperty", "name")[0]!;
    expect(request).toMatchObject({ message: { httpVersion: "1.1" } });
    await server.stop();
  });

  it("resets the stream of a request that is aborted, and keeps the connection", async () => {
    const codes: number[] = [];
    await using peer = await new Http2Server((stream, { ":path": path }) => {
      if (path === "/p") answerJson(stream);
      else stream.on("close", () => codes.push(stream.rstCode ?? -1));
    }).start();
    await using http = client();
    const controller = new AbortController();
    const hanging = prepareForm(http, { href: `${peer.href}/slow` }, "readproperty").request({
      ...within,
      signal: controller.signal,
    });
    await vi.waitUntil(() => peer.seen.length === 1);
    controller.abort();
    await expect(hanging).rejects.toMatchObject({ code: "WOT_ABORTED" });
    await vi.waitUntil(() => codes.length === 1);
    expect(codes).toEqual([constants.NGHTTP2_CANCEL]);
    await prepareForm(http, { href: peer.href }, "readproperty").request(within);
    expect(peer.sessions).toHaveLength(1);
  });

  it("repeats once what the peer refused unread, also a write", async () => {
    let refusals = 1;
    await using peer = await new Http2Server((stream) => {
      if (refusals-- > 0) stream.close(constants.NGHTTP2_REFUSED_STREAM);
      else answerJson(stream);
    }).start();
    await using http = client();
    const form = prepareForm(http, { href: peer.href }, "invokeaction");
    expect(textOf(await form.request(within))).toBe("1");
    refusals = 2;
    await expect(form.request(within)).rejects.toMatchObject({ code: "WOT_NETWORK" });
  });

  it("does not repeat a write whose connection was cut", async () => {
    await using peer = await new Http2Server((stream) => stream.session?.destroy()).start();
    await using http = client();
    await expect(prepareForm(http, { href: peer.href }, "invokeaction").request(within)).rejects.toMatchObject({
      code: "WOT_NETWORK",
      sent: true,
    });
    expect(peer.seen).toHaveLength(1);
  });

  it("takes no answer that was cut short for a whole one", async () => {
    await using peer = await new Http2Server((stream, { ":path": path }) => {
      const length = path === "/p" ? { "content-length": 4 } : {};
      stream.respond({ ":status": 200, "content-type": "application/json", ...length });
      stream.write("12");
      setImmediate(() => (path === "/p" ? stream.close(constants.NGHTTP2_NO_ERROR) : stream.session?.destroy()));
    }).start();
    await using http = client();
    for (const href of [peer.href, `${peer.href}/lost`])
      await expect(prepareForm(http, { href }, "readproperty").request(within)).rejects.toMatchObject({
        code: "WOT_NETWORK",
      });
  });

  it("finishes what is in progress when the peer goes away, and opens a new connection for the rest", async () => {
    const held: ServerHttp2Stream[] = [];
    await using peer = await new Http2Server((stream) => held.push(stream)).start();
    await using http = client();
    const form = prepareForm(http, { href: peer.href }, "readproperty");
    const before = form.request(within);
    await vi.waitUntil(() => held.length === 1);
    peer.sessions[0]!.goaway(constants.NGHTTP2_NO_ERROR);
    await new Promise(setImmediate);
    const after = form.request(within);
    await vi.waitUntil(() => held.length === 2);
    for (const stream of held) answerJson(stream);
    expect([textOf(await before), textOf(await after)]).toEqual(["1", "1"]);
    expect(peer.sessions).toHaveLength(2);
  });

  it("refuses a body over maxBodyBytes, and headers over maxHeaderBytes", async () => {
    await using peer = await new Http2Server((stream, { ":path": path }) => {
      if (path === "/p") answerJson(stream, "1".repeat(5_000));
      else stream.respond({ ":status": 200, "x-flood": "y".repeat(9_000) }, { endStream: true });
    }).start();
    await using http = client({ limits: { maxBodyBytes: 1_000, maxHeaderBytes: 2_000 } });
    const ask = (href: string) => prepareForm(http, { href }, "readproperty").request(within);
    await expect(ask(peer.href)).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
    await expect(ask(`${peer.href}/flood`)).rejects.toMatchObject({
      family: expect.stringMatching(/Network|Protocol/),
    });
  });

  it("closes a connection that nobody uses", async () => {
    await using peer = await new Http2Server((stream) => answerJson(stream)).start();
    await using http = client({ limits: { idleTimeoutMs: 20 } });
    await prepareForm(http, { href: peer.href }, "readproperty").request(within);
    await vi.waitUntil(() => peer.sessions[0]!.destroyed);
    await prepareForm(http, { href: peer.href }, "readproperty").request(within);
    expect(peer.sessions).toHaveLength(2);
  });

  it("fails what is in progress, and what comes later, when it is stopped", async () => {
    await using peer = await new Http2Server(() => {}).start();
    const http = client();
    const form = prepareForm(http, { href: peer.href }, "readproperty");
    const hanging = form.request(within);
    await vi.waitUntil(() => peer.seen.length === 1);
    await Promise.all([http.stop(), expect(hanging).rejects.toMatchObject({ family: expect.any(String) })]);
    await expect(form.request(within)).rejects.toMatchObject({ code: "WOT_ABORTED" });
  });
});
