import { once } from "node:events";
import { connect } from "node:net";
import { httpClient } from "@thingwright/binding-http";
import { describe, expect, it } from "vitest";
import type { CallbackRequest } from "../../../../src/client/callback-receiver.js";
import { type CallbackOptions, callbackSettingsOf } from "../../../../src/client/callbacks/callback-options.js";
import { CallbackServer } from "../../../../src/client/callbacks/callback-server.js";
import { defaultHttpClientLimits } from "../../../../src/client/client-limits.js";
import { RawConnection } from "../../../support/raw-exchange.js";
import { freePort } from "../../../support/served-thing.js";

const receiver = (options: CallbackOptions = {}, limits = {}): CallbackServer =>
  new CallbackServer(callbackSettingsOf(options), { ...defaultHttpClientLimits, ...limits });

/** Runs `work` with a server that is stopped afterwards. */
async function withServer(work: (server: CallbackServer) => Promise<void>, limits = {}): Promise<void> {
  const server = receiver({}, limits);
  try {
    await work(server);
  } finally {
    await server.stop();
  }
}

const post = (url: string, body = ""): Promise<Response> => fetch(url, { method: "POST", body });

describe("CallbackServer", () => {
  it("answers at an address that was registered, until it is released", () =>
    withServer(async (server) => {
      const heard: CallbackRequest[] = [];
      const callback = await server.register((request) => {
        heard.push(request);
        return { status: 200, text: request.query.get("x") ?? "" };
      });
      const answer = await post(`${callback.url}?x=%3Cb%3E`, "hi");
      expect([answer.status, await answer.text()]).toEqual([200, "<b>"]);
      expect(answer.headers.get("content-type")).toMatch(/^text\/plain/);
      expect(new TextDecoder().decode(heard[0]?.body)).toBe("hi");
      callback.release();
      callback.release();
      expect((await post(callback.url)).status).toBe(404);
    }));

  it("gives each an address of its own that cannot be guessed", () =>
    withServer(async (server) => {
      const callbacks = await Promise.all([1, 2].map((n) => server.register(() => ({ status: 200 + n }))));
      const [first, second] = callbacks.map(({ url }) => url.split("/").at(-1) as string) as [string, string];
      expect(first).toMatch(/^[\w-]{43}$/);
      expect(first).not.toBe(second);
      expect((await post(callbacks[1]!.url)).status).toBe(202);
    }));

  it.each(["", "/", "/constructor", "/__proto__", "/%00", `/${"x".repeat(43)}`])("has nothing at %j", (path) =>
    withServer(async (server) => {
      const { url } = await server.register(() => ({ status: 200 }));
      expect((await post(new URL(url).origin + path)).status).toBe(404);
    }),
  );

  it("takes GET and POST only, and no body over maxCallbackBytes", () =>
    withServer(
      async (server) => {
        const { url } = await server.register(() => ({ status: 200 }));
        expect((await fetch(url, { method: "DELETE" })).status).toBe(405);
        expect((await post(url, "12345678")).status).toBe(200);
        expect((await post(url, "123456789")).status).toBe(413);
        const { port, pathname } = new URL(url);
        await using raw = new RawConnection(Number(port));
        raw.send(`POST ${pathname} HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n9\r\n123456789\r\n`);
        expect(await raw.end()).toMatch(/^HTTP\/1\.1 413 /);
      },
      { maxCallbackBytes: 8 },
    ));

  it("closes connections over maxCallbackConnections, and takes others when one has gone", () =>
    withServer(
      async (server) => {
        const { url } = await server.register(() => ({ status: 200 }));
        const { port, pathname } = new URL(url);
        const request = `GET ${pathname} HTTP/1.1\r\nhost: x\r\n\r\n`;
        const first = new RawConnection(Number(port)).send(request);
        expect(await first.until("\r\n\r\n")).toMatch(/^HTTP\/1\.1 200 /);
        await using second = new RawConnection(Number(port)).send(request);
        expect(await second.end()).toBe("");
        first.send(request.replace("\r\n\r\n", "\r\nconnection: close\r\n\r\n"));
        expect(await first.end()).toMatch(/connection: close/i);
        await using third = new RawConnection(Number(port)).send(request);
        expect(await third.until("\r\n\r\n")).toMatch(/^HTTP\/1\.1 200 /);
      },
      { maxCallbackConnections: 1 },
    ));

  it("survives an answer that fails", () =>
    withServer(async (server) => {
      const { url } = await server.register(() => Promise.reject(new TypeError("secret")));
      const answer = await post(url);
      expect([answer.status, await answer.text()]).toEqual([500, ""]);
    }));

  it("tells peers its baseUrl, whatever it listens on", async () => {
    const server = receiver({ baseUrl: "https://house.example/hooks/" });
    const { url } = await server.register(() => ({ status: 200 }));
    expect(url).toMatch(/^https:\/\/house\.example\/hooks\/[\w-]{43}$/);
    await server.stop();
  });

  it("listens only once it is needed, and not on a port that is taken", async () => {
    const port = await freePort();
    const [first, second] = [receiver({ port }), receiver({ port })];
    await first.register(() => ({ status: 200 }));
    await expect(second.register(() => ({ status: 200 }))).rejects.toMatchObject({ code: "WOT_ADDRESS_IN_USE" });
    await first.stop();
    await second.register(() => ({ status: 200 }));
    await second.stop();
    await expect(second.register(() => ({ status: 200 }))).rejects.toMatchObject({ code: "WOT_ABORTED" });
  });

  it("stops while a peer hangs", async () => {
    const server = receiver();
    const { url } = await server.register(() => ({ status: 200 }));
    const { hostname, port, pathname } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.on("error", () => {}).resume();
    await once(socket, "connect");
    socket.write(`POST ${pathname} HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nx`);
    const closed = once(socket, "close");
    await server.stop();
    await closed;
  });

  it.each([
    [{ address: "0.0.0.0" }, "WOT_ARGUMENT"],
    [{ baseUrl: "ftp://x" }, "WOT_ARGUMENT"],
    [{ baseUrl: "http://x/?a" }, "WOT_ARGUMENT"],
    [{ baseUrl: "x" }, "WOT_ARGUMENT"],
    [{ port: 70_000 }, "WOT_RANGE"],
  ])("refuses the options %j", (callbacks, code) => {
    expect(() => httpClient({ callbacks })).toThrowError(expect.objectContaining({ code }));
  });
});
