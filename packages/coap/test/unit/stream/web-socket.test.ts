import { Authority } from "@thingwright/contract-tests";
import { afterEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { type CoapServer, Code, coapClient, coapServer, type ObservationSink } from "../../../src/index.js";
import {
  type WebSocketClientOptions,
  type WebSocketServerOptions,
  webSocketClient,
  webSocketServer,
} from "../../../src/websocket/index.js";
import { text } from "../../lab/raw-peer.js";

const authority = new Authority("building authority");
const stranger = new Authority("another authority");
const lamp = authority.issue({ commonName: "lamp" });
const panel = authority.issue({ commonName: "panel-3" });

const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one[Symbol.asyncDispose]();
});

async function serve(options: WebSocketServerOptions = {}) {
  const sinks: ObservationSink[] = [];
  const server: CoapServer = coapServer({
    transport: webSocketServer({ port: 0, address: "127.0.0.1", ...options }),
    handler({ payload, observe, transportIdentity }) {
      const sink = observe?.accept();
      if (sink !== undefined) sinks.push(sink);
      return { code: Code.Content, payload: payload.length > 0 ? payload : (transportIdentity ?? "stranger") };
    },
  });
  open.push(server);
  const { port } = await server.listen();
  return { server, sinks, port, url: `coap${options.tls === undefined ? "" : "s"}+ws://127.0.0.1:${port}/state` };
}

function clientOf(options: WebSocketClientOptions = {}) {
  const client = coapClient({ transport: webSocketClient(options) });
  open.push(client);
  return client;
}

/** How a WebSocket that a test opens itself ends: what the server answered, or the code that it was closed with. */
function outcome(port: number, path: string, protocols: string[], headers = {}, say?: (socket: WebSocket) => void) {
  return new Promise<string>((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, protocols, { headers });
    socket.on("error", () => undefined);
    socket.once("unexpected-response", (request, response) => {
      resolve(`HTTP ${response.statusCode}`);
      request.destroy();
    });
    socket.once("open", () => (say === undefined ? resolve(`open ${socket.protocol}`) : say(socket)));
    socket.once("close", (code) => resolve(`closed ${code}`));
    open.push({ [Symbol.asyncDispose]: async () => socket.terminate() });
  });
}

describe("CoAP over WebSockets (RFC 8323 §4)", () => {
  it("carries requests, large bodies and observations", async () => {
    const { url, sinks, server } = await serve();
    const client = clientOf();
    expect(text((await client.request({ url })).payload)).toBe("stranger");
    const body = Buffer.alloc(500_000, "0123456789");
    const answer = await client.request({ url, method: Code.POST, payload: body });
    expect(Buffer.compare(answer.payload, body)).toBe(0);
    const observation = await client.observe({ url });
    const states: string[] = [];
    sinks[0]!.notify({ code: Code.Content, payload: "next" });
    for await (const { payload } of observation) if (states.push(text(payload)) === 2) break;
    expect(states).toEqual(["stranger", "next"]);
    await expect.poll(() => server.observerCount).toBe(0);
  });

  it("is had at /.well-known/coap under the subprotocol coap, and nowhere else (§4.1)", async () => {
    const { port } = await serve();
    expect(await outcome(port, "/.well-known/coap", ["coap"])).toBe("open coap");
    expect(await outcome(port, "/.well-known/coap", ["mqtt", "coap"])).toBe("open coap");
    expect(await outcome(port, "/.well-known/coap", ["mqtt"])).toBe("HTTP 400");
    expect(await outcome(port, "/.well-known/coap", [])).toBe("HTTP 400");
    expect(await outcome(port, "/", ["coap"])).toBe("HTTP 404");
    expect((await fetch(`http://127.0.0.1:${port}/.well-known/coap`)).status).toBe(426);
  });

  it("is for no page of another origin, unless that is named", async () => {
    const { port } = await serve({ origins: ["https://panel.example"] });
    const at = "/.well-known/coap";
    expect(await outcome(port, at, ["coap"], { origin: "https://evil.example" })).toBe("HTTP 403");
    expect(await outcome(port, at, ["coap"], { origin: "https://panel.example" })).toBe("open coap");
  });

  it("closes on text, on what is no message, and on one that is too long", async () => {
    const { port, url } = await serve();
    const at = "/.well-known/coap";
    expect(await outcome(port, at, ["coap"], {}, (socket) => socket.send("hello"))).toBe("closed 1003");
    for (const hex of ["", "00", "30e1", "0001", "0fe1"])
      expect(await outcome(port, at, ["coap"], {}, (socket) => socket.send(Buffer.from(hex, "hex")))).toBe(
        "closed 1000",
      );
    expect(await outcome(port, at, ["coap"], {}, (socket) => socket.send(Buffer.alloc(100_000)))).toBe("closed 1009");
    expect(text((await clientOf().request({ url })).payload)).toBe("stranger");
  });

  it("fails where there is no server, and when it goes", async () => {
    const { url, server } = await serve();
    const client = clientOf();
    const ends: unknown[] = [];
    await client.observe({ url, onEnd: (error) => ends.push(error) });
    await server.close();
    await expect.poll(() => ends.length).toBe(1);
    expect(ends).toMatchObject([{ code: "WOT_NETWORK" }]);
    await expect(client.request({ url })).rejects.toMatchObject({ code: "WOT_NETWORK", sent: false });
  });

  it("over TLS checks certificates, and knows clients by theirs", async () => {
    const { url } = await serve({ tls: { identity: lamp, clientCa: authority.cert } });
    const ask = async (tls: WebSocketClientOptions["tls"]) =>
      text((await clientOf({ tls: tls! }).request({ url })).payload);
    expect(await ask({ ca: authority.cert, identity: panel })).toBe("panel-3");
    await expect(ask({ ca: stranger.cert, identity: panel })).rejects.toMatchObject({ code: "WOT_NETWORK" });
    await expect(ask({ ca: authority.cert })).rejects.toThrow();
    expect(await ask({ allowUntrusted: true, identity: panel })).toBe("panel-3");
  });
});
